"""A customer's statement for a period: opening balance, every movement, closing balance."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, literal, select, tuple_, union_all
from sqlalchemy.orm import Session

from chassis.data.types import Money
from chassis.numbers import ZERO, money
from chassis.web.listing import ParameterWrong

from ..base import Query
from ..receivables.models import Receivable
from ..settlements.models import SettlementLine, Source


def balance(session: Session, customer_id: UUID, day: date) -> Decimal:
    """What a customer owed at the end of a day, less what it had unallocated."""
    rows = _movements(customer_id).subquery()
    query = select(func.sum(rows.c.amount)).where(rows.c.booked_on <= day)
    return money(session.scalar(query) or ZERO)


def statement(
    session: Session, customer_id: UUID, first: date, last: date, after: UUID | None, limit: int
) -> dict[str, Any]:
    """The period's opening and closing balance, and a page of its movements, each with the balance
    after it: those that follow the movement `after`, `next` naming the one to ask with for more.

    The closing balance is asked of the books by itself, so it is whole on every page.
    """
    opening = running = balance(session, customer_id, first - timedelta(days=1))
    rows = _movements(customer_id).subquery()
    query = select(rows).where(rows.c.booked_on.between(first, last))
    if after:
        there = _place(session, query, rows, after)
        seen = query.where(_key(rows) <= there).subquery()
        running += session.scalar(select(func.sum(seen.c.amount))) or ZERO
        query = query.where(_key(rows) > there)
    found = session.execute(query.order_by(*_columns(rows)).limit(limit + 1)).all()
    movements = []
    for row in found[:limit]:
        running += row.amount
        movements.append(row._asdict() | {"amount": money(row.amount), "balance": money(running)})
    return {
        "opening": opening,
        "movements": movements,
        "next": movements[-1]["id"] if len(found) > limit else None,
        "closing": balance(session, customer_id, last),
    }


def _columns(rows: Any) -> list[Any]:
    """What movements are ordered by: day and number, those of one number as they were made."""
    return [rows.c.booked_on, rows.c.number, rows.c.id]


def _key(rows: Any) -> Any:
    return tuple_(*_columns(rows))


def _place(session: Session, query: Query, rows: Any, movement: UUID) -> Any:
    """Where a movement of the period stands in its order."""
    row = session.execute(query.where(rows.c.id == movement)).first()
    if row is None:
        raise ParameterWrong(name="after", why="no movement of this period / 不是本期间的发生额")
    return tuple_(*(literal(getattr(row, c.name), c.type) for c in _columns(rows)))


def _movements(customer_id: UUID) -> Any:
    return union_all(
        *(query for query in (_owed(customer_id), _paid(customer_id), _left(customer_id)))
    )


def _owed(customer_id: UUID) -> Query:
    kind = case((Receivable.kind == "opening", "opening_receivable"), else_=Receivable.kind)
    reference = func.coalesce(Receivable.delivery_number, Receivable.reference)
    columns = (Receivable.id, Receivable.booked_on, kind.label("kind"), Receivable.number)
    query = select(*columns, reference.label("reference"), Receivable.gross.label("amount"))
    return query.where(Receivable.customer_id == customer_id)


def _paid(customer_id: UUID) -> Query:
    nothing = literal(0, Money)
    columns = (Source.id, Source.booked_on, Source.kind, Source.number)
    query = select(
        *columns, Source.number.label("reference"), (nothing - Source.amount).label("amount")
    )
    return query.where(Source.customer_id == customer_id)


def _left(customer_id: UUID) -> Query:
    """What went out of a source without settling anything: paid back, or reversed."""
    line = SettlementLine
    columns = (line.id, line.booked_on, line.use.label("kind"), line.source_number.label("number"))
    query = select(*columns, line.source_number.label("reference"), line.amount.label("amount"))
    return query.where(line.customer_id == customer_id, line.use != "settle")
