"""The question of a document's way: what it moved, of which lots, whence these came and where they are."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import literal, select, union
from sqlalchemy.orm import Session

from chassis.data.types import Id

from ..counts.models import Adjustment
from ..inspections.models import InspectedLot
from ..products.models import Product
from ..purchasing.models import ReceiptLine
from ..returns.models import Disposal
from ..stock.models import Hold, Lot, LotBalance, Movement, Serial
from ..stock.queries import lot_balances
from ..stock.shelf import some_there
from ..stock.slots import UNTRACKED
from ..stocktakes.models import StocktakeLine
from ..supplier_returns.models import SupplierReturnLine
from ..trace.queries import LOTS, OPENINGS, RECEIPTS
from ..warehouses.models import Warehouse
from .numbers import DOCUMENTS
from .shapes import DOCUMENT, MOVEMENTS

MOST = 500
"""Movements and lots that are shown of one document."""
_NAMING = (
    (Hold.lot_id, Hold.id),
    (Adjustment.lot_id, Adjustment.id),
    (InspectedLot.lot_id, InspectedLot.inspection_id),
    (StocktakeLine.lot_id, StocktakeLine.stocktake_id),
    (SupplierReturnLine.lot_id, SupplierReturnLine.return_id),
)
"""Documents whose lines name lots before anything moves, or though nothing does."""


def document_trace(session: Session, document_id: UUID) -> dict[str, Any]:
    """A document with its movements and lots; raises NotFound when it is none that moves stock."""
    shown = DOCUMENT.one(session, DOCUMENTS.c.id == document_id)
    sources = union(
        select(literal(document_id, Id)),
        select(Disposal.id).where(Disposal.return_id == document_id),
    )
    moved = select(Movement.id).where(Movement.source_id.in_(sources)).order_by(Movement.id)
    movements = MOVEMENTS.all(session, Movement.id.in_(moved.limit(MOST + 1)))
    lots = _lots(session, document_id, sources)
    cut = len(movements) > MOST or len(lots) > MOST
    _fill(session, lots[:MOST])
    return shown | {"movements": movements[:MOST], "lots": lots[:MOST], "truncated": cut}


def _lots(session: Session, document_id: UUID, sources: Any) -> list[dict[str, Any]]:
    """The lots that the document moved, or names."""
    moved = select(Movement.lot_id).where(Movement.source_id.in_(sources))
    named = (select(lot_id).where(owner == document_id) for lot_id, owner in _NAMING)
    query = _LOTS.where(Lot.id.in_(union(moved, *named))).limit(MOST + 1)
    return [dict(row) for row in session.execute(query).mappings()]


def _fill(session: Session, lots: list[dict[str, Any]]) -> None:
    """Where each lot came from and where it stands, in one statement each for all of them."""
    ids = [lot["lot_id"] for lot in lots]
    tracked = [lot["lot_id"] for lot in lots if lot["number"] != UNTRACKED]
    receipts = _by_lot(session, RECEIPTS, ReceiptLine.lot_id, tracked)
    openings = _by_lot(session, OPENINGS, Movement.lot_id, tracked)
    places = _by_lot(session, _PLACES, LotBalance.lot_id, ids)
    balances = lot_balances(session, ids)
    for lot in lots:
        one = lot["lot_id"]
        lot |= {
            "receipts": receipts.get(one, []),
            "openings": openings.get(one, []),
            "places": places.get(one, []),
            "balance": balances[one],
        }


def _by_lot(
    session: Session, query: Any, lot_id: Any, lots: Sequence[UUID]
) -> dict[UUID, list[dict[str, Any]]]:
    rows: dict[UUID, list[dict[str, Any]]] = {}
    query = query.add_columns(lot_id.label("of_lot")).where(lot_id.in_(lots))
    for row in session.execute(query).mappings():
        told = dict(row)
        rows.setdefault(told.pop("of_lot"), []).append(told)
    return rows


_LOTS = (
    LOTS.add_columns(Lot.batch, Lot.expiry, Serial.state.label("serial_state"))
    .outerjoin(Serial, Serial.lot_id == Lot.id)
    .order_by(Product.code, Lot.number)
)
_PLACES = (
    select(
        LotBalance.warehouse_id,
        Warehouse.code.label("warehouse_code"),
        LotBalance.available,
        LotBalance.held,
        LotBalance.quarantined,
        LotBalance.between,
    )
    .join(Warehouse, Warehouse.id == LotBalance.warehouse_id)
    .where(some_there(LotBalance))
    .order_by(Warehouse.code)
)
