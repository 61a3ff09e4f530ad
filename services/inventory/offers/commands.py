"""What is done to offers: enter, change, archive, prefer."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import lock
from chassis.data.journal import record
from chassis.errors import NotFound, StaleVersion, at_place
from chassis.ids import new_id

from ..base import Change, write_alike
from ..errors import OfferExists, ProductUnknown, SupplierUnknown
from ..products.models import Product
from ..products.queries import factor_among, products_by_id, units_of_all
from ..suppliers.models import Supplier
from .models import Offer

Told = dict[str, Any]

FIELDS = [
    "supplier_code",
    "unit",
    "price",
    "price_mode",
    "currency",
    "lead_days",
    "minimum_order",
    "pack",
    "tolerance",
    "preferred",
    "remark",
]


def enter_offer(session: Session, told: Told) -> UUID:
    """Note what a supplier asks for a product; one offer per supplier and product."""
    return enter_offers(session, [told])[0]


def enter_offers(session: Session, all_told: Sequence[Told]) -> list[UUID]:
    """Enter many; with more than one a refusal names its place first."""
    products = products_by_id(session, [told["product_id"] for told in all_told])
    lock_offers(session, products)
    _refuse_unknown(session, all_told, products)
    _check_units(session, [(products[told["product_id"]], told) for told in all_told])
    made = [_new(told) for told in all_told]
    _prefer(session, [offer for offer in made if offer.preferred])
    session.add_all(made)
    session.flush()
    for offer in made:
        ids = {"product_id": offer.product_id, "supplier_id": offer.supplier_id}
        record(session, _thing(offer), None, ids | state(offer))
    return [offer.id for offer in made]


def change_offer(session: Session, offer_id: UUID, version: int, change: Told) -> None:
    """Change what a supplier asks, or archive it: it is proposed no more."""
    change_offers(session, [(offer_id, version, change)])


def change_offers(session: Session, changes: Sequence[Change]) -> None:
    """Change many, each named once; with more than one a refusal names its place first."""
    offers = _seen(session, changes)
    products = products_by_id(session, [offer.product_id for offer in offers])
    said = [change for _, _, change in changes]
    pairs = list(zip(offers, said, strict=True))
    _check_units(session, [(products[offer.product_id], change) for offer, change in pairs])
    before = [state(offer) for offer in offers]
    gaining = [offer for offer, change in pairs if _change(offer, change)]
    write_alike(offers, [*FIELDS, "archived_at"])
    session.flush()
    for offer, was in zip(offers, before, strict=True):
        preferred = {"preferred": offer.preferred or offer in gaining}
        record(session, _thing(offer), was, state(offer) | preferred)
    _prefer(session, gaining)


def _refuse_unknown(
    session: Session, all_told: Sequence[Told], products: Mapping[UUID, Product]
) -> None:
    suppliers = {told["supplier_id"] for told in all_told}
    known = set(session.scalars(select(Supplier.id).where(Supplier.id.in_(suppliers))))
    query = select(Offer.product_id, Offer.supplier_id).where(Offer.product_id.in_(products))
    there = {(row.product_id, row.supplier_id) for row in session.execute(query)}
    for place, told in enumerate(all_told):
        product_id, supplier_id = told["product_id"], told["supplier_id"]
        with at_place(place, all_told):
            if product_id not in products:
                raise ProductUnknown("/product_id", product=product_id)
            if supplier_id not in known:
                raise SupplierUnknown("/supplier_id", supplier=supplier_id)
            if (product_id, supplier_id) in there:
                raise OfferExists("/supplier_id")
        there.add((product_id, supplier_id))


def _check_units(session: Session, told: Sequence[tuple[Product, Told]]) -> None:
    """Refuse a purchase unit that its product doesn't have."""
    other = {p.id for p, said in told if said.get("unit") not in (None, p.unit)}
    units = units_of_all(session, list(other)) if other else {}
    for place, (product, said) in enumerate(told):
        with at_place(place, told):
            factor_among(units.get(product.id, []), product, said.get("unit"), "/unit")


def _seen(session: Session, changes: Sequence[Change]) -> list[Offer]:
    """The offers, locked, if they are still as whoever changes them saw them."""
    wanted = Offer.id.in_([offer_id for offer_id, _, _ in changes])
    lock_offers(session, session.scalars(select(Offer.product_id).where(wanted)))
    query = select(Offer).where(wanted).order_by(Offer.id).with_for_update()
    fresh = session.scalars(query.execution_options(populate_existing=True))
    there = {offer.id: offer for offer in fresh}
    for place, (offer_id, version, _) in enumerate(changes):
        with at_place(place, changes):
            if offer_id not in there:
                raise NotFound
            if there[offer_id].version != version:
                raise StaleVersion(version=there[offer_id].version)
    return [there[offer_id] for offer_id, _, _ in changes]


def _new(told: Told) -> Offer:
    ids = {"product_id": told["product_id"], "supplier_id": told["supplier_id"]}
    archived_at = clock.now() if told.get("archived") else None
    made = {"id": new_id(), "version": 1, "created_at": clock.now(), "archived_at": archived_at}
    said = {name: told.get(name) for name in FIELDS}
    said["preferred"] = bool(said["preferred"]) and archived_at is None
    return Offer(**made, **ids, **said)


def _change(offer: Offer, change: Told) -> bool:
    """Set all but a new preference, which another offer has to give up first; returns whether
    there is one."""
    was = offer.preferred
    if "archived" in change:
        offer.archived_at = clock.now() if change["archived"] else None
    for name in FIELDS:
        setattr(offer, name, change.get(name, getattr(offer, name)))
    offer.version += 1
    wanted = offer.preferred and offer.archived_at is None
    offer.preferred = wanted and was
    return wanted and not was


def _prefer(session: Session, offers: Sequence[Offer]) -> None:
    """Prefer these offers and no other of their products: those give it up first."""
    chosen = {offer.product_id: offer.id for offer in offers}
    others = (Offer.product_id.in_(chosen), Offer.id.not_in(chosen.values()), Offer.preferred)
    found = session.scalars(select(Offer.id).where(*others)).all() if chosen else ()
    if found:
        away = update(Offer).where(Offer.id.in_(found))
        session.execute(away.values(preferred=False, version=Offer.version + 1))
    for other in found:
        record(session, f"offer/{other}", {"preferred": True}, {"preferred": False})
    for offer in offers:
        offer.preferred = True


def state(offer: Offer) -> dict[str, Any]:
    """An offer as the journal compares it."""
    told = {name: getattr(offer, name) for name in FIELDS}
    return told | {"archived": offer.archived_at is not None}


def lock_offers(session: Session, product_ids: Iterable[UUID]) -> None:
    """Let nobody else enter or change an offer of these products; whoever does many locks all first."""
    lock(session, [f"offers/{product_id}" for product_id in product_ids])


def _thing(offer: Offer) -> str:
    return f"offer/{offer.id}"
