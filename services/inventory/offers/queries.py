"""Questions about offers."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import Offer


def offers_of(
    session: Session, supplier_id: UUID, product_ids: Iterable[UUID]
) -> dict[UUID, Offer]:
    """What a supplier asks now for these products, by product."""
    query = select(Offer).where(
        Offer.supplier_id == supplier_id,
        Offer.product_id.in_(list(product_ids)),
        Offer.archived_at.is_(None),
    )
    return {offer.product_id: offer for offer in session.scalars(query)}
