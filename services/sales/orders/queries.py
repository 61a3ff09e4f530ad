"""Questions to orders: one for its next step, many for a window of facts, and what a reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.data.database import actor
from chassis.web.scope import within

from ..base import Record
from ..errors import OrderNotFound
from .models import Order, OrderLine

LINE = OrderLine.__table__.c
_HEAD = (
    Order.id,
    Order.version,
    Order.number,
    Order.status,
    Order.customer_id,
    Order.customer_name,
    Order.salesperson_id,
    Order.department,
    Order.price_mode,
    Order.currency,
    Order.terms_kind,
    Order.terms_days,
    Order.attention,
)
_BODY = (
    LINE.order_id,
    LINE.id,
    LINE.product_id,
    LINE.product_code,
    LINE.product_name,
    LINE.unit,
    LINE.quantity,
    LINE.price,
    LINE.discount,
    LINE.order_discount,
    LINE.tax_rate,
    LINE.net,
    LINE.tax,
    LINE.gross,
    LINE.delivered,
    LINE.cancelled,
)


@dataclass(slots=True)
class OpenLine:
    """An order line as a window of facts sees it and moves its delivered quantity."""

    order_id: UUID
    id: UUID
    product_id: UUID
    product_code: str
    product_name: str
    unit: str
    quantity: Decimal
    price: Decimal
    discount: Decimal
    order_discount: Decimal
    tax_rate: Decimal
    net: Decimal
    tax: Decimal
    gross: Decimal
    delivered: Decimal
    cancelled: Decimal


@dataclass(slots=True)
class OpenOrder:
    """An order's head with its lines by id."""

    head: Record
    lines: dict[UUID, OpenLine] = field(default_factory=dict)


def in_scope(session: Session) -> list[Any]:
    """WHERE clauses: the orders that the reader may see."""
    return within(actor(session), "sales.order", Order.salesperson_id, Order.department)


def order(session: Session, order_id: UUID) -> Order:
    """One order within the actor's scope, to be changed; the caller holds its lock."""
    found = session.scalars(select(Order).where(Order.id == order_id, *in_scope(session))).first()
    if found is None:
        raise OrderNotFound()
    return found


def lines(session: Session, order_id: UUID) -> list[Record]:
    """An order's lines as rows, in their order."""
    query = select(*LINE).where(LINE.order_id == order_id).order_by(LINE.id)
    return list(session.execute(query))


def open_orders(session: Session, order_ids: Iterable[UUID]) -> dict[UUID, OpenOrder]:
    """Many orders with their lines, in two statements."""
    ids = set(order_ids)
    heads = session.execute(select(*_HEAD).where(Order.id.in_(ids)))
    orders = {row.id: OpenOrder(row) for row in heads}
    for row in session.execute(select(*_BODY).where(LINE.order_id.in_(ids))):
        orders[row.order_id].lines[row.id] = OpenLine(*tuple(row))
    return orders
