"""Pure rules of adjustments: their states, and what a difference does to a slot."""

from decimal import Decimal

from ..errors import AdjustmentNotProposed, AdjustmentTooLarge, CostUnknown
from ..stock import rules as stock
from ..stock.slots import ADJUSTMENT, NIL, LotBalance, Slot, Source

PROPOSED, APPROVED = "proposed", "approved"
APPROVE = "approve"

STATUS = {PROPOSED: ("待批准", "Proposed"), APPROVED: ("已批准", "Approved")}
TRANSITIONS: dict[str, dict[str, str]] = {PROPOSED: {APPROVE: APPROVED}, APPROVED: {}}


def after(status: str, verb: str, number: str) -> str:
    """The status an adjustment has after a verb; raises AdjustmentNotProposed."""
    if verb not in TRANSITIONS[status]:
        raise AdjustmentNotProposed(number=number)
    return TRANSITIONS[status][verb]


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
