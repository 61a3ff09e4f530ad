"""What the contracts of this service have in common: lots as they travel, ids for the examples."""

from collections.abc import Iterable
from typing import Any

from chassis.transport.contract import DECIMAL, ID, TEXT

A, B, C, D, E = (f"01920000-0000-7000-8000-00000000000{n}" for n in range(1, 6))

LOT = {"lot_id": ID, "lot": TEXT, "quantity": DECIMAL, "cost": DECIMAL}
LOT_EXAMPLE = {"lot_id": D, "lot": "L-A", "quantity": "6.000", "cost": "60.00"}


def lots_of(takes: Iterable[Any]) -> list[dict[str, Any]]:
    """Pieces of lots that moved, as every fact tells them."""
    return [
        {"lot_id": t.lot.id, "lot": t.lot.number, "quantity": t.quantity, "cost": t.cost}
        for t in takes
    ]
