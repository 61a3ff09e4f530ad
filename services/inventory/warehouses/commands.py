"""What is done to warehouses: make one."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import lock
from chassis.data.journal import record
from chassis.ids import new_id

from ..errors import WarehouseCodeTaken
from .models import Warehouse


def make_warehouse(session: Session, told: dict[str, Any]) -> Warehouse:
    """Add a place for stock; the default one stays the default."""
    lock(session, [f"warehouse-code/{told['code']}"])
    if session.execute(select(Warehouse.id).where(Warehouse.code == told["code"])).first():
        raise WarehouseCodeTaken("/code", code=told["code"])
    warehouse = Warehouse(id=new_id(), version=1, is_default=False, created_at=clock.now(), **told)
    session.add(warehouse)
    session.flush()
    record(session, f"warehouse/{warehouse.id}", None, told)
    return warehouse
