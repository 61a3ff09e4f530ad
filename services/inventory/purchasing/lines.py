"""Lines of purchase orders as they are written: unit, price proposed from the offer, what may come."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from chassis.ids import new_id

from ..errors import LinePriceMissing, ProductArchived, ProductUnknown, QuantityUnitMissing
from ..offers.models import Offer
from ..offers.queries import offers_of
from ..products.models import Product
from ..products.queries import factor_of, products_by_id
from ..products.rules import pieces, refuse_part
from ..suppliers.models import Supplier
from ..suppliers.queries import supplier_named
from . import queries, rules
from .models import PurchaseOrder, PurchaseOrderLine

Told = dict[str, Any]
AS_TOLD = ("product_id", "quantity", "unit", "unit_price", "tax_rate", "tolerance")


@dataclass(frozen=True, slots=True)
class _Writing:
    """What the lines of one order are written from."""

    session: Session
    order: PurchaseOrder
    supplier: Supplier
    products: dict[UUID, Product]
    offers: dict[UUID, Offer]


def make_lines(session: Session, order: PurchaseOrder, told: list[Told]) -> list[PurchaseOrderLine]:
    """The lines of an order with their amounts, and the order's totals set to their sums."""
    products = products_by_id(session, [line["product_id"] for line in told])
    supplier = supplier_named(session, order.supplier_id)
    offers = offers_of(session, order.supplier_id, products)
    writing = _Writing(session, order, supplier, products, offers)
    lines = [_line(writing, line, f"/lines/{place}") for place, line in enumerate(told)]
    for name, amount in rules.totals(lines).items():
        setattr(order, name, amount)
    return lines


def replace_lines(session: Session, order: PurchaseOrder, told: list[Told] | None) -> None:
    """New lines, or the same ones reckoned again in another price mode or for another warehouse."""
    if told is None:
        known = queries.lines_of(session, order.id)
        told = [{name: getattr(line, name) for name in AS_TOLD} for line in known]
    lines = make_lines(session, order, told)
    session.execute(delete(PurchaseOrderLine).where(PurchaseOrderLine.order_id == order.id))
    session.add_all(lines)
    session.flush()


def _line(writing: _Writing, told: Told, pointer: str) -> PurchaseOrderLine:
    order, product = writing.order, _product(writing, told["product_id"], pointer)
    offer = writing.offers.get(product.id)
    rate = told.get("tax_rate", product.tax_rate)
    unit = _unit(told, product, offer, pointer)
    factor = factor_of(writing.session, product, unit, f"{pointer}/unit")
    quantity = told["quantity"]
    price = _price(writing, told, product, (unit, rate, pointer))
    ordered = pieces(quantity, factor, f"{pointer}/quantity")
    refuse_part(product, ordered, f"{pointer}/quantity")
    tolerance = _tolerance(told.get("tolerance"), offer, writing.supplier, product)
    return PurchaseOrderLine(
        id=new_id(),
        order_id=order.id,
        product_id=product.id,
        warehouse_id=order.warehouse_id,
        quantity=quantity,
        unit=unit,
        factor=factor,
        pieces=ordered,
        unit_price=price,
        tax_rate=rate,
        tolerance=tolerance,
        allowed=rules.most_allowed(ordered, tolerance),
        received=Decimal(0),
        cancelled=Decimal(0),
        open=ordered,
        **rules.amounts(quantity, price, rate, order.price_mode),
    )


def _product(writing: _Writing, product_id: UUID, pointer: str) -> Product:
    product = writing.products.get(product_id)
    if product is None:
        raise ProductUnknown(f"{pointer}/product_id", product=product_id)
    if product.archived_at is not None:
        raise ProductArchived(f"{pointer}/product_id", code=product.code)
    return product


def _unit(told: Told, product: Product, offer: Offer | None, pointer: str) -> str:
    """The unit of the form, else the one that the offer's price is for, which the line takes too; a
    price of its own says its unit where that could be another one than the stock's."""
    if told.get("unit"):
        return told["unit"]
    bought = (offer and offer.unit) or product.unit
    if bought != product.unit and told.get("unit_price") is not None:
        units = {"bought": bought, "stocked": product.unit}
        raise QuantityUnitMissing(f"{pointer}/unit", code=product.code, **units)
    return bought


def _price(
    writing: _Writing, told: Told, product: Product, at: tuple[str, Decimal, str]
) -> Decimal:
    """The price of the form, else what the supplier's offer asks for this unit."""
    unit, rate, pointer = at
    if told.get("unit_price") is not None:
        return told["unit_price"]
    offer = writing.offers.get(product.id)
    if offer is None or (offer.unit or product.unit) != unit:
        raise LinePriceMissing(f"{pointer}/unit_price", code=product.code)
    return rules.in_mode(offer.price, offer.price_mode, writing.order.price_mode, rate)


def _tolerance(
    told: Decimal | None, offer: Offer | None, supplier: Supplier, product: Product
) -> Decimal:
    """The nearest that says one: line, offer, supplier, product; else nothing beyond the order."""
    wider = (offer.tolerance if offer else None, supplier.tolerance, product.tolerance)
    return next((each for each in (told, *wider) if each is not None), Decimal(0))
