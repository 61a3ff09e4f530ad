"""Questions about products."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import ProductUnknown
from .models import Product


def product_named(session: Session, product_id: UUID, pointer: str = "/product_id") -> Product:
    """The product a form names; raises ProductUnknown with a pointer to the field."""
    product = session.get(Product, product_id)
    if product is None:
        raise ProductUnknown(pointer, product=product_id)
    return product


def products_by_id(session: Session, product_ids: Iterable[UUID]) -> dict[UUID, Product]:
    """Those of these products that exist."""
    query = select(Product).where(Product.id.in_(set(product_ids)))
    return {product.id: product for product in session.scalars(query)}
