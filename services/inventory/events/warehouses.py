"""Facts about warehouses, each with the warehouse's whole state; whoever keeps it stays here."""

from typing import Any

from chassis.transport.contract import BOOL, ID, TEXT, declare
from chassis.transport.fact import Fact

from .parts import A

_WAREHOUSE = {
    "warehouse_id": ID,
    "code": TEXT,
    "name": TEXT,
    "is_default": BOOL,
    "archived": BOOL,
}
_WAREHOUSE_EXAMPLE = {
    "warehouse_id": A,
    "code": "MAIN",
    "name": "总仓 Main warehouse",
    "is_default": True,
    "archived": False,
}
WAREHOUSE_REGISTERED = declare(
    "inventory.warehouse.registered.v1",
    subject="warehouse",
    data=_WAREHOUSE,
    example=_WAREHOUSE_EXAMPLE,
    doc="A warehouse was made; its whole state. Of the first one a migration tells.",
)
WAREHOUSE_CHANGED = declare(
    "inventory.warehouse.changed.v1",
    subject="warehouse",
    data=_WAREHOUSE,
    example=_WAREHOUSE_EXAMPLE | {"is_default": False, "archived": True},
    doc="A warehouse was changed or archived, or another became the default; its whole state.",
)


def warehouse_registered(warehouse: Any) -> Fact:
    return WAREHOUSE_REGISTERED.fact(warehouse.id, warehouse.version, _stated(warehouse))


def warehouse_changed(warehouse: Any) -> Fact:
    return WAREHOUSE_CHANGED.fact(warehouse.id, warehouse.version, _stated(warehouse))


def _stated(warehouse: Any) -> dict[str, Any]:
    own = {name: getattr(warehouse, name) for name in ("code", "name", "is_default")}
    archived = warehouse.archived_at is not None
    return own | {"warehouse_id": warehouse.id, "archived": archived}
