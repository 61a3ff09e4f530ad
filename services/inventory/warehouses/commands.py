"""What is done to warehouses: make one, change it, make it the default, archive it."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import lock
from chassis.data.journal import record
from chassis.errors import NotFound, StaleVersion
from chassis.ids import new_id
from chassis.transport.outbox import emit

from .. import events
from ..errors import (
    DefaultWarehouseNeeded,
    WarehouseArchived,
    WarehouseCodeTaken,
    WarehouseInUse,
)
from . import queries
from .models import TRANSIT, Warehouse

FIELDS = ("code", "name", "address", "keeper", "phone", "remark")
LOCK = "warehouses"
"""Changes of warehouses are rare and take turns: one of them is always the default."""


def make_warehouse(session: Session, told: dict[str, Any]) -> Warehouse:
    """Add a place for stock; the default one stays the default."""
    lock(session, [LOCK])
    _refuse_taken(session, None, told["code"])
    warehouse = Warehouse(id=new_id(), version=1, is_default=False, created_at=clock.now(), **told)
    session.add(warehouse)
    session.flush()
    record(session, f"warehouse/{warehouse.id}", None, told)
    emit(session, events.warehouse_registered(warehouse))
    return warehouse


def change_warehouse(
    session: Session, warehouse_id: UUID, version: int, change: dict[str, Any]
) -> Warehouse:
    """Change what is said of a warehouse, make it the default, or move it in or out of the archive."""
    lock(session, [LOCK])
    warehouse = _to_change(session, warehouse_id, version)
    before = state(warehouse)
    if "code" in change:
        _refuse_taken(session, warehouse.id, change["code"])
    for name in FIELDS:
        if name in change:
            setattr(warehouse, name, change[name])
    _archive(session, warehouse, change)
    _make_default(session, warehouse, change)
    warehouse.version += 1
    session.flush()
    record(session, f"warehouse/{warehouse.id}", before, state(warehouse))
    emit(session, events.warehouse_changed(warehouse))
    return warehouse


def state(warehouse: Warehouse) -> dict[str, Any]:
    """A warehouse as the journal compares it."""
    told = {name: getattr(warehouse, name) for name in FIELDS}
    is_archived = warehouse.archived_at is not None
    return told | {"is_default": warehouse.is_default, "archived": is_archived}


def _to_change(session: Session, warehouse_id: UUID, version: int) -> Warehouse:
    warehouse = session.get(Warehouse, warehouse_id, with_for_update=True)
    if warehouse is None or warehouse.id == TRANSIT:
        raise NotFound
    if warehouse.version != version:
        raise StaleVersion(version=warehouse.version)
    return warehouse


def _refuse_taken(session: Session, mine: UUID | None, code: str) -> None:
    same = select(Warehouse.id).where(Warehouse.code == code, Warehouse.id != mine)
    if mine is None:
        same = select(Warehouse.id).where(Warehouse.code == code)
    if session.execute(same).first():
        raise WarehouseCodeTaken("/code", code=code)


def _archive(session: Session, warehouse: Warehouse, change: dict[str, Any]) -> None:
    if "archived" not in change:
        return
    if not change["archived"]:
        warehouse.archived_at = None
        return
    if warehouse.is_default:
        raise DefaultWarehouseNeeded("/archived", code=warehouse.code)
    if queries.has_stock(session, warehouse.id):
        raise WarehouseInUse("/archived", code=warehouse.code)
    warehouse.archived_at = warehouse.archived_at or clock.now()


def _make_default(session: Session, warehouse: Warehouse, change: dict[str, Any]) -> None:
    wanted = change.get("is_default", warehouse.is_default)
    if wanted == warehouse.is_default:
        return
    if not wanted:
        raise DefaultWarehouseNeeded("/is_default", code=warehouse.code)
    if warehouse.archived_at:
        raise WarehouseArchived("/is_default", code=warehouse.code)
    _step_down(session)
    warehouse.is_default = True


def _step_down(session: Session) -> None:
    """The default one so far becomes one like the others, before another takes its place."""
    present = session.scalars(select(Warehouse).where(Warehouse.is_default)).one()
    present.is_default = False
    present.version += 1
    session.flush()
    record(session, f"warehouse/{present.id}", {"is_default": True}, {"is_default": False})
    emit(session, events.warehouse_changed(present))
