"""Questions about demands: who waits in a queue, and whose reservations stand on a product."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.data.clauses import fixed

from ..stock.slots import NONE, Slot
from .models import DemandLine


def next_in_queue(session: Session, slot: Slot) -> set[UUID]:
    """The orders that what is free of a product in a warehouse can serve, first come first."""
    query = _lines_of(slot).where(DemandLine.backordered > fixed(0))
    query = query.order_by(DemandLine.queued_at, DemandLine.order_id, DemandLine.id)
    served, promised = set(), NONE
    for order_id, lot, serials, backordered in session.execute(query):
        names = serials or ([lot] if lot else [])
        if names:
            if any(here.unnamed for here in slot.lots if here.lot.number in names):
                served.add(order_id)
        elif promised < slot.balance.free:
            promised += backordered
            served.add(order_id)
    return served


def waited_for(session: Session, product_ids: set[UUID]) -> set[tuple[UUID, UUID]]:
    """Of these products, where some order waits for them: (product, warehouse)."""
    query = select(DemandLine.product_id, DemandLine.warehouse_id).distinct()
    query = query.where(DemandLine.product_id.in_(product_ids), DemandLine.backordered > fixed(0))
    return {(row.product_id, row.warehouse_id) for row in session.execute(query)}


def with_reservations(session: Session, slot: Slot) -> set[UUID]:
    """The orders for which a product is reserved in a warehouse."""
    query = _lines_of(slot).where(DemandLine.reserved > fixed(0))
    return {row.order_id for row in session.execute(query)}


def products_of(session: Session, order_id: UUID) -> list[UUID]:
    """The products of an order's lines; lines never change theirs."""
    query = select(DemandLine.product_id).where(DemandLine.order_id == order_id).distinct()
    return list(session.scalars(query))


def _lines_of(slot: Slot) -> Any:
    query = select(DemandLine.order_id, DemandLine.lot, DemandLine.serials, DemandLine.backordered)
    return query.where(
        DemandLine.product_id == slot.balance.product_id,
        DemandLine.warehouse_id == slot.balance.warehouse_id,
    )
