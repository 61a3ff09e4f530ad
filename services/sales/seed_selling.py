"""Demo quotations, orders amended, called off and opened again, and deliveries on their way."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.demo import acting_as

from .deliveries import shipping
from .deliveries.models import Delivery
from .deliveries.schemas import ShipIn, SignForIn
from .orders.amending import amend_order
from .orders.amending_schemas import AmendIn
from .orders.commands import cancel_order
from .orders.models import Order, OrderLine
from .orders.reopening import reopen_order
from .quotations.commands import (
    accept_quotation,
    decline_quotation,
    draft_quotation,
    revise_quotation,
    send_quotation,
    withdraw_quotation,
)
from .quotations.schemas import QuotationIn

MANAGER = acting_as("sales_manager", "销售经理 Sales manager", "sales")
REMARKS = (
    "含运费 Freight included",
    "首次询价 First enquiry",
    "年度协议 Yearly deal",
    "试制件 Trial parts",
    "备件 Spare parts",
)
PLACE = {
    "delivery_address": "上海市码头路 1 号 1 Dock Road, Shanghai",
    "consignee": "赵敏 Zhao Min",
    "consignee_phone": "021-5550 0000",
}


def write_quotations(session: Session, customers: list[UUID], products: list[UUID]) -> None:
    """One quotation each way an answer can fall: open, revised, declined, accepted into an order, withdrawn."""
    until = (clock.today() + timedelta(days=30)).isoformat()
    lines = [{"product_id": str(id), "quantity": "10"} for id in products]
    form = {"customer_id": str(customers[0]), "valid_until": until, "lines": lines}
    ids = []
    for remark in REMARKS:
        ids.append(draft_quotation(session, QuotationIn().load(form | {"remark": remark})))
        send_quotation(session, ids[-1])
    revise_quotation(session, ids[0], {"remark": "含运费,第二版 Freight included, revised"})
    decline_quotation(session, ids[1], "价格高于竞争对手 Dearer than a competitor")
    accept_quotation(session, ids[2])
    withdraw_quotation(session, ids[3], "报错价格 Quoted at the wrong price")


def amend_confirmed(session: Session) -> None:
    """The customer of the confirmed order wants one piece less, delivered to a site."""
    confirmed = select(Order).where(Order.status == "confirmed", Order.revision == 1)
    order = session.scalars(confirmed.order_by(Order.id)).first()
    if order is None:
        return
    line = session.scalars(select(OrderLine).where(OrderLine.order_id == order.id)).first()
    assert line
    changed = {"line_id": str(line.id), "quantity": str(line.quantity - 1)}
    form: dict[str, Any] = {"revision": 1, "lines": [changed], **PLACE}
    why = {"reason": "客户减少数量 The customer wants fewer"}
    amend_order(session, order.id, AmendIn().load(form | why))


def end_order(session: Session, order_id: UUID, again: bool) -> None:
    """An order is called off, and where it is wanted `again`, opened anew by the manager."""
    cancel_order(session, order_id, "客户项目变化 The customer's project changed")
    if again:
        seller, session.info["context"] = session.info["context"], MANAGER
        reopen_order(session, order_id, "项目恢复 The project goes on")
        session.info["context"] = seller


def write_way(session: Session) -> None:
    """A delivery that was shipped and signed for, and one that was shipped and is in transit."""
    first, second = session.scalars(select(Delivery.id).order_by(Delivery.id).limit(2))
    shipped = {"carrier": "顺丰速运 SF Express", "waybill": "SF1000001", "packages": 2}
    shipping.ship(session, first, ShipIn().load(shipped))
    shipping.sign_for(session, first, SignForIn().load({"signed_by": "赵敏 Zhao Min"}))
    shipping.ship(session, second, ShipIn().load(shipped | {"waybill": "SF1000002"}))
