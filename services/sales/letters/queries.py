"""Questions to letters: who is overdue by how much, without what an open case disputes."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from chassis.data.clauses import fixed

from ..credit.models import CreditAccount
from ..receivables.models import Receivable
from ..references.models import Case, Customer
from ..returns.models import ReturnLine

MOST_LINES = 200
"""So many receivables one letter lists, the oldest first."""


def disputed() -> Select[Any]:
    """Ids of deliveries of which goods came back that an open quality case is about."""
    return (
        select(ReturnLine.delivery_id)
        .join(Case, Case.return_id == ReturnLine.return_id)
        .where(Case.status != "closed")
    )


def overdue_customers(session: Session, today: date) -> list[Any]:
    """Per customer who owes something overdue: name, oldest due date, sum, and the level it stands on."""
    overdue = (
        select(
            Receivable.customer_id,
            func.min(Receivable.due_on).label("oldest"),
            func.sum(Receivable.open).label("amount"),
        )
        .where(*_counted(today))
        .group_by(Receivable.customer_id)
        .subquery()
    )
    named = (
        select(*overdue.c, Customer.display_name, CreditAccount.dunning_level)
        .join(CreditAccount, CreditAccount.id == overdue.c.customer_id)
        .outerjoin(Customer, Customer.id == overdue.c.customer_id)
        .order_by(overdue.c.customer_id)
    )
    return list(session.execute(named))


def overdue_lines(
    session: Session, customers: Iterable[UUID], today: date
) -> dict[UUID, list[dict[str, Any]]]:
    """What each of these customers owes overdue, the oldest first."""
    columns = ("customer_id", "id", "number", "due_on", "open")
    query = select(*(getattr(Receivable, name) for name in columns))
    query = query.where(Receivable.customer_id.in_(list(customers)), *_counted(today))
    lines: dict[UUID, list[dict[str, Any]]] = {}
    for row in session.execute(query.order_by(Receivable.due_on, Receivable.number)):
        of_customer = lines.setdefault(row.customer_id, [])
        if len(of_customer) < MOST_LINES:
            of_customer.append(_line(row, today))
    return lines


def oldest_counted(session: Session, customer_id: UUID, today: date) -> date | None:
    """Since when a customer owes something that counts for dunning."""
    query = select(func.min(Receivable.due_on)).where(Receivable.customer_id == customer_id)
    return session.scalar(query.where(*_counted(today)))


def _counted(today: date) -> tuple[Any, ...]:
    undisputed = Receivable.delivery_id.is_(None) | Receivable.delivery_id.not_in(disputed())
    return (Receivable.open > fixed(0), Receivable.due_on < today, undisputed)


def _line(row: Any, today: date) -> dict[str, Any]:
    return {
        "receivable_id": str(row.id),
        "number": row.number,
        "due_on": row.due_on.isoformat(),
        "days_overdue": (today - row.due_on).days,
        "open": f"{row.open:.2f}",
    }
