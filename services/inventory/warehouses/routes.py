"""The HTTP door of warehouses."""

from uuid import UUID

from flask import Response

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import expected_version, reply

from . import commands
from .models import TRANSIT, Warehouse
from .schemas import WAREHOUSES, NewWarehouse, WarehouseChange

warehouses = Door("warehouses", __name__, url_prefix="/warehouses", zh="仓库", en="Warehouses")
_REAL = Warehouse.id != TRANSIT


@warehouses.get(
    "",
    needs="inventory.warehouse.read",
    lists=WAREHOUSES,
    zh="仓库列表",
    en="List warehouses",
)
def list_warehouses() -> Response:
    with reading() as session:
        return WAREHOUSES.page(session, _REAL)


@warehouses.get(
    "/<uuid:warehouse_id>",
    needs="inventory.warehouse.read",
    gives=WAREHOUSES,
    zh="仓库",
    en="A warehouse",
)
def get_warehouse(warehouse_id: UUID) -> Response:
    with reading() as session:
        return reply(session, WAREHOUSES.one(session, Warehouse.id == warehouse_id, _REAL))


@warehouses.post(
    "",
    needs="inventory.warehouse.create",
    takes=NewWarehouse,
    gives=WAREHOUSES,
    status=201,
    zh="新建仓库",
    en="Make a warehouse",
)
def make_warehouse(body: dict) -> Response:
    with transaction() as session:
        warehouse = commands.make_warehouse(session, body)
        return reply(session, WAREHOUSES.one(session, Warehouse.id == warehouse.id), 201)


@warehouses.patch(
    "/<uuid:warehouse_id>",
    needs="inventory.warehouse.change",
    takes=WarehouseChange,
    gives=WAREHOUSES,
    zh="修改仓库",
    en="Change a warehouse, make it the default, archive it",
)
def change_warehouse(body: dict, warehouse_id: UUID) -> Response:
    with transaction() as session:
        commands.change_warehouse(session, warehouse_id, expected_version(), body)
        return reply(session, WAREHOUSES.one(session, Warehouse.id == warehouse_id))
