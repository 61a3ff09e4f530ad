"""Questions to returns: what came back of delivery lines, and what a reader may see."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from chassis.data.database import actor
from chassis.web.scope import within

from ..base import Record
from ..credit_notes.models import CreditNoteLine
from ..deliveries.models import Delivery, DeliveryLine
from .models import Return, ReturnLine


def in_scope(session: Session) -> list[Any]:
    """WHERE clauses: the returns that the reader may see: of whatever line is in scope, for goods of
    several sellers may come back at once."""
    line = ReturnLine
    mine = within(actor(session), "sales.return", line.salesperson_id, line.department)
    return [Return.id.in_(select(line.return_id).where(*mine))] if mine else []


def came_back(
    session: Session, delivery_lines: Iterable[UUID], replaced: Iterable[UUID]
) -> list[Record]:
    """Everything that came back of these delivery lines, and of whatever else was sent to replace
    these returned lines; each with the returned line that its delivery replaces, if it does."""
    lines = select(DeliveryLine.id).where(
        DeliveryLine.id.in_(set(delivery_lines)) | DeliveryLine.return_line_id.in_(set(replaced))
    )
    query = select(*(getattr(ReturnLine, name) for name in _CAME_BACK), DeliveryLine.return_line_id)
    query = query.join(DeliveryLine, DeliveryLine.id == ReturnLine.delivery_line_id)
    return list(session.execute(query.where(ReturnLine.delivery_line_id.in_(lines))))


_CAME_BACK = (
    "delivery_line_id lots lot_costs sent_lots quantity sent_back net tax gross discount"
).split()


def worth(session: Session, return_line_ids: Iterable[UUID]) -> dict[UUID, Record]:
    """What the first pieces were worth that these return lines' replacements were sent for."""
    query = select(*ReturnLine.__table__.c).where(ReturnLine.id.in_(set(return_line_ids)))
    return {row.id: row for row in session.execute(query)}


def given(session: Session, return_line_ids: Iterable[UUID]) -> dict[UUID, Record]:
    """What these return lines are credited already, verdict by verdict."""
    names = ("net", "tax", "gross", "cost", "discount")
    sums = (func.sum(getattr(CreditNoteLine, name)).label(name) for name in names)
    query = select(CreditNoteLine.return_line_id, *sums).group_by(CreditNoteLine.return_line_id)
    query = query.where(CreditNoteLine.return_line_id.in_(set(return_line_ids)))
    rows = session.execute(query.where(CreditNoteLine.reversed == 0))
    return {row.return_line_id: row for row in rows}


def lines_to_credit(session: Session, return_id: UUID) -> dict[UUID, Record]:
    """A return's lines by id, each with the price mode it was sold in and when its warranty began."""
    of_delivery = (Delivery.price_mode, Delivery.delivered_on, DeliveryLine.warranty_from)
    query = select(*ReturnLine.__table__.c, *of_delivery)
    query = query.join(Delivery, Delivery.id == ReturnLine.delivery_id)
    query = query.join(DeliveryLine, DeliveryLine.id == ReturnLine.delivery_line_id)
    rows = session.execute(query.where(ReturnLine.return_id == return_id))
    return {row.id: row for row in rows}


def credited() -> ColumnElement[str]:
    """An SQL expression: how far a return is credited, by the pieces that are to be: those of lines
    to be credited, and of others of which a piece is (it could not be repaired)."""
    of_credit = ReturnLine.outcome == "credit"
    due = case((of_credit | (ReturnLine.credited > 0), ReturnLine.quantity), else_=0)
    waiting = case((of_credit, ReturnLine.judged), else_=0)
    pieces, earned = func.sum(due), func.sum(ReturnLine.credited)
    state = case(
        (earned > 0, case((earned < pieces, "part"), else_="all")),
        (func.sum(ReturnLine.reversed) > 0, "reversed"),
        (func.sum(waiting) < pieces, "none"),
        else_="refused",
    )
    return select(state).where(ReturnLine.return_id == Return.id).scalar_subquery()


def status() -> ColumnElement[str]:
    """An SQL expression: how far quality has judged a return."""
    judged = func.sum(ReturnLine.judged)
    state = case(
        (judged == 0, "received"),
        (judged < func.sum(ReturnLine.quantity), "judging"),
        else_="judged",
    )
    return select(state).where(ReturnLine.return_id == Return.id).scalar_subquery()
