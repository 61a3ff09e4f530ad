"""What is done to products: register, change, archive. Many at once take as few statements as one."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.bulk import insert_rows, update_rows
from chassis.data.database import lock
from chassis.data.journal import record
from chassis.errors import NotFound, StaleVersion, at_place
from chassis.ids import new_id
from chassis.transport.outbox import emit_each

from .. import events
from ..base import Change
from ..categories.models import Category
from ..categories.queries import category_named
from ..errors import (
    BarcodeTaken,
    CostingFixed,
    ProductCodeTaken,
    ProductInUse,
    TrackingFixed,
    UnitFixed,
)
from ..limits.commands import first_limits, put_limits
from . import queries, rules
from .models import Product, ProductUnit
from .names import Step, refuse_taken

ROWS: Any = Product.__table__
UNITS: Any = ProductUnit.__table__
Told = dict[str, Any]
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
FIXED = {"tracking": TrackingFixed, "costing": CostingFixed, "unit": UnitFixed}
"""What stock records follow from stays as it is once there are any."""


def register_product(session: Session, told: Told) -> UUID:
    """Enter a product; its code and barcode are nobody else's."""
    return register_products(session, [told])[0]


def register_products(session: Session, all_told: Sequence[Told]) -> list[UUID]:
    """Enter many products; with more than one a refusal names its place first."""
    units = [told.get("units") or [] for told in all_told]
    for place, told in enumerate(all_told):
        with at_place(place, all_told):
            rules.check(told)
            rules.check_units(told["unit"], units[place])
    made = [_new(told) for told in all_told]
    _refuse_taken(session, [{}] * len(made), made)
    _sort_in(session, made, all_told)
    insert_rows(session, ROWS, made)
    _write_units(session, made, units)
    for product, each in zip(made, units, strict=True):
        record(session, f"product/{product['id']}", None, state(product) | {"units": each})
    emit_each(session, map(events.product_registered, made, units))
    limits = [_limits_in(told) for told in all_told]
    first_limits(session, list(zip(made, limits, strict=True)))
    return [product["id"] for product in made]


def change_product(session: Session, product_id: UUID, version: int, change: Told) -> None:
    """Change what is said of a product, or move it in or out of the archive."""
    change_products(session, [(product_id, version, change)])


def change_products(session: Session, changes: Sequence[Change]) -> None:
    """Change many products, each named once; with more than one a refusal names its place first."""
    before = _seen(session, changes)
    said = [change for _, _, change in changes]
    ids = [product["id"] for product in before]
    limits = queries.limits_of(session, ids)
    for place, (product, change) in enumerate(zip(before, said, strict=True)):
        with at_place(place, changes):
            rules.check(limits[product["id"]] | state(product) | change)
    _refuse_fixed(session, before, said)
    after = [_changed(product, change) for product, change in zip(before, said, strict=True)]
    _refuse_taken(session, before, after)
    _sort_in(session, after, said)
    had = queries.units_of_all(session, ids)
    units = [change.get("units", had[n]) for n, change in zip(ids, said, strict=True)]
    for place, (product, each) in enumerate(zip(after, units, strict=True)):
        with at_place(place, changes):
            rules.check_units(product["unit"], each)
    _refuse_in_use(session, before, said)
    _give_up_barcodes(session, before, after)
    update_rows(session, ROWS, after)
    other = [place for place, change in enumerate(said) if "units" in change]
    _replace_units(session, [after[place] for place in other], [units[place] for place in other])
    for old, new, change in zip(before, after, said, strict=True):
        again = (had[old["id"]], change["units"]) if "units" in change else None
        _note(session, old, new, again)
    emit_each(session, map(events.product_changed, after, units))
    limited = [{name: change[name] for name in LIMITS if name in change} for change in said]
    put_limits(session, list(zip(ids, limited, strict=True)))


def restate_category(session: Session, category: Category) -> None:
    """The products of a renamed category carry its new name and are stated anew."""
    named = (ROWS.c.category_id == category.id, ROWS.c.category != category.name)
    query = select(ROWS).where(*named).order_by(ROWS.c.id).with_for_update(key_share=True)
    before = [dict(row) for row in session.execute(query).mappings()]
    after = [p | {"category": category.name, "version": p["version"] + 1} for p in before]
    update_rows(session, ROWS, after)
    for old, new in zip(before, after, strict=True):
        _note(session, old, new)
    units = queries.units_of_all(session, [product["id"] for product in after])
    emit_each(session, (events.product_changed(each, units[each["id"]]) for each in after))


def state(product: Any) -> Told:
    """A product's row as the journal compares it."""
    told = {name: product[name] for name in [*FIELDS, "category"]}
    return told | {"archived": product["archived_at"] is not None}


