"""Questions to deliveries: what a reader may see, and the lines that a return names."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import case, or_, select
from sqlalchemy.orm import Session

from chassis.data.database import actor
from chassis.web.scope import within

from ..base import Record
from ..orders.models import Order
from .models import Delivery, DeliveryLine

LINE = DeliveryLine.__table__.c
HEAD = Delivery.__table__.c
_OF_DELIVERY = (
    HEAD.issue_id,
    HEAD.order_id,
    HEAD.customer_id,
    HEAD.customer_name,
    HEAD.salesperson_id,
    HEAD.salesperson_name,
    HEAD.department,
    HEAD.price_mode,
    HEAD.delivered_on,
    HEAD.number.label("delivery_number"),
)


def in_scope(session: Session, noun: str = "sales.delivery") -> list[Any]:
    """WHERE clauses: the deliveries that the reader may see, or may use for another noun."""
    return within(actor(session), noun, HEAD.salesperson_id, HEAD.department)


WITH_ORDER = Delivery.__table__.outerjoin(Order.__table__, Order.id == Delivery.order_id)
SHIP_TO = {
    name: case((HEAD.status == "issued", getattr(Order, name)))
    for name in ("delivery_address", "consignee", "consignee_phone")
}
"""Where the goods go and to whom, until they are shipped; afterwards the order says it to those who
are cleared."""

IN_TRANSIT = case((HEAD.signed_on.is_(None), HEAD.delivered_on))
"""Since when goods are on their way, of what is not signed for."""


def in_transit_on(day: date) -> Any:
    """A WHERE clause: deliveries that were on their way at the end of that day."""
    return (HEAD.delivered_on <= day) & or_(HEAD.signed_on.is_(None), HEAD.signed_on > day)


def lines(session: Session, ids: Iterable[UUID], *where: Any) -> dict[UUID, Record]:
    """Delivery lines by id, each with what it needs of its delivery, in one statement."""
    query = select(*LINE, *_OF_DELIVERY).join_from(
        DeliveryLine.__table__, Delivery.__table__, HEAD.id == LINE.delivery_id
    )
    rows = session.execute(query.where(LINE.id.in_(set(ids)), *where))
    return {row.id: row for row in rows}
