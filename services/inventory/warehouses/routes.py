"""The HTTP door of warehouses."""

from uuid import UUID

from flask import Response

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import reply

from . import commands
from .models import Warehouse
from .schemas import WAREHOUSES, NewWarehouse

warehouses = Door("warehouses", __name__, url_prefix="/warehouses")


@warehouses.get(
    "",
    needs="inventory.warehouse.read",
    lists=WAREHOUSES,
    zh="仓库列表",
    en="List warehouses",
)
def list_warehouses() -> Response:
    with reading() as session:
        return WAREHOUSES.page(session)


@warehouses.get(
    "/<uuid:warehouse_id>",
    needs="inventory.warehouse.read",
    gives=WAREHOUSES,
    zh="仓库",
    en="A warehouse",
)
def get_warehouse(warehouse_id: UUID) -> Response:
    with reading() as session:
        return reply(session, WAREHOUSES.one(session, Warehouse.id == warehouse_id))


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
