"""Demo quotations, an amended order, and a delivery's way to the customer."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock

from .deliveries import shipping
from .deliveries.schemas import ShipIn, SignForIn
from .orders.amending import amend_order
from .orders.amending_schemas import AmendIn
from .orders.models import Order, OrderLine
from .quotations.commands import (
    accept_quotation,
    decline_quotation,
    draft_quotation,
    revise_quotation,
    send_quotation,
)
from .quotations.schemas import QuotationIn

PLACE = {
    "delivery_address": "上海市码头路 1 号 1 Dock Road, Shanghai",
    "consignee": "赵敏 Zhao Min",
    "consignee_phone": "021-5550 0000",
}


def write_quotations(session: Session, customers: list[UUID], products: list[UUID]) -> None:
    """One quotation each way an answer can fall: open, revised, declined, accepted into an order."""
    until = (clock.today() + timedelta(days=30)).isoformat()
    lines = [{"product_id": str(id), "quantity": "10"} for id in products]
    form = {"customer_id": str(customers[0]), "valid_until": until, "lines": lines}
    ids = []
    for remark in ("含运费 Freight included", "首次询价 First enquiry", "年度协议 Yearly deal"):
        ids.append(draft_quotation(session, QuotationIn().load(form | {"remark": remark})))
        send_quotation(session, ids[-1])
    revise_quotation(session, ids[0], {"remark": "含运费,第二版 Freight included, revised"})
    decline_quotation(session, ids[1], "价格高于竞争对手 Dearer than a competitor")
    accept_quotation(session, ids[2])


def amend_confirmed(session: Session) -> None:
    """The customer of the confirmed order wants one piece less, delivered to a site."""
    order = session.scalars(select(Order).where(Order.status == "confirmed")).first()
    if order is None:
        return
    line = session.scalars(select(OrderLine).where(OrderLine.order_id == order.id)).first()
    assert line
    changed = {"line_id": str(line.id), "quantity": str(line.quantity - 1)}
    form: dict[str, Any] = {"revision": 1, "lines": [changed], **PLACE}
    why = {"reason": "客户减少数量 The customer wants fewer"}
    amend_order(session, order.id, AmendIn().load(form | why))


def write_way(session: Session, delivery_id: UUID) -> None:
    """A delivery that was shipped and signed for."""
    shipped = {"carrier": "顺丰速运 SF Express", "waybill": "SF1000001", "packages": 2}
    shipping.ship(session, delivery_id, ShipIn().load(shipped))
    shipping.sign_for(session, delivery_id, SignForIn().load({"signed_by": "赵敏 Zhao Min"}))
