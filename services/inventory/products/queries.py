"""Questions about products."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import ProductUnknown, UnitUnknown
from ..limits.models import Limit
from ..warehouses.queries import warehouse_named
from .models import Product, ProductUnit


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


def units_of(session: Session, product_id: UUID) -> list[dict[str, Any]]:
    """The further units of a product with their factors, as they were written."""
    query = select(ProductUnit.unit, ProductUnit.factor).where(ProductUnit.product_id == product_id)
    return [dict(row) for row in session.execute(query.order_by(ProductUnit.id)).mappings()]


def limits_of(session: Session, product_ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """The limits of each of these products in the default warehouse, None where it has none."""
    here = (
        Limit.product_id.in_(product_ids),
        Limit.warehouse_id == warehouse_named(session, None).id,
    )
    query = select(Limit.product_id, Limit.minimum, Limit.maximum).where(*here)
    found = {row.product_id: row for row in session.execute(query)}
    return {
        each: {name: getattr(found.get(each), name, None) for name in ("minimum", "maximum")}
        for each in product_ids
    }


def factor_of(session: Session, product: Product, unit: str | None, pointer: str) -> Decimal:
    """How many stock units one of this unit is; raises UnitUnknown."""
    if unit is None or unit == product.unit:
        return Decimal(1)
    for each in units_of(session, product.id):
        if each["unit"] == unit:
            return each["factor"]
    raise UnitUnknown(pointer, unit=unit, code=product.code)