def _seen(session: Session, changes: Sequence[Change]) -> list[Told]:
    """The rows as they are, locked, if they are still as whoever changes them saw them."""
    wanted = ROWS.c.id.in_([product_id for product_id, _, _ in changes])
    query = select(ROWS).where(wanted).order_by(ROWS.c.id).with_for_update(key_share=True)
    there = {row["id"]: dict(row) for row in session.execute(query).mappings()}
    for place, (product_id, version, _) in enumerate(changes):
        with at_place(place, changes):
            if product_id not in there:
                raise NotFound
            if there[product_id]["version"] != version:
                raise StaleVersion(version=there[product_id]["version"])
    return [there[product_id] for product_id, _, _ in changes]


def _new(told: Told) -> Told:
    said = {name: told.get(name) for name in FIELDS} | {"category_id": None, "category": None}
    now = clock.now()
    archived = {"archived_at": now if told.get("archived") else None}
    return {"id": new_id(), "version": 1, "created_at": now} | archived | said


def _changed(product: Told, change: Told) -> Told:
    said = {name: change[name] for name in FIELDS if name in change}
    if "archived" in change:
        said["archived_at"] = clock.now() if change["archived"] else None
    return product | said | {"version": product["version"] + 1}


def _refuse_taken(session: Session, before: Sequence[Told], after: Sequence[Told]) -> None:
    for name, refusal in (("code", ProductCodeTaken), ("barcode", BarcodeTaken)):
        pairs = zip(before, after, strict=True)
        steps: list[Step] = [(new["id"], old.get(name), new[name]) for old, new in pairs]
        refuse_taken(session, name, steps, refusal)


def _give_up_barcodes(session: Session, before: Sequence[Told], after: Sequence[Told]) -> None:
    """A barcode that goes from one product to another is free before it is taken: the index looks
    row by row."""
    wanted = {product["barcode"] for product in after} - {None}
    pairs = zip(before, after, strict=True)
    left = [old["id"] for old, new in pairs if old["barcode"] not in (None, new["barcode"])]
    if left and wanted & {product["barcode"] for product in before if product["id"] in set(left)}:
        session.execute(update(ROWS).where(ROWS.c.id.in_(left)).values(barcode=None))


def _refuse_fixed(session: Session, before: Sequence[Told], said: Sequence[Told]) -> None:
    """A table of stock is asked by name: stock stands above products and is not imported here."""
    pairs = list(enumerate(zip(before, said, strict=True)))
    other = [p["id"] for _, (p, c) in pairs if any(c.get(n, p[n]) != p[n] for n in FIXED)]
    if not other:
        return
    lots = Product.metadata.tables["lots"]
    kept = set(session.scalars(select(lots.c.product_id).where(lots.c.product_id.in_(other))))
    for place, (product, change) in pairs:
        for name, refusal in FIXED.items():
            if product["id"] in kept and change.get(name, product[name]) != product[name]:
                with at_place(place, said):
                    raise refusal(f"/{name}", code=product["code"])


def _refuse_in_use(session: Session, before: Sequence[Told], said: Sequence[Told]) -> None:
    """Nothing of it is bought or sold once it is archived: stock would be left that nobody may sell.
    Pieces that come back afterwards are still taken, judged, used and scrapped.

    Stock stands still meanwhile; all its locks that the change needs are taken here, at once.
    """
    pairs = list(enumerate(zip(before, said, strict=True)))
    locked = [p["id"] for _, (p, c) in pairs if c.keys() & {"archived", *LIMITS}]
    lock(session, [f"product/{product_id}" for product_id in locked])
    going = [p["id"] for _, (p, c) in pairs if c.get("archived") and not p["archived_at"]]
    standing = queries.standing_against(session, going)
    for place, (product, _) in pairs:
        if product["id"] in standing:
            with at_place(place, said):
                raise ProductInUse("/archived", code=product["code"], **standing[product["id"]])


def _sort_in(session: Session, products: Sequence[Told], said: Sequence[Told]) -> None:
    """Forms name categories by code or name; each that is named is looked up once."""
    known: dict[str, Category] = {}
    for place, (product, told) in enumerate(zip(products, said, strict=True)):
        name = told.get("category", product["category"])
        if name == product["category"]:
            continue
        if name and name not in known:
            with at_place(place, said):
                known[name] = category_named(session, name)
        product["category_id"] = known[name].id if name else None
        product["category"] = known[name].name if name else None


def _write_units(session: Session, products: Sequence[Told], units: Sequence[list[Told]]) -> None:
    pairs = zip(products, units, strict=True)
    rows = [{"id": new_id(), "product_id": p["id"], **one} for p, each in pairs for one in each]
    insert_rows(session, UNITS, rows)


def _replace_units(session: Session, products: Sequence[Told], units: Sequence[list[Told]]) -> None:
    if products:
        of_them = UNITS.c.product_id.in_([product["id"] for product in products])
        session.execute(delete(UNITS).where(of_them))
        _write_units(session, products, units)


def _note(
    session: Session, old: Told, new: Told, units: tuple[list[Told], list[Told]] | None = None
) -> None:
    before, after = state(old), state(new)
    if units:
        before["units"], after["units"] = units
    record(session, f"product/{new['id']}", before, after)


def _limits_in(told: Told) -> Told:
    return {name: told[name] for name in LIMITS if told.get(name) is not None}
