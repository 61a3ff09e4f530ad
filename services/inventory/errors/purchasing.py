"""What purchase orders and receipts refuse."""

from chassis.errors import Conflict, Forbidden, Invalid


class OrderNotDraft(Conflict):
    """A purchase order that is checked, received or cancelled is changed or checked."""

    code = "purchase_order_not_draft"
    en = "Purchase order {number} is {status}; only a draft can be changed or checked. Amend a checked one, or write a new one."
    zh = "采购单 {number} 为{status_zh}状态,只有草稿可以修改或核对;已核对的请修订,其他请重开。"


class OrderNotChecked(Conflict):
    """Goods are received for a purchase order that is not open for receipt."""

    code = "purchase_order_not_open"
    en = "Purchase order {number} is {status}; goods are received only after its check and until it is complete."
    zh = "采购单 {number} 为{status_zh}状态,须核对后、收完前方可入库。"


class OrderNotCancellable(Conflict):
    """A purchase order that is complete or cancelled is cancelled."""

    code = "purchase_order_not_cancellable"
    en = "Purchase order {number} is {status}; nothing is left to cancel."
    zh = "采购单 {number} 为{status_zh}状态,已无可取消的内容。"


class CheckerIsMaker(Forbidden):
    """Whoever wrote or changed a purchase order checks it."""

    code = "checker_is_maker"
    en = "You wrote or changed purchase order {number}; another person has to check it."
    zh = "采购单 {number} 由您编制或修改,须由另一人核对。"


class ReceiverIsBuyer(Forbidden):
    """Whoever wrote or changed a purchase order receives its goods."""

    code = "receiver_is_buyer"
    en = "You wrote or changed purchase order {number}; another person has to receive the goods."
    zh = "采购单 {number} 由您编制或修改,须由另一人验收入库。"


class OrderLineUnknown(Invalid):
    """A receipt names a line that is not of its purchase order."""

    code = "purchase_order_line_unknown"
    en = "Line {line} is not of purchase order {number}; use the lines of that order."
    zh = "采购单 {number} 没有行 {line},请使用该采购单的行。"


class OrderTooLarge(Invalid):
    """The amount of a purchase order is larger than amounts can be."""

    code = "purchase_order_too_large"
    en = "The order's gross amount exceeds {most}; split it."
    zh = "采购单价税合计超过 {most},请拆分。"


class OrderedInFuture(Invalid):
    """A purchase order is dated after today."""

    code = "purchase_order_dated_ahead"
    en = "A purchase order is not dated {day}, after today ({today}); leave the date out or take an earlier one."
    zh = "采购日期 {day} 晚于今天({today}),请留空或改为较早日期。"


class ExpectedBeforeOrder(Invalid):
    """Goods are expected on a day before they are ordered."""

    code = "expected_before_order"
    en = (
        "The goods can't be expected on {day}, before the order of {ordered_on}; take a later date."
    )
    zh = "预计到货日期 {day} 早于采购日期 {ordered_on},请改为较晚日期。"


class OverReceipt(Conflict):
    """More is received than was ordered and the line's tolerance allows."""

    code = "over_receipt"
    en = "Only {left} {unit} of this line may still be received; send the rest back, or have more allowed for the order."
    zh = "该行至多还可入库 {left} {unit},多余部分请退回,或由有权人员在采购单上批准超收。"


class QuantityUnitMissing(Invalid):
    """A quantity is ordered or received without its unit where it is bought in another one than stocked."""

    code = "quantity_unit_missing"
    en = "Product {code} is bought in {bought} and stocked in {stocked}; say in which of them the quantity is."
    zh = "商品 {code} 采购单位为“{bought}”、库存单位为“{stocked}”,请填写该数量的单位。"


class OrderNotAmendable(Conflict):
    """A purchase order is taken back for amendment that isn't checked, or has receipts."""

    code = "purchase_order_not_amendable"
    en = "Purchase order {number} is {status}; only a checked one without receipts is amended. Cancel its rest and write a new one."
    zh = "采购单 {number} 为{status_zh}状态,只有已核对且未入库的可以修订;请取消余量后重开。"


class LineNotOpen(Conflict):
    """Of an order line more is cancelled than is open."""

    code = "purchase_order_line_not_open"
    en = "Only {open} of this line are open; cancel at most that many."
    zh = "该行仅余 {open} 未到货,取消数量不能超过该数。"


class LinePriceMissing(Invalid):
    """A line names no price and the supplier has no offer for the product."""

    code = "purchase_price_missing"
    en = "The supplier has no offer for {code}; enter a unit price, or the offer first."
    zh = "该供应商没有商品 {code} 的供货信息,请填写单价或先登记供货信息。"


class ExceedApproverIsMaker(Forbidden):
    """Whoever wrote or changed an order allows more of it to be received."""

    code = "exceed_approver_is_maker"
    en = "You wrote or changed purchase order {number}; another person has to allow the excess."
    zh = "采购单 {number} 由您编制或修改,须由另一人批准超收。"


class ExcessWithinTolerance(Invalid):
    """Less would be allowed than the line's tolerance lets come by itself."""

    code = "excess_within_tolerance"
    en = "The tolerance of this line lets {tolerated} pieces more than ordered come already; allow at least so many."
    zh = "该行超收容差已允许多收 {tolerated} 件;批准的超收数量不能少于此数。"


class ReceivedInFuture(Invalid):
    """A receipt is dated after today."""

    code = "received_in_future"
    en = "Goods can't have been received on {day}, which is still to come; enter the day they came."
    zh = "入库日期 {day} 尚未到来,请更正。"


class ReceivedBeforeOrder(Invalid):
    """A receipt is dated before its order."""

    code = "received_before_order"
    en = "Purchase order {number} is of {ordered_on}; goods can't have come for it on {day}. Correct the day."
    zh = "采购单 {number} 的采购日期为 {ordered_on},入库日期不能早于此日({day}),请更正。"


class LotExpiryDiffers(Conflict):
    """A lot is received again with another expiry."""

    code = "lot_expiry_differs"
    en = "Lot {lot} was received with {expiry}; check the label, give it another number, or have the earlier date corrected."
    zh = "批次 {lot} 此前登记{expiry},请核对标签、使用另一批次号,或更正先前的日期。"

    def sentence(self, language: str) -> str:
        day, zh = self.names["expiry"], language == "zh"
        if day is None:
            expiry = "时无有效期" if zh else "no expiry"
        else:
            expiry = f"的有效期为 {day}" if zh else f"the expiry {day}"
        return (self.zh if zh else self.en).format(**self.names | {"expiry": expiry})
