"""Pure rules of returns to suppliers: their states, who may ship, how much may go back."""

from collections.abc import Iterable
from decimal import Decimal

from ..errors import (
    CaseHoldsNot,
    HeldNotReleased,
    SupplierReturnNotHeld,
    SupplierReturnNotOpen,
    SupplierReturnTooLarge,
)
from ..stock.slots import LotBalance

ASKED, RELEASED, SHIPPED, CANCELLED = "asked", "released", "shipped", "cancelled"
RELEASE, SHIP, CANCEL = "release", "ship", "cancel"
OPEN = (ASKED, RELEASED)

STATUS = {
    ASKED: ("待退货", "Asked"),
    RELEASED: ("质量已放行", "Released by quality"),
    SHIPPED: ("已退出", "Shipped"),
    CANCELLED: ("已取消", "Cancelled"),
}
TRANSITIONS: dict[str, dict[str, str]] = {
    ASKED: {RELEASE: RELEASED, SHIP: SHIPPED, CANCEL: CANCELLED},
    RELEASED: {SHIP: SHIPPED, CANCEL: CANCELLED},
    SHIPPED: {},
    CANCELLED: {},
}


def after(status: str, verb: str, number: str) -> str:
    """The status a return has after a verb; raises SupplierReturnNotOpen."""
    if verb not in TRANSITIONS[status]:
        zh, en = STATUS[status]
        raise SupplierReturnNotOpen(number=number, status=en.lower(), status_zh=zh)
    return TRANSITIONS[status][verb]


def check_release(from_held: bool, number: str) -> None:
    """Only held pieces need a release."""
    if not from_held:
        raise SupplierReturnNotHeld(number=number)


def check_shipping(from_held: bool, status: str, number: str) -> None:
    """Held pieces leave only when the quality manager says so."""
    if from_held and status != RELEASED:
        raise HeldNotReleased(number=number)


def check_case(case: str, cases: Iterable[str], lot: str) -> None:
    """Held pieces go back for a case that holds their lot."""
    if case not in cases:
        raise CaseHoldsNot("/case_number", case=case, lot=lot)


def refuse_more_than_left(quantity: Decimal, left: Decimal, lot: str, pointer: str | None) -> None:
    """No more goes back than came, less what went back or is to go already."""
    if quantity > left:
        raise SupplierReturnTooLarge(pointer, left=left, lot=lot)


def that_may_go(here: LotBalance, from_held: bool) -> Decimal:
    """The pieces of a lot that are there in the state that is to go."""
    return here.held if from_held else here.available
