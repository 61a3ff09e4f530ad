"""Questions about replenishment: what is short now, with what should be ordered of it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..limits import levels
from ..limits.models import Limit
from ..offers.models import Offer
from ..products.models import Product
from .choosing import CHOSEN, FACTOR
from .rules import with_need

_SHORT = (
    select(
        Limit.id,
        Limit.product_id,
        Limit.warehouse_id,
        Limit.minimum,
        Limit.maximum,
        Product.code,
        levels.PROJECTED.label("projected"),
        Offer.supplier_id,
        Offer.unit,
        Offer.minimum_order,
        Offer.pack,
        Offer.lead_days,
        Offer.price_mode,
        FACTOR.label("factor"),
    )
    .join(Product, Product.id == Limit.product_id)
    .outerjoin(Offer, Offer.id == CHOSEN)
    .where(Limit.below_since.is_not(None), Product.archived_at.is_(None))
    .order_by(Limit.id)
)


def products_short(session: Session, limit_ids: Iterable[UUID] | None) -> list[UUID]:
    """The products of these limits, or of all that are below their minimum."""
    query = select(Limit.product_id).distinct()
    which = Limit.below_since.is_not(None) if limit_ids is None else Limit.id.in_(list(limit_ids))
    return list(session.scalars(query.where(which)))


def proposals(session: Session, limit_ids: Iterable[UUID] | None) -> list[dict[str, Any]]:
    """What is proposed now, of these limits or of all."""
    query = _SHORT if limit_ids is None else _SHORT.where(Limit.id.in_(list(limit_ids)))
    return [with_need(dict(row)) for row in session.execute(query).mappings()]
