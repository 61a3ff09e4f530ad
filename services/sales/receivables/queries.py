"""Questions to receivables: how far an order is settled, and what a reader may see."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session, aliased

from chassis.data.clauses import fixed, last_name
from chassis.data.database import actor
from chassis.web.scope import within

from .models import Receivable


def settled(order_id: Any, complete: Any) -> ColumnElement[str]:
    """An SQL expression: `none`, `part` or `all` of an order is settled; `all` only of one that is
    `complete`, of which nothing more is to be delivered."""
    still_open, gross = func.sum(Receivable.open), func.sum(Receivable.gross)
    state = case(
        (still_open.is_(None), "none"),
        ((still_open == 0) & complete, "all"),
        (still_open < gross, "part"),
        else_="none",
    )
    return select(state).where(Receivable.order_id == order_id).scalar_subquery()


RECEIVABLE_STATE = case(
    (Receivable.open == 0, "all"), (Receivable.open < Receivable.gross, "part"), else_="none"
)


def receivables_in_scope(session: Session) -> list[Any]:
    """WHERE clauses: the receivables that the reader may see."""
    owner, department = Receivable.salesperson_id, Receivable.department
    return within(actor(session), "sales.receivable", owner, department)


def salesperson_name(person: Any) -> Any:
    """What a salesperson is called by his last receivable, for a column of ids in the statement that
    reads them."""
    sold = aliased(Receivable)
    last = last_name(person, sold.id, sold.salesperson_id, sold.salesperson_name)
    return last.scalar_subquery()


def oldest_due(session: Session, customer_id: UUID) -> date | None:
    """The due date of what a customer has owed for longest; None when nothing is open."""
    still_open = (Receivable.customer_id == customer_id, Receivable.open > fixed(0))
    return session.scalar(select(func.min(Receivable.due_on)).where(*still_open))
