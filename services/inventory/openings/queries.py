"""Questions about opening balances: what moved already, what is proposed already, which lots exist."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.data.clauses import fixed
from chassis.errors import NotFound

from ..demands.models import DemandLine
from ..stock.models import Balance, Lot
from .models import Opening, OpeningLine
from .rules import PROPOSED


def opening_to_change(session: Session, opening_id: UUID) -> Opening:
    """The opening balances, locked until the commit; raises NotFound."""
    found = session.get(Opening, opening_id, with_for_update=True)
    if found is None:
        raise NotFound
    return found


def lines_of(session: Session, opening_id: UUID) -> list[OpeningLine]:
    """Their lines as they were written."""
    query = select(OpeningLine).where(OpeningLine.opening_id == opening_id)
    return list(session.scalars(query.order_by(OpeningLine.id)))


def moved(session: Session, warehouse_id: UUID, product_ids: Iterable[UUID]) -> set[UUID]:
    """Which of these products moved in the warehouse already: each movement leaves its mark there."""
    query = select(Balance.product_id).where(
        Balance.warehouse_id == warehouse_id, Balance.moved_at.is_not(None)
    )
    return set(session.scalars(query.where(Balance.product_id.in_(list(product_ids)))))


def proposed(session: Session, warehouse_id: UUID, product_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Which of these products wait for a signature already, and under which number."""
    query = select(OpeningLine.product_id, Opening.number).join(
        Opening, Opening.id == OpeningLine.opening_id
    )
    query = query.where(Opening.warehouse_id == warehouse_id, Opening.status == PROPOSED)
    rows = session.execute(query.where(OpeningLine.product_id.in_(list(product_ids))))
    return {row.product_id: row.number for row in rows}


def known_lots(session: Session, lines: Iterable[Any]) -> list[UUID]:
    """The lots of these lines that exist already, from another warehouse."""
    wanted = {(line.product_id, line.lot) for line in lines}
    query = select(Lot.product_id, Lot.number, Lot.id)
    rows = session.execute(query.where(Lot.product_id.in_({one for one, _ in wanted})))
    return [row.id for row in rows if (row.product_id, row.number) in wanted]


def is_waited_for(session: Session, warehouse_id: UUID, product_ids: Iterable[UUID]) -> bool:
    """Whether an order waits for any of these products in the warehouse."""
    query = select(DemandLine.id).where(
        DemandLine.warehouse_id == warehouse_id,
        DemandLine.backordered > fixed(0),
        DemandLine.product_id.in_(list(product_ids)),
    )
    return session.execute(query.limit(1)).first() is not None
