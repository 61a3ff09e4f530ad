"""Questions about warehouses."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import WarehouseUnknown
from .models import Warehouse


def warehouse_named(session: Session, warehouse_id: UUID | None) -> Warehouse:
    """The warehouse a form names, or the default one when it names none."""
    which = Warehouse.is_default if warehouse_id is None else Warehouse.id == warehouse_id
    warehouse = session.scalars(select(Warehouse).where(which)).first()
    if warehouse is None:
        raise WarehouseUnknown("/warehouse_id", warehouse=warehouse_id)
    return warehouse
