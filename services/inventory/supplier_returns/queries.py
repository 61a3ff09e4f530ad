"""Questions about returns to suppliers: a return under its lock, its lines, what is to go already."""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chassis.data.types import Quantity
from chassis.errors import NotFound

from ..errors import ReceiptUnknown
from ..inspections.models import Inspection
from ..purchasing.models import PurchaseOrderLine, Receipt, ReceiptLine
from ..stock.models import Movement
from ..stock.slots import SCRAP, TO_SUPPLIER
from .models import SupplierReturn, SupplierReturnLine
from .rules import OPEN


def return_to_change(session: Session, return_id: UUID) -> SupplierReturn:
    """The return, locked until the commit; raises NotFound."""
    found = session.get(SupplierReturn, return_id, with_for_update=True)
    if found is None:
        raise NotFound
    return found


def lines_of(session: Session, return_id: UUID) -> list[SupplierReturnLine]:
    """The lines of a return as they were written."""
    query = select(SupplierReturnLine).where(SupplierReturnLine.return_id == return_id)
    return list(session.scalars(query.order_by(SupplierReturnLine.id)))


def receipt_named(session: Session, receipt_id: UUID) -> Receipt:
    """The receipt a form names; raises ReceiptUnknown."""
    receipt = session.get(Receipt, receipt_id)
    if receipt is None:
        raise ReceiptUnknown("/receipt_id", receipt=receipt_id)
    return receipt


def receipt_lines(session: Session, receipt_id: UUID) -> dict[UUID, ReceiptLine]:
    """The lines of a receipt; whoever changes them holds the lock of its purchase order."""
    query = select(ReceiptLine).where(ReceiptLine.receipt_id == receipt_id)
    return {line.id: line for line in session.scalars(query)}


def order_lines(session: Session, order_id: UUID) -> dict[UUID, PurchaseOrderLine]:
    """The lines of a purchase order."""
    query = select(PurchaseOrderLine).where(PurchaseOrderLine.order_id == order_id)
    return {line.id: line for line in session.scalars(query)}


def to_go(session: Session, receipt_line_ids: Iterable[UUID]) -> dict[UUID, Decimal]:
    """How much of these receipt lines open returns are to take."""
    line = SupplierReturnLine
    query = select(line.receipt_line_id, func.sum(line.quantity).label("quantity"))
    query = query.join(SupplierReturn, SupplierReturn.id == line.return_id)
    query = query.where(
        line.receipt_line_id.in_(list(receipt_line_ids)), SupplierReturn.status.in_(OPEN)
    )
    rows = session.execute(query.group_by(line.receipt_line_id))
    return {row.receipt_line_id: row.quantity for row in rows}


def gone_after_inspection(session: Session, receipt_id: UUID) -> dict[UUID, Decimal]:
    """How much of a receipt's lines was sent back or scrapped out of quarantine already."""
    query = select(ReceiptLine.id, func.sum(-Movement.quantity, type_=Quantity).label("quantity"))
    query = query.join(Inspection, Inspection.receipt_id == ReceiptLine.receipt_id)
    query = query.join(Movement, Movement.source_id == Inspection.id)
    query = query.where(
        ReceiptLine.receipt_id == receipt_id,
        Movement.lot_id == ReceiptLine.lot_id,
        Movement.source_kind == "inspection",
        Movement.kind.in_((TO_SUPPLIER, SCRAP)),
    )
    return {row.id: row.quantity for row in session.execute(query.group_by(ReceiptLine.id))}
