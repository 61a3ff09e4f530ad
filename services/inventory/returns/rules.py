"""Pure rules of returns: which lots came back, what they cost, where a verdict sends them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

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
    """Pieces of one lot that an issue line took to the customer, and how many are back already."""

    lot_id: UUID
    warehouse_id: UUID
    quantity: Decimal
    cost: Decimal
    back: Decimal

    @property
    def left(self) -> Decimal:
        return self.quantity - self.back


def share_out(quantity: Decimal, things: Iterable[Any]) -> Iterator[tuple[Any, Decimal]]:
    """Take a quantity from things in their order, each up to what it has left."""
    for thing in things:
        taken = min(quantity, thing.left)
        if taken > 0:
            quantity -= taken
            yield thing, taken
