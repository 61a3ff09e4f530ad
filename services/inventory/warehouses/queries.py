"""Questions about warehouses."""

from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from ..errors import WarehouseArchived, WarehouseUnknown
from .models import TRANSIT, Warehouse

PIECES = ("free", "reserved", "held", "quarantined")


def warehouse_named(
    session: Session, warehouse_id: UUID | None, pointer: str = "/warehouse_id"
) -> Warehouse:
    """The warehouse a form names, or the default one when it names none; not an archived one."""
    which = Warehouse.is_default if warehouse_id is None else Warehouse.id == warehouse_id
    warehouse = session.scalars(select(Warehouse).where(which, Warehouse.id != TRANSIT)).first()
    if warehouse is None:
        raise WarehouseUnknown(pointer, warehouse=warehouse_id)
    if warehouse.archived_at:
        raise WarehouseArchived(pointer, code=warehouse.code)
    return warehouse


def has_stock(session: Session, warehouse_id: UUID) -> bool:
    """Whether pieces are in a warehouse or on their way to it.

    Stock and transfers stand above warehouses, so their tables are asked by name.
    """
    tables = Warehouse.metadata.tables
    balance, transfer = tables["balances"].c, tables["transfers"].c
    there = or_(*(balance[name] > 0 for name in PIECES))
    under_way = transfer.status.in_(["shipped", "partly"])
    mine = or_(transfer.from_id == warehouse_id, transfer.to_id == warehouse_id)
    pieces = exists().where(balance.warehouse_id == warehouse_id, there)
    return bool(session.scalar(select(or_(pieces, exists().where(mine, under_way)))))
