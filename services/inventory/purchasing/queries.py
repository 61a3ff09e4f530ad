"""Questions about purchasing: an order under its row lock, its lines."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.errors import NotFound

from .models import PurchaseOrder, PurchaseOrderLine


def order_to_change(session: Session, order_id: UUID) -> PurchaseOrder:
    """The order, locked until the commit; raises NotFound."""
    order = session.get(PurchaseOrder, order_id, with_for_update=True)
    if order is None:
        raise NotFound
    return order


def lines_of(session: Session, order_id: UUID) -> list[PurchaseOrderLine]:
    """The lines of an order as they were written."""
    query = select(PurchaseOrderLine).where(PurchaseOrderLine.order_id == order_id)
    return list(session.scalars(query.order_by(PurchaseOrderLine.id)))
