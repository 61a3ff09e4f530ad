"""What returns to suppliers refuse."""

from chassis.errors import Conflict, Forbidden, Invalid


class ReceiptUnknown(Invalid):
    """A receipt is named that does not exist."""

    code = "receipt_unknown"
    en = "There is no receipt {receipt}; look it up in the list of receipts."
    zh = "没有入库单 {receipt},请在入库单列表中查询。"


class ReceiptLineUnknown(Invalid):
    """A line is named that is not of the receipt."""

    code = "receipt_line_unknown"
    en = "Receipt {number} has no line {line}; name one of its own lines."
    zh = "入库单 {number} 没有行 {line},请填写该单自己的行。"


class SupplierReturnTooLarge(Conflict):
    """More is to go back than was received and has not gone back."""

    code = "supplier_return_too_large"
    en = "Only {left} of lot {lot} of this receipt can still go back; ask for at most that many."
    zh = "该入库单批次 {lot} 仅余 {left} 可退,退货数量不能超过该数。"


class PiecesInQuarantine(Conflict):
    """Pieces are to go back that are still in quarantine."""

    code = "pieces_in_quarantine"
    en = (
        "Of lot {lot} of this receipt {there} are in quarantine and {left} can go back; wait for inspection"
        " {number}, or send back from there what it has rejected."
    )
    zh = "该入库单批次 {lot} 有 {there} 仍在隔离,仅 {left} 可退;请等待检验单 {number} 的结果,检验不合格的请在该检验单上退供应商。"


class PiecesNotThere(Conflict):
    """More of a lot is to go back than is in the warehouse and may leave."""

    code = "pieces_not_there"
    en = (
        "Of lot {lot} only {there} pieces here may go back ({held} are held{case}); move them here, or have"
        " quality release held ones in a return of their own."
    )
    zh = "批次 {lot} 在该仓库仅 {there} 可退(冻结 {held}{case_zh});请先调入,或另开退冻结品的单并由质量放行。"


class CaseMissing(Invalid):
    """Held pieces are to go back without saying for which case."""

    code = "case_missing"
    en = "Held pieces that have not expired go back for a quality case; state its number."
    zh = "未过期的冻结品退供应商须注明质量案件,请填写案件编号。"


class CaseHoldsNot(Conflict):
    """Held pieces are to go back for a case that does not hold their lot."""

    code = "case_holds_not"
    en = "Case {case} does not hold lot {lot}; state the case that does."
    zh = "案件 {case} 未冻结批次 {lot},请填写冻结该批次的案件。"


class HeldNotReleased(Conflict):
    """Held pieces are shipped before quality let them go."""

    code = "held_not_released"
    en = "Return {number} takes held pieces; the quality manager has to release it first."
    zh = "退供应商单 {number} 退的是冻结品,须先由质量经理放行。"


class SupplierReturnNotHeld(Conflict):
    """A return is released that takes no held pieces."""

    code = "supplier_return_not_held"
    en = "Return {number} takes no held pieces and needs no release; it can be shipped."
    zh = "退供应商单 {number} 不含冻结品,无需放行,可直接发货。"


class SupplierReturnNotOpen(Conflict):
    """A return is changed that is shipped or cancelled, or released twice."""

    code = "supplier_return_not_open"
    en = "Return {number} is {status}; that can't be done any more. Ask for a new one if needed."
    zh = "退供应商单 {number} 的状态为{status_zh},不能再执行此操作;如有需要请另开新单。"


class ShipperIsBuyer(Forbidden):
    """Whoever asked for the return, or bought the goods, ships them."""

    code = "shipper_is_buyer"
    en = "You bought these goods or asked for return {number}; another person has to ship it."
    zh = "这批货由您采购或退供应商单 {number} 由您申请,须由另一人发货。"
