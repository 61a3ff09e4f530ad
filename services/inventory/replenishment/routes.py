"""The HTTP door of replenishment: proposals, what becomes of them, alerts."""

from flask import Response
from sqlalchemy import or_

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import reply

from ..limits.models import Limit
from ..products.models import Product
from . import commands
from .schemas import ALERTS, PROPOSALS, OrderedOut, Ordering

proposals = Door(
    "replenishment",
    __name__,
    url_prefix="/replenishment-proposals",
    zh="补货建议",
    en="Replenishment proposals",
)
alerts = Door(
    "stock_alerts",
    __name__,
    url_prefix="/stock-alerts",
    zh="库存预警:低于下限与高于上限",
    en="Stock alerts: below minimum, above maximum",
)
KEPT = Product.archived_at.is_(None)


@proposals.get(
    "",
    needs="inventory.replenishment.read",
    lists=PROPOSALS,
    zh="补货建议列表",
    en="List replenishment proposals",
)
def list_proposals() -> Response:
    with reading() as session:
        return PROPOSALS.page(session, Limit.below_since.is_not(None), KEPT)


@proposals.post(
    "/order",
    needs="inventory.replenishment.order",
    takes=Ordering,
    gives=OrderedOut,
    keyed=True,
    status=201,
    zh="按建议采购",
    en="Order what is proposed",
)
def order_proposals(body: dict) -> Response:
    with transaction() as session:
        return reply(session, commands.order_proposals(session, body), 201)


@alerts.get(
    "",
    needs="inventory.stock_alert.read",
    lists=ALERTS,
    zh="库存预警列表",
    en="List stock beyond its limits",
)
def list_alerts() -> Response:
    with reading() as session:
        beyond = or_(Limit.below_since.is_not(None), Limit.above_since.is_not(None))
        return ALERTS.page(session, beyond, KEPT)
