"""Questions about returns: what an issue line took, and what of a return is still in quarantine."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..stock.models import Movement
from ..stock.slots import ISSUE, NIL, NONE
from .models import Returned
from .rules import Out


def out_by(session: Session, issue_line_id: UUID) -> list[Out]:
    """The lots of an issue line in the order they left, less what came back and stayed."""
    back = _back(session, issue_line_id)
    query = select(Movement.lot_id, Movement.warehouse_id, -Movement.quantity, -Movement.value)
    query = query.where(Movement.source_line == issue_line_id, Movement.kind == ISSUE)
    rows = session.execute(query.order_by(Movement.id))
    return [Out(*row, *back.get(row.lot_id, (NONE, NIL))) for row in rows]


def lots_out_by(session: Session, issue_line_ids: list[UUID]) -> set[UUID]:
    """The lots that these issue lines took from."""
    query = select(Movement.lot_id).where(Movement.source_line.in_(issue_line_ids))
    return set(session.scalars(query.where(Movement.kind == ISSUE)))


def pieces_of(session: Session, return_line_id: UUID, lot_id: UUID | None) -> list[Returned]:
    """The returned pieces a verdict means, one lot's or (None) all of the return line."""
    query = select(Returned).where(Returned.return_line_id == return_line_id)
    if lot_id is not None:
        query = query.where(Returned.lot_id == lot_id)
    return list(session.scalars(query.order_by(Returned.id)))


def _back(session: Session, issue_line_id: UUID) -> dict[UUID, tuple[Decimal, Decimal]]:
    """The pieces of each lot that came back and stayed, and what they cost."""
    pieces = func.sum(Returned.quantity - Returned.sent_back).label("pieces")
    cost = func.sum(Returned.cost - Returned.sent_back_cost).label("cost")
    query = select(Returned.lot_id, pieces, cost)
    query = query.where(Returned.issue_line_id == issue_line_id).group_by(Returned.lot_id)
    return {row.lot_id: (row.pieces, row.cost) for row in session.execute(query)}
