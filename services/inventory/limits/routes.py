"""The HTTP door of limits of stock."""

from uuid import UUID

from flask import Response

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import expected_version, reply

from ..products.queries import product_named
from ..warehouses.queries import warehouse_named
from . import commands
from .models import Limit
from .schemas import LIMITS, LimitChange, NewLimit

stock_limits = Door(
    "stock_limits",
    __name__,
    url_prefix="/stock-limits",
    zh="最低与最高储备",
    en="Minimum and maximum stock",
)


@stock_limits.get(
    "", needs="inventory.stock_limit.read", lists=LIMITS, zh="储备定额列表", en="List stock limits"
)
def list_limits() -> Response:
    with reading() as session:
        return LIMITS.page(session)


@stock_limits.get(
    "/<uuid:limit_id>",
    needs="inventory.stock_limit.read",
    gives=LIMITS,
    zh="储备定额",
    en="A product's limits in a warehouse",
)
def get_limit(limit_id: UUID) -> Response:
    with reading() as session:
        return reply(session, LIMITS.one(session, Limit.id == limit_id))


@stock_limits.post(
    "",
    needs="inventory.stock_limit.change",
    takes=NewLimit,
    gives=LIMITS,
    status=201,
    zh="设定储备定额",
    en="Set limits of stock",
)
def set_limit(body: dict) -> Response:
    with transaction() as session:
        product_named(session, body["product_id"])
        body["warehouse_id"] = warehouse_named(session, body["warehouse_id"]).id
        limit = commands.set_limit(session, body)
        return reply(session, LIMITS.one(session, Limit.id == limit.id), 201)


@stock_limits.patch(
    "/<uuid:limit_id>",
    needs="inventory.stock_limit.change",
    takes=LimitChange,
    gives=LIMITS,
    zh="修改储备定额",
    en="Change limits of stock",
)
def change_limit(body: dict, limit_id: UUID) -> Response:
    with transaction() as session:
        commands.change_limit(session, limit_id, expected_version(), body)
        return reply(session, LIMITS.one(session, Limit.id == limit_id))
