"""Questions about suppliers."""

from uuid import UUID

from sqlalchemy.orm import Session

from ..errors import SupplierUnknown
from .models import Supplier


def supplier_named(session: Session, supplier_id: UUID) -> Supplier:
    """The supplier a form names; raises SupplierUnknown with a pointer to the field."""
    supplier = session.get(Supplier, supplier_id)
    if supplier is None:
        raise SupplierUnknown("/supplier_id", supplier=supplier_id)
    return supplier
