"""Questions about suppliers."""

from uuid import UUID

from sqlalchemy.orm import Session

from ..errors import SupplierArchived, SupplierBlocked, SupplierUnknown
from .models import Supplier
from .rules import BLOCKED


def supplier_named(session: Session, supplier_id: UUID) -> Supplier:
    """The supplier a form names; raises SupplierUnknown with a pointer to the field."""
    supplier = session.get(Supplier, supplier_id)
    if supplier is None:
        raise SupplierUnknown("/supplier_id", supplier=supplier_id)
    return supplier


def supplier_to_order_from(session: Session, supplier_id: UUID) -> Supplier:
    """The same, refused when it is archived or blocked: no new orders go there."""
    supplier = supplier_named(session, supplier_id)
    if supplier.archived_at is not None:
        raise SupplierArchived("/supplier_id", name=supplier.name)
    if supplier.status == BLOCKED:
        raise SupplierBlocked("/supplier_id", name=supplier.name, reason=supplier.block_reason)
    return supplier
