"""What is refused about receivables, their settlement and its reversal."""

from chassis.errors import Conflict, Invalid, NotFound


class DatedAhead(Invalid):
    """Something is recorded with a date that has not come yet."""

    code = "dated_ahead"
    en = "{day} has not come yet; a document is recorded with its own date, today at the latest."
    zh = "日期 {day} 尚未到来,单据日期最晚为今天。"


class InvoiceStands(Conflict):
    """An invoice is recorded where one stands."""

    code = "invoice_stands"
    en = "Receivable {number} has an invoice; record its red-letter invoice first."
    zh = "应收单 {number} 已开发票,须先登记红字发票。"


class InvoiceNotIssued(Conflict):
    """A red-letter invoice is recorded where no invoice stands."""

    code = "invoice_not_issued"
    en = "Receivable {number} has no invoice that a red-letter one could cancel; record it first."
    zh = "应收单 {number} 没有可冲红的发票,请先登记发票。"


class InvoiceTaken(Conflict):
    """An invoice's number is recorded where it can't be right."""

    code = "invoice_taken"
    en = "{invoice_number} is recorded with receivable {receivable} already, for another customer or day, or it is used up in red; check the number and the date."
    zh = "发票号码 {invoice_number} 已登记于应收单 {receivable}(客户或日期不同,或已冲红),请核对号码和日期。"


class RedBeforeInvoice(Invalid):
    """A red-letter invoice is older than the invoice it cancels."""

    code = "red_before_invoice"
    en = "The red-letter invoice of {day} can't cancel one of {invoiced_on}; check the date."
    zh = "红字发票日期 {day} 早于被冲红发票的日期 {invoiced_on},请核对日期。"


class SettlesTooMuch(Conflict):
    """More is used of a source, or for a receivable, than is open of it."""

    code = "settles_too_much"
    en = "Only {open} of {number} is open; settle at most that."
    zh = "{number} 未核销金额仅 {open},核销金额不能超过它。"


class SettlesTwice(Invalid):
    """The same source and receivable are named twice in one settlement."""

    code = "settles_twice"
    en = "The same source is named twice for receivable {number}; add the two amounts up."
    zh = "同一来源对应收单 {number} 重复列出,请合并金额。"


class SettlementForeign(Invalid):
    """A source or receivable is named that is none, or another customer's."""

    code = "settlement_foreign"
    en = "{id} is no source or receivable of this customer; take both from its own lists."
    zh = "{id} 不是该客户的核销来源或应收款,请从该客户的清单中选择。"


class NothingToSettle(Conflict):
    """A customer has nothing that could settle anything."""

    code = "nothing_to_settle"
    en = (
        "Nothing open can be settled: record the customer's payment first, or look at what it owes."
    )
    zh = "没有可核销的款项,请先登记客户收款或查看其应收款。"


class NothingToReverse(Conflict):
    """A settlement is reversed of which nothing stands any more."""

    code = "nothing_to_reverse"
    en = "Settlement {number} is reversed already; nothing of it stands."
    zh = "核销单 {number} 已全部撤销。"


class ReversesTooMuch(Conflict):
    """More of a settlement's line is taken back than stands of it."""

    code = "reverses_too_much"
    en = "Only {left} of this line stands; take back at most that."
    zh = "该明细仅剩 {left} 可撤销,撤销金额不能超过它。"


class SettlementLineUnknown(Invalid):
    """A line is taken back that is none of this settlement, or named twice."""

    code = "settlement_line_unknown"
    en = "{line_id} is no line of this settlement, or it is named twice."
    zh = "{line_id} 不是该核销单的明细,或重复列出。"


class SettlementOfDocument(Conflict):
    """A settlement is reversed that goes with a document, such as a write-off or a refund."""

    code = "settlement_of_document"
    en = "Settlement {number} belongs to a document; reverse or recover that document instead."
    zh = "核销单 {number} 由其他单据产生,请撤销或收回该单据。"


class SettlementNotFound(NotFound):
    """No settlement has this id, or it is outside the reader's scope."""

    code = "settlement_not_found"
    en = "There is no such settlement, or it is outside your scope."
    zh = "没有该核销单,或不在您的数据权限内。"


class SourceNotFound(NotFound):
    """No source has this id, or it is outside the reader's scope."""

    code = "source_not_found"
    en = "There is no such payment or credit to settle with, or it is outside your scope."
    zh = "没有该核销来源,或不在您的数据权限内。"
