"""The question of a serial number's history: one statement over the ledger and its documents."""

from typing import Any
from uuid import UUID

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from ..documents.numbers import NUMBER
from ..purchasing.models import Receipt
from ..stock.models import Issue, Movement, Serial
from ..suppliers.models import Supplier
from ..warehouses.models import Warehouse
from .schemas import SERIAL


def serial_shown(session: Session, lot_id: UUID) -> dict[str, Any]:
    """A serial number with where its piece is and everything that happened to it."""
    shown = SERIAL.one(session, Serial.lot_id == lot_id)
    rows = session.execute(_HISTORY.where(Movement.lot_id == lot_id)).mappings()
    return shown | {"history": [dict(row) for row in rows]}


_HISTORY = (
    select(
        Movement.at,
        Movement.kind,
        Movement.quantity,
        Warehouse.code.label("warehouse_code"),
        Movement.source_kind,
        Movement.source_id,
        NUMBER.label("document"),
        Receipt.supplier_id,
        Supplier.name.label("supplier_name"),
        Movement.customer_id,
        Issue.customer_name,
        Movement.operator,
        Movement.operator_name,
    )
    .join(Warehouse, Warehouse.id == Movement.warehouse_id)
    .outerjoin(Receipt, Receipt.id == Movement.source_id)
    .outerjoin(Supplier, Supplier.id == Receipt.supplier_id)
    .outerjoin(Issue, Issue.id == Movement.source_id)
    .order_by(Movement.at, case((Movement.quantity < 0, 0), else_=1), Movement.id)
)
