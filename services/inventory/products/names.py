"""Codes and barcodes of products: each is one product's alone."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.data.database import lock
from chassis.errors import at_place

from .models import Product

Step = tuple[UUID, str | None, str | None]
"""A product, the code or barcode it has, and the one it is to have."""


def refuse_taken(session: Session, name: str, steps: Sequence[Step], refusal: type[Any]) -> None:
    """Refuse what another product has; what one of the steps gives up a later one may take."""
    wanted = [new for _, old, new in steps if new and new != old]
    if not wanted:
        return
    lock(session, [f"product-{name}/{value}" for value in wanted])
    column = getattr(Product, name)
    there = session.execute(select(column, Product.id).where(column.in_(wanted)))
    owners: dict[str | None, UUID] = {row[0]: row.id for row in there}
    for place, (product_id, old, new) in enumerate(steps):
        if new == old:
            continue
        if new and owners.get(new, product_id) != product_id:
            with at_place(place, steps):
                raise refusal(f"/{name}", **{name: new})
        if old and owners.get(old) == product_id:
            del owners[old]
        if new:
            owners[new] = product_id
