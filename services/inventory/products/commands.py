"""What is done to products: register, change, archive."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import lock
from chassis.data.journal import record
from chassis.errors import NotFound, StaleVersion, at_place
from chassis.ids import new_id
from chassis.transport.outbox import emit

from .. import events
from ..errors import BarcodeTaken, CostingFixed, ProductCodeTaken, TrackingFixed
from . import rules
from .models import Product

FIELDS = [
    "code",
    "name",
    "model",
    "barcode",
    "unit",
    "category",
    "description",
    "tracking",
    "costing",
    "automotive",
    "warranty",
    "warranty_months",
    "tax_rate",
    "sale_price",
    "minimum",
    "maximum",
]


def register_product(session: Session, told: dict[str, Any]) -> Product:
    """Enter a product; its code and barcode are nobody else's."""
    return register_products(session, [told])[0]


def register_products(session: Session, all_told: Sequence[dict[str, Any]]) -> list[Product]:
    """Enter many products in few statements; with more than one a refusal names its place first."""
    for place, told in enumerate(all_told):
        with at_place(place, all_told):
            rules.check(told)
    _refuse_any_taken(session, "code", all_told, ProductCodeTaken)
    _refuse_any_taken(session, "barcode", all_told, BarcodeTaken)
    made = [_new(told) for told in all_told]
    session.add_all(made)
    session.flush()
    for product in made:
        record(session, f"product/{product.id}", None, state(product))
    emit(session, *(events.product_registered(product) for product in made))
    return made


def change_product(
    session: Session, product_id: UUID, version: int, change: dict[str, Any]
) -> Product:
    """Change what is said of a product, or move it in or out of the archive."""
    product = _product(session, product_id, version)
    before = state(product)
    rules.check(before | change)
    _refuse_another(session, product, change, "tracking", TrackingFixed)
    _refuse_another(session, product, change, "costing", CostingFixed)
    if "archived" in change:
        product.archived_at = clock.now() if change["archived"] else None
    _set(session, product, {name: change[name] for name in FIELDS if name in change})
    product.version += 1
    session.flush()
    record(session, f"product/{product.id}", before, state(product))
    emit(session, events.product_changed(product))
    return product


def state(product: Product) -> dict[str, Any]:
    """A product as the journal compares it."""
    told = {name: getattr(product, name) for name in FIELDS}
    return told | {"archived": product.archived_at is not None}


def _product(session: Session, product_id: UUID, version: int) -> Product:
    product = session.get(Product, product_id, with_for_update=True)
    if product is None:
        raise NotFound
    if product.version != version:
        raise StaleVersion(version=product.version)
    return product


def _new(told: dict[str, Any]) -> Product:
    said = {name: told.get(name) for name in FIELDS}
    return Product(id=new_id(), version=1, created_at=clock.now(), archived_at=None, **said)


def _set(session: Session, product: Product, told: dict[str, Any]) -> None:
    _refuse_taken(session, product, "code", told.get("code"), ProductCodeTaken)
    _refuse_taken(session, product, "barcode", told.get("barcode"), BarcodeTaken)
    for name, value in told.items():
        setattr(product, name, value)


def _refuse_any_taken(
    session: Session, name: str, all_told: Sequence[dict[str, Any]], refusal: type[Any]
) -> None:
    wanted = {place: told[name] for place, told in enumerate(all_told) if told.get(name)}
    lock(session, [f"product-{name}/{value}" for value in wanted.values()])
    column = getattr(Product, name)
    taken = set(session.scalars(select(column).where(column.in_(wanted.values()))))
    for place, value in wanted.items():
        if value in taken:
            with at_place(place, all_told):
                raise refusal(f"/{name}", **{name: value})
        taken.add(value)


def _refuse_taken(
    session: Session, product: Product, name: str, value: str | None, refusal: type[Any]
) -> None:
    if not value:
        return
    lock(session, [f"product-{name}/{value}"])
    same = select(Product.id).where(getattr(Product, name) == value, Product.id != product.id)
    if session.execute(same).first():
        raise refusal(f"/{name}", **{name: value})


def _refuse_another(
    session: Session, product: Product, change: dict[str, Any], name: str, refusal: type[Any]
) -> None:
    """What stock records follow from stays as it is once there are any. A table of stock is asked
    by name: stock stands above products and is not imported here."""
    if change.get(name, getattr(product, name)) == getattr(product, name):
        return
    lots = Product.metadata.tables["lots"]
    if session.scalar(select(exists().where(lots.c.product_id == product.id))):
        raise refusal(f"/{name}", code=product.code)
