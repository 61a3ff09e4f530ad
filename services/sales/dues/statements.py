"""A customer's statement for a period: opening balance, every movement, closing balance."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, literal, select, union_all
from sqlalchemy.orm import Session

from chassis.data.types import Money
from chassis.numbers import ZERO, money

from ..base import Query
from ..receivables.models import Receivable
from ..settlements.models import SettlementLine, Source

MOST = 5000
"""So many movements one statement shows."""


def balance(session: Session, customer_id: UUID, day: date) -> Decimal:
    """What a customer owed at the end of a day, less what it had unallocated."""
    rows = _movements(customer_id).subquery()
    query = select(func.sum(rows.c.amount)).where(rows.c.booked_on <= day)
    return money(session.scalar(query) or ZERO)


def statement(session: Session, customer_id: UUID, first: date, last: date) -> dict[str, Any]:
    """The opening balance, each movement with the balance after it, and the closing balance."""
    running = opening = balance(session, customer_id, first - timedelta(days=1))
    rows = _movements(customer_id).subquery()
    query = select(rows).where(rows.c.booked_on.between(first, last))
    movements = []
    for row in session.execute(query.order_by(rows.c.booked_on, rows.c.number).limit(MOST)):
        running += row.amount
        movements.append(row._asdict() | {"amount": money(row.amount), "balance": money(running)})
    return {"opening": opening, "movements": movements, "closing": money(running)}


def _movements(customer_id: UUID) -> Any:
    return union_all(
        *(query for query in (_owed(customer_id), _paid(customer_id), _left(customer_id)))
    )


def _owed(customer_id: UUID) -> Query:
    kind = case((Receivable.kind == "opening", "opening_receivable"), else_=Receivable.kind)
    reference = func.coalesce(Receivable.delivery_number, Receivable.reference)
    columns = (Receivable.booked_on, kind.label("kind"), Receivable.number)
    query = select(*columns, reference.label("reference"), Receivable.gross.label("amount"))
    return query.where(Receivable.customer_id == customer_id)


def _paid(customer_id: UUID) -> Query:
    nothing = literal(0, Money)
    columns = (Source.booked_on, Source.kind, Source.number)
    query = select(
        *columns, Source.number.label("reference"), (nothing - Source.amount).label("amount")
    )
    return query.where(Source.customer_id == customer_id)


def _left(customer_id: UUID) -> Query:
    """What went out of a source without settling anything: paid back, or reversed."""
    line = SettlementLine
    columns = (line.booked_on, line.use.label("kind"), line.source_number.label("number"))
    query = select(*columns, line.source_number.label("reference"), line.amount.label("amount"))
    return query.where(line.customer_id == customer_id, line.use != "settle")
