"""What is done to offers: enter, change, archive, prefer."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import lock
from chassis.data.journal import record
from chassis.errors import NotFound, StaleVersion, at_place
from chassis.ids import new_id

from ..errors import OfferExists
from ..products.queries import factor_of, product_named
from ..suppliers.queries import supplier_named
from .models import Offer

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


def enter_offer(session: Session, told: dict[str, Any]) -> Offer:
    """Note what a supplier asks for a product; one offer per supplier and product."""
    product_id, supplier_id = told["product_id"], told["supplier_id"]
    product_named(session, product_id)
    supplier_named(session, supplier_id)
    lock_offers(session, [product_id])
    same = (Offer.product_id == product_id, Offer.supplier_id == supplier_id)
    if session.scalar(select(exists().where(*same))):
        raise OfferExists("/supplier_id")
    offer = Offer(id=new_id(), version=1, product_id=product_id, supplier_id=supplier_id)
    offer.created_at = clock.now()
    _set(session, offer, {name: told.get(name) for name in FIELDS})
    session.add(offer)
    session.flush()
    ids = {"product_id": product_id, "supplier_id": supplier_id}
    record(session, _thing(offer), None, ids | state(offer))
    return offer


def enter_offers(session: Session, all_told: Sequence[dict[str, Any]]) -> list[Offer]:
    """Enter many; with more than one a refusal names its place first."""
    made = []
    for place, told in enumerate(all_told):
        with at_place(place, all_told):
            made.append(enter_offer(session, told))
    return made


def change_offer(session: Session, offer_id: UUID, version: int, change: dict[str, Any]) -> Offer:
    """Change what a supplier asks, or archive it: it is proposed no more."""
    offer = session.get(Offer, offer_id)
    if offer is None:
        raise NotFound
    lock_offers(session, [offer.product_id])
    session.refresh(offer, with_for_update=True)
    if offer.version != version:
        raise StaleVersion(version=offer.version)
    before = state(offer)
    if "archived" in change:
        offer.archived_at = clock.now() if change["archived"] else None
    _set(session, offer, {name: change[name] for name in FIELDS if name in change})
    offer.preferred = offer.preferred and offer.archived_at is None
    offer.version += 1
    session.flush()
    record(session, _thing(offer), before, state(offer))
    return offer


def _set(session: Session, offer: Offer, told: dict[str, Any]) -> None:
    if told.get("unit"):
        factor_of(session, product_named(session, offer.product_id), told["unit"], "/unit")
    if told.get("preferred"):
        _prefer_no_other(session, offer)
    for name, value in told.items():
        setattr(offer, name, value)


def _prefer_no_other(session: Session, offer: Offer) -> None:
    others = (Offer.product_id == offer.product_id, Offer.id != offer.id, Offer.preferred)
    for other in session.scalars(select(Offer.id).where(*others)).all():
        away = update(Offer).where(Offer.id == other)
        session.execute(away.values(preferred=False, version=Offer.version + 1))
        record(session, f"offer/{other}", {"preferred": True}, {"preferred": False})


def state(offer: Offer) -> dict[str, Any]:
    """An offer as the journal compares it."""
    told = {name: getattr(offer, name) for name in FIELDS}
    return told | {"archived": offer.archived_at is not None}


def lock_offers(session: Session, product_ids: Iterable[UUID]) -> None:
    """Let nobody else enter or change an offer of these products; whoever does many locks all first."""
    lock(session, [f"offers/{product_id}" for product_id in product_ids])


def _thing(offer: Offer) -> str:
    return f"offer/{offer.id}"
