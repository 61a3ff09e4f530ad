"""Pure rules of opening balances: their states, what a line is worth, which lot it names."""

from datetime import date
from decimal import Decimal

from chassis.numbers import money, unit

from ..errors import (
    LotMissing,
    LotNotTracked,
    OpeningNotProposed,
    OpeningValueDiffers,
    OpeningValueMissing,
    SerialsWrong,
)
from ..stock.slots import UNTRACKED

PROPOSED, SIGNED, REJECTED = "proposed", "signed", "rejected"
SIGN, REJECT = "sign", "reject"

STATUS = {
    PROPOSED: ("待签字", "Proposed"),
    SIGNED: ("已签字", "Signed"),
    REJECTED: ("已退回", "Rejected"),
}
TRANSITIONS: dict[str, dict[str, str]] = {
    PROPOSED: {SIGN: SIGNED, REJECT: REJECTED},
    SIGNED: {},
    REJECTED: {},
}


def after(status: str, verb: str, number: str) -> str:
    """The status opening balances have after a verb; raises OpeningNotProposed."""
    if verb not in TRANSITIONS[status]:
        zh, en = STATUS[status]
        raise OpeningNotProposed(number=number, status=en.lower(), status_zh=zh)
    return TRANSITIONS[status][verb]


def worth(
    quantity: Decimal, cost: Decimal | None, value: Decimal | None, pointer: str
) -> tuple[Decimal, Decimal]:
    """Unit cost and value of a line that states either, or both if one comes to the other. The value
    is the truth; what it comes to per piece may round."""
    if value is None and cost is None:
        raise OpeningValueMissing(f"{pointer}/value")
    if value is None or cost is None:
        value = money(quantity * cost) if cost is not None else value or money(0)
        return (unit(value / quantity) if cost is None else cost), value
    if money(quantity * cost) != value and unit(value / quantity) != cost:
        raise OpeningValueDiffers(f"{pointer}/value", value=value, product=money(quantity * cost))
    return cost, value


def check_piece(tracking: str, quantity: Decimal, pointer: str) -> None:
    """A serial number is one piece: a line of more, or of part of one, is refused."""
    if tracking == "serial" and quantity != 1:
        raise SerialsWrong(f"{pointer}/quantity", quantity=quantity, most=1)


def lot_of(tracking: str, code: str, lot: str | None, expiry: date | None, pointer: str) -> str:
    """The lot a line names, or the one lot of an untracked product."""
    named = (lot or "").strip()
    if tracking == "none" and (named or expiry):
        raise LotNotTracked(f"{pointer}/lot", code=code)
    if tracking != "none" and named in ("", UNTRACKED):
        raise LotMissing(f"{pointer}/lot", code=code)
    return named or UNTRACKED
