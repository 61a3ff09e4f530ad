"""What is done to products: register, change, archive."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import lock
from chassis.data.journal import record
from chassis.errors import NotFound, StaleVersion, at_place
from chassis.ids import new_id
from chassis.transport.outbox import emit

from .. import events
from ..categories.models import Category
from ..categories.queries import category_named
from ..errors import BarcodeTaken, CostingFixed, ProductCodeTaken, TrackingFixed, UnitFixed
from ..limits.commands import first_limits, put_limit
from ..warehouses.queries import warehouse_named
from . import queries, rules
from .models import Product, ProductUnit

FIELDS = [
    "code",
    "name",
    "model",
    "barcode",
    "unit",
    "description",
    "tracking",
    "costing",
    "automotive",
    "warranty",
    "warranty_months",
    "tax_rate",
    "tolerance",
    "sale_price",
]
LIMITS = ["minimum", "maximum"]


def register_product(session: Session, told: dict[str, Any]) -> Product:
    """Enter a product; its code and barcode are nobody else's."""
    return register_products(session, [told])[0]


def register_products(session: Session, all_told: Sequence[dict[str, Any]]) -> list[Product]:
    """Enter many products in few statements; with more than one a refusal names its place first."""
    for place, told in enumerate(all_told):
        with at_place(place, all_told):
            rules.check(told)
            rules.check_units(told["unit"], told.get("units") or [])
    _refuse_any_taken(session, "code", all_told, ProductCodeTaken)
    _refuse_any_taken(session, "barcode", all_told, BarcodeTaken)
    made = [_new(told) for told in all_told]
    _sort_all(session, made, all_told)
    session.add_all(made)
    session.flush()
    units = [told.get("units") or [] for told in all_told]
    session.add_all(_units(product, each) for product, each in _pairs(made, units))
    session.flush()
    for product, each in zip(made, units, strict=True):
        record(session, f"product/{product.id}", None, state(product) | {"units": each})
    emit(session, *(events.product_registered(p, u) for p, u in zip(made, units, strict=True)))
    first_limits(session, [(p.id, _limits_in(t)) for p, t in zip(made, all_told, strict=True)])
    return made


def change_product(
    session: Session, product_id: UUID, version: int, change: dict[str, Any]
) -> Product:
    """Change what is said of a product, or move it in or out of the archive."""
    product = _product(session, product_id, version)
    before = state(product)
    rules.check(queries.limits_of(session, [product.id])[product.id] | before | change)
    _refuse_another(session, product, change, "tracking", TrackingFixed)
    _refuse_another(session, product, change, "costing", CostingFixed)
    _refuse_another(session, product, change, "unit", UnitFixed)
    if "archived" in change:
        product.archived_at = clock.now() if change["archived"] else None
    _set(session, product, {name: change[name] for name in FIELDS if name in change})
    _sort_into(session, product, change)
    units = change.get("units", queries.units_of(session, product.id))
    rules.check_units(product.unit, units)
    if "units" in change:
        before["units"] = queries.units_of(session, product.id)
        _set_units(session, product, units)
    product.version += 1
    session.flush()
    after = state(product) | ({"units": units} if "units" in change else {})
    record(session, f"product/{product.id}", before, after)
    emit(session, events.product_changed(product, units))
    _set_limits(session, product, change)
    return product


def restate_category(session: Session, category: Category) -> None:
    """The products of a renamed category carry its new name and are stated anew."""
    named = (Product.category_id == category.id, Product.category != category.name)
    query = select(Product).where(*named).order_by(Product.id).with_for_update()
    for product in session.scalars(query).all():
        before = state(product)
        product.category = category.name
        product.version += 1
        record(session, f"product/{product.id}", before, state(product))
        emit(session, events.product_changed(product, queries.units_of(session, product.id)))


def state(product: Product) -> dict[str, Any]:
    """A product as the journal compares it."""
    told = {name: getattr(product, name) for name in [*FIELDS, "category"]}
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


def _sort_all(
    session: Session, made: Sequence[Product], all_told: Sequence[dict[str, Any]]
) -> None:
    """Forms name categories by code or name; each that is named is looked up once."""
    known: dict[str, Category] = {}
    for place, told in enumerate(all_told):
        name = told.get("category")
        if name and name not in known:
            with at_place(place, all_told):
                known[name] = category_named(session, name)
        if name:
            made[place].category_id = known[name].id
            made[place].category = known[name].name


def _pairs(made: Sequence[Product], units: Sequence[list[Any]]) -> list[tuple[Product, Any]]:
    pairs = zip(made, units, strict=True)
    return [(product, each) for product, of_product in pairs for each in of_product]


def _units(product: Product, told: dict[str, Any]) -> ProductUnit:
    return ProductUnit(id=new_id(), product_id=product.id, **told)


def _limits_in(told: dict[str, Any]) -> dict[str, Any]:
    return {name: told[name] for name in LIMITS if told.get(name) is not None}


def _sort_into(session: Session, product: Product, told: dict[str, Any]) -> None:
    """A form names a category by its code or name."""
    if "category" not in told or told["category"] == product.category:
        return
    category = category_named(session, told["category"]) if told["category"] else None
    product.category_id = category.id if category else None
    product.category = category.name if category else None


def _set_units(session: Session, product: Product, units: list[dict[str, Any]]) -> None:
    session.execute(delete(ProductUnit).where(ProductUnit.product_id == product.id))
    session.add_all(_units(product, each) for each in units)
    session.flush()


def _set_limits(session: Session, product: Product, told: dict[str, Any]) -> None:
    """The limits of the product's form are those in the default warehouse."""
    limits = {name: told[name] for name in LIMITS if name in told}
    if limits:
        put_limit(session, product.id, warehouse_named(session, None).id, limits)


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
