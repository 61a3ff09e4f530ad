"""Questions about purchasing: an order under its row lock, its lines and those of its receipts."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.errors import NotFound

from .models import PurchaseOrder, PurchaseOrderLine, ReceiptLine


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


def order_of_line(session: Session, line_id: UUID) -> PurchaseOrder:
    """The order of a line, locked until the commit; raises NotFound."""
    query = select(PurchaseOrderLine.order_id).where(PurchaseOrderLine.id == line_id)
    return order_to_change(session, session.scalars(query).one())


def received_lines(session: Session, receipt_id: UUID) -> list[ReceiptLine]:
    """The lines of a receipt as they came; whoever changes them holds the lock of its order."""
    query = select(ReceiptLine).where(ReceiptLine.receipt_id == receipt_id)
    return list(session.scalars(query.order_by(ReceiptLine.id)))
