"""What is refused about credit, receivables and credit notes."""

from chassis.errors import Conflict, Forbidden, NotFound

from ..words import HOLD_GROUND


class CreditHeld(Conflict):
    """The order would exceed the customer's credit; the hold is recorded for finance to release."""

    code = "credit_held"
    en = (
        "Order {number} is on credit hold ({ground}): exposure {exposure}, limit {limit}."
        " Finance can release hold {hold_id} with a reason; then {verb} it again."
    )
    zh = (
        "销售单 {number} 信用挂起({ground}):占用 {exposure},额度 {limit}。"
        "财务填写理由放行挂起 {hold_id} 后再重新操作。"
    )

    def sentence(self, language: str) -> str:
        zh, en = HOLD_GROUND[str(self.names["ground"])]
        spoken = {**self.names, "ground": zh if language == "zh" else en}
        return (self.zh if language == "zh" else self.en).format(**spoken)

    def details(self) -> dict[str, object]:
        return {"credit_hold_id": str(self.names["hold_id"])}


class CreditHoldNotFound(NotFound):
    """No credit hold has this id, or it is outside the reader's scope."""

    code = "credit_hold_not_found"
    en = "There is no such credit hold, or it is outside your scope."
    zh = "没有该信用挂起,或不在您的数据权限内。"


class CreditHoldNotOpen(Conflict):
    """A hold is released that was released before or has lapsed."""

    code = "credit_hold_not_open"
    en = "The credit hold of order {number} is not open any more; there is nothing to release."
    zh = "销售单 {number} 的信用挂起已处理,无需放行。"


class OwnOrderReleased(Forbidden):
    """The salesperson of an order releases its credit hold."""

    code = "own_order_released"
    en = "You are the salesperson of order {number}; someone else in finance has to release its hold."
    zh = "您是销售单 {number} 的销售员,须由财务的其他人员放行。"


class CreditAccountNotFound(NotFound):
    """Sales has no account of this customer, or it is outside the reader's scope."""

    code = "credit_account_not_found"
    en = "There is no credit account of this customer, or it is outside your scope."
    zh = "没有该客户的信用账户,或不在您的数据权限内。"


class ReceivableNotFound(NotFound):
    """No receivable has this id, or it is outside the reader's scope."""

    code = "receivable_not_found"
    en = "There is no such receivable, or it is outside your scope."
    zh = "没有该应收款,或不在您的数据权限内。"


class CreditNoteNotFound(NotFound):
    """No credit note has this id, or it is outside the reader's scope."""

    code = "credit_note_not_found"
    en = "There is no such credit note, or it is outside your scope."
    zh = "没有该贷项通知单,或不在您的数据权限内。"
