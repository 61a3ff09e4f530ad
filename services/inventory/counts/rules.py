"""Pure rules of adjustments: their states, who needs whom, and what a difference does to a slot."""

from decimal import Decimal
from typing import Any

from ..errors import (
    AdjustmentNeedsApproval,
    AdjustmentNotProposed,
    AdjustmentTooLarge,
    AdjustmentZero,
    CostUnknown,
    SerialCountedTwice,
)
from ..stock import rules as stock
from ..stock.slots import ADJUSTMENT, NIL, LotBalance, Slot, Source

PROPOSED, APPROVED, BOOKED = "proposed", "approved", "booked"
REJECTED, WITHDRAWN = "rejected", "withdrawn"
APPROVE, BOOK, REJECT, WITHDRAW = "approve", "book", "reject", "withdraw"

STATUS = {
    PROPOSED: ("待批准", "Proposed"),
    APPROVED: ("已批准", "Approved"),
    BOOKED: ("免批入账", "Booked unapproved"),
    REJECTED: ("已驳回", "Rejected"),
    WITHDRAWN: ("已撤回", "Withdrawn"),
}
TRANSITIONS: dict[str, dict[str, str]] = {
    PROPOSED: {APPROVE: APPROVED, BOOK: BOOKED, REJECT: REJECTED, WITHDRAW: WITHDRAWN},
    APPROVED: {},
    BOOKED: {},
    REJECTED: {},
    WITHDRAWN: {},
}
CAUSE = {
    "count": ("盘点差异", "Count difference"),
    "damage": ("损坏", "Damage"),
    "loss": ("丢失", "Loss"),
    "found": ("找回", "Found again"),
    "expired": ("过期", "Expired"),
    "entry_error": ("录入差错", "Entry error"),
    "other": ("其他", "Other"),
}


def after(status: str, verb: str, number: str) -> str:
    """The status an adjustment has after a verb; raises AdjustmentNotProposed."""
    if verb not in TRANSITIONS[status]:
        zh, en = STATUS[status]
        raise AdjustmentNotProposed(number=number, status=en.lower(), status_zh=zh)
    return TRANSITIONS[status][verb]


def estimate(pool: Any, quantity: Decimal) -> Decimal | None:
    """What a difference is worth before it is booked; None when nobody knows a cost."""
    if pool is None:
        return None
    if quantity < 0:
        return -stock.cost_of(pool, min(-quantity, pool.quantity)) if pool.quantity else NIL
    return stock.surplus_value(pool, quantity, None)


def refuse_wrong_quantity(tracking: str, code: str, quantity: Decimal) -> None:
    """A difference is not zero; of a serial number it is its one piece."""
    if not quantity:
        raise AdjustmentZero("/quantity")
    if tracking == "serial" and abs(quantity) != 1:
        raise SerialCountedTwice("/quantity", code=code)


def needs_cost(pool: Any, quantity: Decimal) -> bool:
    """Whether a cost has to be stated: for a surplus of what never had one."""
    return quantity > 0 and stock.average(pool) is None


def refuse_unapproved(value: Decimal | None, today: Decimal, limit: Decimal) -> None:
    """Without a second person a day's differences of one person stay within the limit together;
    what has no known value never does."""
    if value is None or abs(value) + today > limit or not limit:
        raise AdjustmentNeedsApproval(limit=limit)


def find_more(
    slot: Slot, here: LotBalance, quantity: Decimal, stated: Decimal | None, source: Source
) -> Decimal:
    """Pieces found more come in at the average, which they don't change; returns their value."""
    value = stock.surplus_value(slot.pool, quantity, stated)
    if value is None:
        raise CostUnknown("/unit_cost")
    stock.take_in(slot, here, quantity, value, ADJUSTMENT, source)
    return value


def refuse_more_than_there(here: LotBalance, missing: Decimal) -> None:
    """A shortage can't be larger than what the books say is there outside quarantine."""
    there = here.available + here.held
    if missing > there:
        raise AdjustmentTooLarge("/quantity", there=there)


def find_fewer(slot: Slot, here: LotBalance, missing: Decimal, source: Source) -> Decimal:
    """Missing pieces leave at average cost, loose ones before held ones; returns their value."""
    takes = stock.lose(slot, here, missing, ADJUSTMENT, source)
    return -sum((take.cost for take in takes), NIL)
