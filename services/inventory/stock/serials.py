"""Serial numbers: lots of one piece, and where each of them is, kept beside what moves it."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ..errors import SerialTwice
from .shelf import Shelf
from .slots import (
    ADJUSTMENT,
    ISSUE,
    NONE,
    SCRAP,
    TO_CUSTOMER,
    TO_SUPPLIER,
    USE,
    Entry,
    Lot,
    LotBalance,
)

TRACKED = "serial"
ONE = Decimal("1.000")
IN_STOCK, HELD, QUARANTINED, BETWEEN = "in_stock", "held", "quarantined", "between"
WITH_CUSTOMER, BACK_AT_SUPPLIER = "with_customer", "to_supplier"
SCRAPPED, USED, MISSING = "scrapped", "used", "missing"
HERE = (IN_STOCK, HELD, QUARANTINED, BETWEEN)
STATE = {
    IN_STOCK: ("在库", "In stock"),
    HELD: ("冻结", "Held"),
    QUARANTINED: ("隔离", "Quarantined"),
    BETWEEN: ("调拨在途", "Between warehouses"),
    WITH_CUSTOMER: ("在客户处", "With customer"),
    BACK_AT_SUPPLIER: ("已退供应商", "Back to supplier"),
    SCRAPPED: ("已报废", "Scrapped"),
    USED: ("已领用", "Used"),
    MISSING: ("盘亏", "Missing"),
}
LEFT_BY = {
    ISSUE: WITH_CUSTOMER,
    TO_CUSTOMER: WITH_CUSTOMER,
    TO_SUPPLIER: BACK_AT_SUPPLIER,
    SCRAP: SCRAPPED,
    USE: USED,
    ADJUSTMENT: MISSING,
}


def rows_of(shelf: Shelf, now: datetime) -> list[dict[str, Any]]:
    """Where the serial numbers are that moved on this shelf; one is never in two places. One that was
    gone before stays where it went."""
    moved = _moved(shelf)
    left = (entry for entry in shelf.entries if entry.quantity < 0)
    entries = {entry.lot_id: entry for entry in left if entry.lot_id in moved}
    rows = (_row(shelf, lot, entries.get(lot.id), now) for lot in moved.values())
    return [row for row in rows if row]


def _moved(shelf: Shelf) -> dict[UUID, Lot]:
    tracked = {product for product, tracking in shelf.tracking.items() if tracking == TRACKED}
    if not tracked:
        return {}
    places = (slot for key, slot in shelf.slots.items() if key[0] in tracked)
    changed = (here.lot for slot in places for here in slot.lots if here.changed)
    return {lot.id: lot for lot in changed}


def _row(shelf: Shelf, lot: Lot, last: Entry | None, now: datetime) -> dict[str, Any] | None:
    places = [here for _, here in shelf.slots_with(lot) if _pieces(here)]
    if len(places) > 1 or any(_pieces(here) != ONE for here in places):
        raise SerialTwice(serial=lot.number)
    row = {"lot_id": lot.id, "product_id": lot.product_id, "number": lot.number, "moved_at": now}
    if places:
        where = {"warehouse_id": places[0].warehouse_id, "customer_id": None}
        return row | {"batch": lot.batch, "state": _state(places[0])} | where
    if last is None and not lot.fresh:
        return None
    state = LEFT_BY[last.kind] if last else MISSING
    customer_id = last.source.customer_id if last and state == WITH_CUSTOMER else None
    gone = {"warehouse_id": None, "customer_id": customer_id}
    return row | {"batch": lot.batch, "state": state} | gone


def _pieces(here: LotBalance) -> Decimal:
    return here.available + here.held + here.quarantined + here.between


def _state(here: LotBalance) -> str:
    pairs = ((HELD, here.held), (QUARANTINED, here.quarantined), (BETWEEN, here.between))
    return next((state for state, pieces in pairs if pieces != NONE), IN_STOCK)
