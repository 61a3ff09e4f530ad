"""Pure rules of returns: which lots came back, what they cost, where a verdict sends them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.numbers import ZERO, money, part

from ..stock.slots import RELEASE, SCRAP, TO_CUSTOMER, TO_SUPPLIER

# Restocked and reworked pieces join the stock again; the others leave the house.
LEAVES_BY = {
    "restock": RELEASE,
    "rework": RELEASE,
    "scrap": SCRAP,
    "to_supplier": TO_SUPPLIER,
    "to_customer": TO_CUSTOMER,
}


@dataclass(frozen=True, slots=True)
class Out:
    """Pieces of one lot that an issue line took to the customer, and how many are back already, at
    which cost."""

    lot_id: UUID
    warehouse_id: UUID
    quantity: Decimal
    cost: Decimal
    back: Decimal
    back_cost: Decimal

    @property
    def left(self) -> Decimal:
        return self.quantity - self.back

    def cost_of(self, quantity: Decimal) -> Decimal:
        """What the next pieces cost that come back: the rounded cost of all so far less that of the
        earlier ones, so that the last ones take the rest whatever went to and fro."""
        reached = money(self.cost * (self.back + quantity) / self.quantity)
        return max(reached - self.back_cost, ZERO)


def share_out(quantity: Decimal, things: Iterable[Any]) -> Iterator[tuple[Any, Decimal]]:
    """Take a quantity from things in their order, each up to what it has left."""
    for thing in things:
        taken = min(quantity, thing.left)
        if taken > 0:
            quantity -= taken
            yield thing, taken


def cost_of_leaving(piece: Any, quantity: Decimal, kind: str) -> Decimal:
    """What pieces of a returned lot cost that leave quarantine; the last ones take the rest.

    Those that go to their customer again take the first parts of its cost, the others the last:
    in whichever order they leave, sales knows what those cost that stayed with us.
    """
    rest = piece.cost - piece.disposed_cost
    if quantity == piece.left:
        return rest
    kept = piece.disposed - piece.sent_back
    before = piece.sent_back if kind == TO_CUSTOMER else piece.quantity - kept - quantity
    return min(part(piece.cost, piece.quantity, before, quantity), rest)
