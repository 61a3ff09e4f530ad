"""The HTTP door of purchasing."""

from uuid import UUID

from flask import Response

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import expected_version, reply

from . import commands
from .models import PurchaseOrder
from .schemas import PURCHASE_ORDERS, Excess, LineCancel, NewOrder, OrderChange, Reason

purchase_orders = Door(
    "purchase_orders",
    __name__,
    url_prefix="/purchase-orders",
    zh="采购单:开单、核对与取消剩余",
    en="Purchase orders: written, checked, the rest cancelled",
)


@purchase_orders.get(
    "",
    needs="inventory.purchase_order.read",
    lists=PURCHASE_ORDERS,
    zh="采购单列表",
    en="List purchase orders",
)
def list_orders() -> Response:
    with reading() as session:
        return PURCHASE_ORDERS.page(session)


@purchase_orders.get(
    "/<uuid:order_id>",
    needs="inventory.purchase_order.read",
    gives=PURCHASE_ORDERS,
    zh="采购单",
    en="A purchase order",
)
def get_order(order_id: UUID) -> Response:
    with reading() as session:
        return reply(session, PURCHASE_ORDERS.one(session, PurchaseOrder.id == order_id))


@purchase_orders.post(
    "",
    needs="inventory.purchase_order.create",
    takes=NewOrder,
    gives=PURCHASE_ORDERS,
    status=201,
    zh="编制采购单",
    en="Write a purchase order",
)
def write_order(body: dict) -> Response:
    with transaction() as session:
        order = commands.write_order(session, body)
        return reply(session, PURCHASE_ORDERS.one(session, PurchaseOrder.id == order.id), 201)


@purchase_orders.patch(
    "/<uuid:order_id>",
    needs="inventory.purchase_order.change",
    takes=OrderChange,
    gives=PURCHASE_ORDERS,
    zh="修改采购单",
    en="Change a draft purchase order",
)
def change_order(body: dict, order_id: UUID) -> Response:
    with transaction() as session:
        commands.change_order(session, order_id, expected_version(), body)
        return reply(session, PURCHASE_ORDERS.one(session, PurchaseOrder.id == order_id))


@purchase_orders.post(
    "/<uuid:order_id>/check",
    needs="inventory.purchase_order.check",
    gives=PURCHASE_ORDERS,
    zh="核对采购单",
    en="Check a purchase order",
)
def check_order(order_id: UUID) -> Response:
    with transaction() as session:
        commands.check_order(session, order_id)
        return reply(session, PURCHASE_ORDERS.one(session, PurchaseOrder.id == order_id))


@purchase_orders.post(
    "/<uuid:order_id>/cancel",
    needs="inventory.purchase_order.cancel",
    takes=Reason,
    gives=PURCHASE_ORDERS,
    zh="取消采购单",
    en="Cancel what is left of a purchase order",
)
def cancel_order(body: dict, order_id: UUID) -> Response:
    with transaction() as session:
        commands.cancel_order(session, order_id, body["reason"])
        return reply(session, PURCHASE_ORDERS.one(session, PurchaseOrder.id == order_id))


@purchase_orders.post(
    "/<uuid:order_id>/amend",
    needs="inventory.purchase_order.change",
    takes=Reason,
    gives=PURCHASE_ORDERS,
    zh="修订采购单",
    en="Take a checked order back for amendment",
)
def amend_order(body: dict, order_id: UUID) -> Response:
    with transaction() as session:
        commands.amend_order(session, order_id, body["reason"])
        return reply(session, PURCHASE_ORDERS.one(session, PurchaseOrder.id == order_id))


@purchase_orders.post(
    "/<uuid:order_id>/lines/<uuid:line_id>/cancel",
    needs="inventory.purchase_order.cancel",
    takes=LineCancel,
    gives=PURCHASE_ORDERS,
    zh="取消采购单行",
    en="Cancel what is left of an order line",
)
def cancel_line(body: dict, order_id: UUID, line_id: UUID) -> Response:
    with transaction() as session:
        commands.cancel_line(session, order_id, line_id, body)
        return reply(session, PURCHASE_ORDERS.one(session, PurchaseOrder.id == order_id))


@purchase_orders.post(
    "/<uuid:order_id>/lines/<uuid:line_id>/exceed",
    needs="inventory.receipt.exceed",
    takes=Excess,
    gives=PURCHASE_ORDERS,
    zh="批准超收",
    en="Allow more than ordered to be received",
)
def allow_excess(body: dict, order_id: UUID, line_id: UUID) -> Response:
    with transaction() as session:
        commands.allow_excess(session, order_id, line_id, body)
        return reply(session, PURCHASE_ORDERS.one(session, PurchaseOrder.id == order_id))
