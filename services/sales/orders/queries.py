"""Questions to orders: one for its next step, many for a window of facts, and what a reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from chassis.data.database import actor
from chassis.web.scope import reaches, within

from ..base import Record
from ..errors import OrderNotFound
from .models import Order, OrderLine, OrderVersion

LINE = OrderLine.__table__.c
_HEAD = (
    Order.id,
    Order.version,
    Order.number,
    Order.status,
    Order.kind,
    Order.return_id,
    Order.customer_id,
    Order.customer_name,
    Order.salesperson_id,
    Order.salesperson_name,
    Order.department,
    Order.price_mode,
    Order.currency,
    Order.terms_kind,
    Order.terms_days,
    Order.attention,
    Order.delivered_net,
    Order.cost,
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
    LINE.reserved,
    LINE.backordered,
    LINE.delivered_net,
    LINE.cost,
    LINE.return_line_id,
    LINE.warranty_from,
    LINE.earlier,
)
_IDS: Any = bindparam("ids", expanding=True)
_ORDER = select(Order).where(Order.id == bindparam("order_id"))
_HEAD_OF = select(*Order.__table__.c).where(Order.id == bindparam("order_id"))
_LINES = select(*LINE).where(LINE.order_id == bindparam("of_order")).order_by(LINE.id)
_OPEN_HEADS = select(*_HEAD).where(Order.id.in_(_IDS))
_OPEN_LINES = select(*_BODY).where(LINE.order_id.in_(_IDS))


@dataclass(slots=True)
class OpenLine:
    """An order line as a window of facts sees it and moves it."""

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
    reserved: Decimal
    backordered: Decimal
    delivered_net: Decimal
    cost: Decimal
    return_line_id: UUID | None
    warranty_from: date | None
    earlier: list[dict[str, str]] | None = None
    moved: bool = False


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
    found = session.scalars(_ORDER, {"order_id": order_id}).first()
    if found is None or not _reached(session, found):
        raise OrderNotFound()
    return found


def head(session: Session, order_id: UUID) -> Record:
    """The same as a row, for the hot path: the caller writes the changes itself."""
    found = session.execute(_HEAD_OF, {"order_id": order_id}).first()
    if found is None or not _reached(session, found):
        raise OrderNotFound()
    return found


def lines(session: Session, order_id: UUID) -> list[Record]:
    """An order's lines as rows, in their order."""
    return list(session.execute(_LINES, {"of_order": order_id}))


def versions(session: Session, order_id: UUID) -> list[OrderVersion]:
    """All versions of an order that the reader may see, the newest first."""
    head(session, order_id)
    query = select(OrderVersion).where(OrderVersion.order_id == order_id)
    return list(session.scalars(query.order_by(OrderVersion.revision.desc())))


def open_orders(session: Session, order_ids: Iterable[UUID]) -> dict[UUID, OpenOrder]:
    """Many orders with their lines, in two statements."""
    wanted = {"ids": list(set(order_ids))}
    orders = {row.id: OpenOrder(row) for row in session.execute(_OPEN_HEADS, wanted)}
    for row in session.execute(_OPEN_LINES, wanted):
        orders[row.order_id].lines[row.id] = OpenLine(*tuple(row))
    return orders


def _reached(session: Session, order: Any) -> bool:
    return reaches(actor(session), "sales.order", order.salesperson_id, order.department)
