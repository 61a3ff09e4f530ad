"""Questions about returns to suppliers: a return under its lock, its lines, what is to go already."""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chassis.errors import NotFound

from ..errors import ReceiptUnknown
from ..inspections.models import InspectedLot, Inspection
from ..purchasing.models import Receipt, ReceiptLine
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


def inspection_of(session: Session, received: ReceiptLine) -> str | None:
    """The number of the inspection that received pieces wait for, or that rejected them."""
    query = select(Inspection.number).join(
        InspectedLot, InspectedLot.inspection_id == Inspection.id
    )
    return session.scalar(
        query.where(
            Inspection.receipt_id == received.receipt_id,
            Inspection.order_line_id == received.order_line_id,
            InspectedLot.lot_id == received.lot_id,
        )
    )
