"""What is refused about payments, refunds, debit notes, write-offs and opening balances."""

from chassis.errors import Conflict, Forbidden, Invalid, NotFound


class PaymentNotFound(NotFound):
    """No payment has this id, or it is outside the reader's scope."""

    code = "payment_not_found"
    en = "There is no such payment, or it is outside your scope."
    zh = "没有该收款,或不在您的数据权限内。"


class PaymentDuplicate(Conflict):
    """A payment with the same bank reference or bill number was recorded before."""

    code = "payment_duplicate"
    en = (
        "Payment {number} carries the reference {reference} already; look at it, and send"
        ' "duplicate": true if this really is another payment.'
    )
    zh = '收款 {number} 已使用凭证号 {reference},请先核对;确属另一笔收款时请传 "duplicate": true。'


class PaymentReversed(Conflict):
    """A payment is reversed that was reversed before."""

    code = "payment_reversed"
    en = "Payment {number} is reversed already."
    zh = "收款 {number} 已冲销。"


class SourceRefunded(Conflict):
    """A payment or debit note is reversed of which money went back to the customer."""

    code = "source_refunded"
    en = "{refunded} of {number} was paid back; reverse the refund first, if its money came back."
    zh = "{number} 已退款 {refunded},不能冲销;如款项已退回,请先登记退款退回。"


class BillIncomplete(Invalid):
    """A payment by bill leaves out what a bill must say."""

    code = "bill_incomplete"
    en = "A bill names its kind, number, drawer and maturity."
    zh = "承兑汇票须填写种类、票号、出票人和到期日。"


class BillOfOtherMethod(Invalid):
    """A payment that is no bill names what only a bill has."""

    code = "bill_of_other_method"
    en = "Only a payment by bill says this; leave it out or choose the method bill."
    zh = "仅承兑汇票收款可填写该项,请留空或选择承兑汇票。"


class MaturesBeforeReceipt(Invalid):
    """A bill would mature before it was received."""

    code = "matures_before_receipt"
    en = "The bill matured on {day}, before it was received; check both dates."
    zh = "汇票到期日 {day} 早于收票日,请核对日期。"


class PaymentNoBill(Conflict):
    """A step of a bill is noted on a payment that is none, or such a payment called dishonoured."""

    code = "payment_no_bill"
    en = "Payment {number} is not by bill; only a bill is endorsed, discounted, honoured or dishonoured."
    zh = "收款 {number} 不是承兑汇票,只有汇票可登记背书、贴现、兑付或拒付。"


class BillStateRefused(Conflict):
    """A step of a bill that its state doesn't allow."""

    code = "bill_state_refused"
    en = (
        "That can't become of the bill of payment {number} as it stands; a mistake is taken back by"
        " marking it held, with a reason."
    )
    zh = "收款 {number} 的汇票当前状态不允许该操作;登记有误请先改回“持有”并说明原因。"


class BillStepIncomplete(Invalid):
    """A step of a bill leaves out to whom it went, or why it is taken back."""

    code = "bill_step_incomplete"
    en = (
        "Endorsing and discounting name to whom the bill went; taking a step back names the reason."
    )
    zh = "背书和贴现须填写被背书人或贴现银行;改回“持有”须填写原因。"


class BillNotMature(Invalid):
    """A bill is honoured before it matures."""

    code = "bill_not_mature"
    en = "The bill of payment {number} matures on {matures_on}; it is honoured then or later."
    zh = "收款 {number} 的汇票 {matures_on} 到期,兑付日期不能早于到期日。"


class BillAfterMaturity(Invalid):
    """A bill is endorsed or discounted on a day on which it wasn't ours, or had matured."""

    code = "bill_after_maturity"
    en = (
        "The bill of payment {number} can go on from {received_on} until the day before it matures,"
        " {matures_on}; check the date."
    )
    zh = "收款 {number} 的汇票只能在收票日 {received_on} 至到期日 {matures_on} 之前背书或贴现,请核对日期。"


class BillHonoured(Conflict):
    """A payment is reversed whose bill was honoured."""

    code = "bill_honoured"
    en = "The bill of payment {number} was honoured; if that is wrong, mark it held first."
    zh = "收款 {number} 的汇票已兑付;如登记有误,请先改回“持有”再冲销。"


class RefundNotFound(NotFound):
    """No refund has this id, or it is outside the reader's scope."""

    code = "refund_not_found"
    en = "There is no such refund, or it is outside your scope."
    zh = "没有该退款,或不在您的数据权限内。"


class RefundNotPaid(Conflict):
    """A refund is reversed that wasn't paid, or came back before."""

    code = "refund_not_paid"
    en = "Refund {number} is not paid, or came back already; there is nothing to reverse."
    zh = "退款 {number} 尚未支付或已退回,无需登记退回。"


class AlreadyDecided(Conflict):
    """What was asked for is decided a second time."""

    code = "already_decided"
    en = "{number} was decided already (it is {status}); ask again if it is needed once more."
    zh = "{number} 已处理(状态 {status}),如仍需要请重新申请。"


class SecondPersonNeeded(Forbidden):
    """Whoever asked for something decides on it too."""

    code = "second_person_needed"
    en = "You asked for {number} yourself; another person has to decide on it."
    zh = "{number} 由您本人申请,须由另一人审批。"


class DebitNoteNotFound(NotFound):
    """No debit note has this id, or it is outside the reader's scope."""

    code = "debit_note_not_found"
    en = "There is no such debit note, or it is outside your scope."
    zh = "没有该扣款单,或不在您的数据权限内。"


class DebitNoteTaken(Conflict):
    """A customer's debit note is recorded a second time."""

    code = "debit_note_taken"
    en = "The customer's debit note {reference} is recorded as {number} already; look at that one."
    zh = "客户扣款单 {reference} 已登记为 {number},请查看该单据。"


class DebitNoteNotAgreed(Conflict):
    """A debit note is reversed that isn't agreed, or was reversed before."""

    code = "debit_note_not_agreed"
    en = "Debit note {number} is not in force; there is nothing to reverse."
    zh = "扣款单 {number} 未生效,无需冲销。"


class WriteOffNotFound(NotFound):
    """No write-off has this id, or it is outside the reader's scope."""

    code = "write_off_not_found"
    en = "There is no such write-off, or it is outside your scope."
    zh = "没有该核销申请,或不在您的数据权限内。"


class WriteOffNotApproved(Conflict):
    """Something is recovered of a write-off that never took effect."""

    code = "write_off_not_approved"
    en = "Write-off {number} is not in force; there is nothing to recover."
    zh = "核销申请 {number} 未生效,没有可收回的金额。"


class TailTooLarge(Conflict):
    """More than the limit is to be written off as a tail."""

    code = "tail_too_large"
    en = "A tail is at most {limit}; write it off as a bad debt instead."
    zh = "尾差最多 {limit},超过的请按坏账核销。"


class RecoversTooMuch(Conflict):
    """More is recovered than was written off."""

    code = "recovers_too_much"
    en = "Only {left} of write-off {number} is not recovered yet; recover at most that."
    zh = "核销申请 {number} 仅剩 {left} 未收回,收回金额不能超过它。"


class CaseUnknown(Invalid):
    """A debit note refers to a quality case that sales never heard of."""

    code = "case_unknown"
    en = "There is no quality case {case_id}; take it from the list of cases, or leave it out."
    zh = "没有质量案件 {case_id},请从案件列表中选择或留空。"
