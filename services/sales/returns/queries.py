"""Questions to returns: what came back of delivery lines, and what a reader may see."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from chassis.data.database import actor
from chassis.web.scope import within

from ..base import Record
from ..deliveries.models import Delivery
from .models import Return, ReturnLine


def in_scope(session: Session) -> list[Any]:
    """WHERE clauses: the returns that the reader may see."""
    return within(actor(session), "sales.return", Return.salesperson_id, Return.department)


def returned_lots(session: Session, delivery_line_ids: Iterable[UUID]) -> list[Record]:
    """(delivery line, lots) of everything that came back of these lines."""
    query = select(ReturnLine.delivery_line_id, ReturnLine.lots)
    return list(session.execute(query.where(ReturnLine.delivery_line_id.in_(delivery_line_ids))))


def lines_to_credit(session: Session, return_id: UUID) -> dict[UUID, Record]:
    """A return's lines by id, each with the price mode it was sold in."""
    query = select(*ReturnLine.__table__.c, Delivery.price_mode)
    query = query.join(Delivery, Delivery.id == ReturnLine.delivery_id)
    rows = session.execute(query.where(ReturnLine.return_id == return_id))
    return {row.id: row for row in rows}


def credited() -> ColumnElement[str]:
    """An SQL expression: how far a return is credited, by pieces."""
    pieces = func.sum(ReturnLine.quantity)
    judged, earned = func.sum(ReturnLine.judged), func.sum(ReturnLine.credited)
    state = case(
        (judged == 0, "none"),
        (judged < pieces, "part"),
        (earned == 0, "refused"),
        (earned < pieces, "part"),
        else_="all",
    )
    return select(state).where(ReturnLine.return_id == Return.id).scalar_subquery()
