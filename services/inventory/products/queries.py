"""Questions about products."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, true
from sqlalchemy.orm import Session

from chassis.data.clauses import fixed
from chassis.data.types import Quantity

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
    return units_of_all(session, [product_id])[product_id]


def units_of_all(session: Session, product_ids: Sequence[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """The same of each of these products."""
    if not product_ids:
        return {}
    query = select(ProductUnit.product_id, ProductUnit.unit, ProductUnit.factor)
    query = query.where(ProductUnit.product_id.in_(product_ids)).order_by(ProductUnit.id)
    units: dict[UUID, list[dict[str, Any]]] = {product_id: [] for product_id in product_ids}
    for row in session.execute(query):
        units[row.product_id].append({"unit": row.unit, "factor": row.factor})
    return units


def limits_of(session: Session, product_ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """The limits of each of these products in the default warehouse, None where it has none."""
    if not product_ids:
        return {}
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


def standing_against(
    session: Session, product_ids: Sequence[UUID]
) -> dict[UUID, dict[str, Decimal]]:
    """Of those of these products that are in use: pieces that are there, that customers wait for, and that
    suppliers are to bring by checked orders. Tables of what stands above products are asked by name."""
    if not product_ids:
        return {}
    tables = Product.metadata.tables
    pool, demand, line = (
        tables[name].c for name in ("pools", "demand_lines", "purchase_order_lines")
    )
    orders = tables["purchase_orders"].c
    checked = select(orders.id).where(orders.id == line.order_id, orders.status != "draft").exists()
    counted = {
        "stock": (pool.product_id, pool.quantity + pool.quarantine_quantity, true()),
        "promised": (demand.product_id, demand.reserved + demand.backordered, true()),
        "coming": (line.product_id, line.open, checked),
    }
    found: dict[UUID, dict[str, Decimal]] = {}
    for name, (product, pieces, where) in counted.items():
        query = select(product, func.sum(pieces, type_=Quantity)).where(where, pieces > fixed(0))
        for product_id, total in session.execute(
            query.where(product.in_(product_ids)).group_by(product)
        ):
            found.setdefault(product_id, dict.fromkeys(counted, Decimal(0)))[name] = total
    return found


def factor_of(session: Session, product: Product, unit: str | None, pointer: str) -> Decimal:
    """How many stock units one of this unit is; raises UnitUnknown."""
    further = [] if unit in (None, product.unit) else units_of(session, product.id)
    return factor_among(further, product, unit, pointer)


def factor_among(
    further: Sequence[dict[str, Any]], product: Product, unit: str | None, pointer: str
) -> Decimal:
    """The same where the product's further units are in hand."""
    if unit is None or unit == product.unit:
        return Decimal(1)
    for each in further:
        if each["unit"] == unit:
            return each["factor"]
    raise UnitUnknown(pointer, unit=unit, code=product.code)
