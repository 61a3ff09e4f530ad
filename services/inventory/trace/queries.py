"""The question of a lot's whole way: who brought it, who got it, what came back, what is where."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from chassis.errors import NotFound

from ..inspections.models import InspectedLot, Inspection
from ..openings.models import Opening, OpeningLine
from ..products.models import Product
from ..purchasing.models import PurchaseOrder, Receipt, ReceiptLine
from ..returns.models import Return, Returned
from ..stock.models import Issue, Lot, Movement, Waiver, WaiverUse
from ..stock.queries import active_holds, lot_balance, lot_customers, waivers_of
from ..stock.slots import ISSUE, OPENING, USE
from ..supplier_returns.models import SupplierReturn, SupplierReturnLine
from ..suppliers.models import Supplier
from ..transfers.models import Transfer, TransferPiece
from ..warehouses.models import Warehouse


def trace(session: Session, lot_id: UUID) -> dict[str, Any]:
    """The way of a lot up and down, each part in a statement of its own."""
    head = _rows(session, LOTS.where(Lot.id == lot_id))
    if not head:
        raise NotFound
    return head[0] | {
        "holds": active_holds(session, lot_id),
        "waivers": waivers_of(session, lot_id),
        "waived": _rows(session, _WAIVED.where(Waiver.lot_id == lot_id)),
        "transfers": _rows(session, _TRANSFERS.where(TransferPiece.lot_id == lot_id)),
        "receipts": _rows(session, RECEIPTS.where(ReceiptLine.lot_id == lot_id)),
        "openings": _rows(session, OPENINGS.where(Movement.lot_id == lot_id)),
        "inspections": _rows(session, _INSPECTIONS.where(InspectedLot.lot_id == lot_id)),
        "supplier_returns": _rows(session, _SENT_BACK.where(SupplierReturnLine.lot_id == lot_id)),
        "issues": _rows(session, _ISSUES.where(Movement.lot_id == lot_id)),
        "returns": _rows(session, _RETURNS.where(Returned.lot_id == lot_id)),
        "customers": lot_customers(session, lot_id),
        "balance": lot_balance(session, lot_id),
    }


def _rows(session: Session, query: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in session.execute(query).mappings()]


LOTS = select(
    Lot.id.label("lot_id"),
    Lot.number,
    Lot.product_id,
    Product.code.label("product_code"),
    Product.name.label("product_name"),
    Lot.held.label("is_held"),
).join(Product)
RECEIPTS = (
    select(
        Receipt.id.label("receipt_id"),
        Receipt.number,
        Receipt.received_on,
        Receipt.supplier_id,
        Supplier.name.label("supplier_name"),
        Receipt.purchase_order_id,
        PurchaseOrder.number.label("purchase_order_number"),
        ReceiptLine.quantity,
    )
    .join(Receipt, Receipt.id == ReceiptLine.receipt_id)
    .join(Supplier, Supplier.id == Receipt.supplier_id)
    .join(PurchaseOrder, PurchaseOrder.id == Receipt.purchase_order_id)
    .order_by(ReceiptLine.id)
)
OPENINGS = (
    select(
        Opening.id.label("opening_id"),
        Opening.number,
        Opening.signed_at,
        Opening.signed_by_name,
        OpeningLine.quantity,
    )
    .join(OpeningLine, OpeningLine.opening_id == Opening.id)
    .join(Movement, Movement.source_line == OpeningLine.id)
    .where(Movement.kind == OPENING)
    .order_by(OpeningLine.id)
)
_INSPECTIONS = (
    select(
        Inspection.id.label("inspection_id"),
        Inspection.number,
        Inspection.status,
        Inspection.receipt_id,
        Inspection.receipt_number,
        Inspection.completed_at,
        Inspection.inspector_name,
        Inspection.sample_size,
        Inspection.defects_found,
        InspectedLot.quantity,
        InspectedLot.gone,
    )
    .join(Inspection, Inspection.id == InspectedLot.inspection_id)
    .order_by(InspectedLot.id)
)
_SENT_BACK = (
    select(
        SupplierReturn.id.label("return_id"),
        SupplierReturn.number,
        SupplierReturn.status,
        SupplierReturn.supplier_id,
        Supplier.name.label("supplier_name"),
        SupplierReturn.receipt_id,
        SupplierReturn.case_number,
        SupplierReturn.shipped_on,
        SupplierReturnLine.quantity,
    )
    .join(SupplierReturn, SupplierReturn.id == SupplierReturnLine.return_id)
    .join(Supplier, Supplier.id == SupplierReturn.supplier_id)
    .order_by(SupplierReturnLine.id)
)
_ISSUES = (
    select(
        Issue.id.label("issue_id"),
        Issue.kind,
        Issue.issued_on,
        Issue.order_id,
        Issue.order_number,
        Issue.customer_id,
        Issue.customer_name,
        func.sum(-Movement.quantity).label("quantity"),
    )
    .join(Movement, Movement.source_id == Issue.id)
    .where(Movement.kind.in_([ISSUE, USE]))
    .group_by(Issue.id)
    .order_by(Issue.id)
)
_RETURNS = (
    select(
        Return.id.label("return_id"),
        Return.number,
        Return.customer_id,
        Return.received_at,
        Returned.quantity,
        Returned.disposed,
    )
    .join(Return, Return.id == Returned.return_id)
    .order_by(Returned.id)
)
_WAIVED = (
    select(
        WaiverUse.waiver_id,
        Waiver.customer_id,
        WaiverUse.order_id,
        WaiverUse.order_number,
        WaiverUse.issue_line_id,
        WaiverUse.quantity,
        WaiverUse.at,
    )
    .join(Waiver, Waiver.id == WaiverUse.waiver_id)
    .order_by(WaiverUse.at, WaiverUse.issue_line_id)
)
_FROM, _TO = aliased(Warehouse), aliased(Warehouse)
_TRANSFERS = (
    select(
        Transfer.id.label("transfer_id"),
        Transfer.number,
        Transfer.status,
        _FROM.code.label("from_code"),
        _TO.code.label("to_code"),
        Transfer.shipped_at,
        TransferPiece.shipped,
        TransferPiece.received,
        TransferPiece.sent_back,
        TransferPiece.written_off,
    )
    .join(Transfer, Transfer.id == TransferPiece.transfer_id)
    .join(_FROM, _FROM.id == Transfer.from_id)
    .join(_TO, _TO.id == Transfer.to_id)
    .order_by(TransferPiece.id)
)
