"""What this service knows of other services' things, and the refusal when it does not."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import CustomerUnknown, LotUnknown, ProductUnknown
from .models import Customer, Lot, Product


def customer(session: Session, customer_id: UUID) -> Customer:
    known = session.get(Customer, customer_id)
    if known is None:
        raise CustomerUnknown("/customer_id")
    return known


def product(session: Session, product_id: UUID, pointer: str = "/product_id") -> Product:
    known = session.get(Product, product_id)
    if known is None:
        raise ProductUnknown(pointer)
    return known


def lot(session: Session, lot_id: UUID, pointer: str) -> Lot:
    known = session.get(Lot, lot_id)
    if known is None:
        raise LotUnknown(pointer)
    return known


def lot_numbered(session: Session, product_id: UUID, number: str, pointer: str) -> Lot:
    """The product's lot or serial number of this number."""
    numbered = select(Lot).where(Lot.product_id == product_id, Lot.lot == number).limit(1)
    known = session.scalars(numbered).first()
    if known is None:
        raise LotUnknown(pointer)
    return known


def lots_numbered(session: Session, product_id: UUID, number: str, pointer: str) -> list[Lot]:
    """The product's lot or serial number of this number, or all serial numbers of that batch."""
    of_batch = select(Lot).where(Lot.product_id == product_id, Lot.batch == number)
    found = list(session.scalars(of_batch.order_by(Lot.id)))
    return found or [lot_numbered(session, product_id, number, pointer)]
