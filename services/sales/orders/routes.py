"""The orders' door."""

from typing import Any
from uuid import UUID

from flask import Response
from sqlalchemy.orm import Session

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.idempotency import give_back
from chassis.web.replies import expected_version, reply

from ..errors import OrderNotFound
from . import amending, commands, queries, reopening
from .amending_schemas import AmendIn, OrderReopenIn, OrderVersionsOut
from .models import Order
from .schemas import CancelIn, OrderChange, OrderIn
from .shown import ORDERS, undelivered

orders = Door(
    "orders",
    __name__,
    url_prefix="/orders",
    zh="销售单:从草稿到确认、过账、变更与取消",
    en="Orders, from draft to confirmed, posted, amended and cancelled",
)


@orders.get("", needs="sales.order.read", lists=ORDERS, zh="销售单列表", en="List orders")
def list_orders() -> Response:
    with reading() as session:
        return ORDERS.page(session, *queries.in_scope(session))


@orders.get("/<uuid:order_id>", needs="sales.order.read", gives=ORDERS, zh="销售单", en="An order")
def show_order(order_id: UUID) -> dict[str, Any]:
    with reading() as session:
        seen = queries.in_scope(session)
        return ORDERS.one(session, Order.id == order_id, *seen, missing=OrderNotFound())


@orders.post(
    "",
    needs="sales.order.create",
    takes=OrderIn,
    gives=ORDERS,
    status=201,
    zh="开销售单",
    en="Draft an order",
)
def draft_order(body: dict[str, Any]) -> Response:
    with transaction() as session:
        return reply(session, undelivered(session, commands.draft_order(session, body)), 201)


@orders.patch(
    "/<uuid:order_id>",
    needs="sales.order.change",
    takes=OrderChange,
    gives=ORDERS,
    zh="修改销售单草稿",
    en="Change a draft",
)
def change_order(body: dict[str, Any], order_id: UUID) -> Response:
    with transaction() as session:
        commands.change_order(session, order_id, body, expected_version())
        return _told(session, order_id)


@orders.post(
    "/<uuid:order_id>/confirm",
    needs="sales.order.confirm",
    gives=ORDERS,
    keyed=True,
    zh="确认销售单",
    en="Confirm an order",
)
def confirm_order(order_id: UUID) -> Response:
    with transaction() as session:
        done = commands.confirm_order(session, order_id)
        if isinstance(done, commands.Rows):
            return reply(session, undelivered(session, done))
        give_back(session)
    raise done  # after the commit: the hold is recorded, the order stays as it was


@orders.post(
    "/<uuid:order_id>/post",
    needs="sales.order.post",
    gives=ORDERS,
    keyed=True,
    zh="销售单过账",
    en="Post an order",
)
def post_order(order_id: UUID) -> Response:
    with transaction() as session:
        done = commands.post_order(session, order_id)
        if isinstance(done, commands.Rows):
            return reply(session, undelivered(session, done))
        give_back(session)
    raise done  # as above


@orders.post(
    "/<uuid:order_id>/cancel",
    needs="sales.order.cancel",
    takes=CancelIn,
    gives=ORDERS,
    zh="取消销售单",
    en="Cancel an order",
)
def cancel_order(body: dict[str, Any], order_id: UUID) -> Response:
    with transaction() as session:
        commands.cancel_order(session, order_id, **body)
        return _told(session, order_id)


@orders.post(
    "/<uuid:order_id>/amend",
    needs="sales.order.amend",
    takes=AmendIn,
    gives=ORDERS,
    keyed=True,
    zh="变更销售单",
    en="Amend a promised order",
)
def amend_order(body: dict[str, Any], order_id: UUID) -> Response:
    with transaction() as session:
        held = amending.amend_order(session, order_id, body)
        if held is None:
            return _told(session, order_id)
        give_back(session)
    raise held  # after the commit: the hold is recorded, the order stays as it was


@orders.post(
    "/<uuid:order_id>/reopen",
    needs="sales.order.reopen",
    takes=OrderReopenIn,
    gives=ORDERS,
    keyed=True,
    zh="重新打开销售单",
    en="Open a cancelled order again",
)
def reopen_order(body: dict[str, Any], order_id: UUID) -> Response:
    with transaction() as session:
        held = reopening.reopen_order(session, order_id, **body)
        if held is None:
            return _told(session, order_id)
        give_back(session)
    raise held  # as above


@orders.get(
    "/<uuid:order_id>/versions",
    needs="sales.order.read",
    gives=OrderVersionsOut,
    zh="销售单变更记录",
    en="An order's versions",
)
def show_versions(order_id: UUID) -> dict[str, Any]:
    with reading() as session:
        return {"order_id": order_id, "items": queries.versions(session, order_id)}


def _told(session: Session, order_id: UUID) -> Response:
    session.flush()
    return reply(session, ORDERS.known(session, order_id))
