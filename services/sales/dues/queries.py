"""Days sales outstanding."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.numbers import ZERO, money
from chassis.web.scope import within

from ..credit_notes.models import CreditNote, CreditReversal
from ..receivables.models import Receivable
from ..references.models import Customer
from . import as_of as then
from .rules import days_sales_outstanding


def outstanding(
    session: Session, first: date, last: date, customer_id: UUID | None
) -> dict[str, Any]:
    """Days sales outstanding of a period, with the figures it is made of."""
    owed = then.open_receivables(last, clock.today(), [Receivable.customer_id])
    receivables = _sum(session, select(func.sum(owed.c.open)), owed.c.customer_id, customer_id)
    delivered = select(func.sum(Receivable.gross)).where(
        Receivable.booked_on.between(first, last), Receivable.kind == "delivery"
    )
    credited = select(func.sum(CreditNote.gross)).where(CreditNote.issued_on.between(first, last))
    sales = _sum(session, delivered, Receivable.customer_id, customer_id)
    sales -= _sum(session, credited, CreditNote.customer_id, customer_id)
    taken_back = select(func.sum(CreditReversal.gross))
    taken_back = taken_back.where(CreditReversal.issued_on.between(first, last))
    sales += _sum(session, taken_back, CreditReversal.customer_id, customer_id)
    days = (last - first).days + 1
    figures = {"receivables": receivables, "sales": sales, "days": days}
    return figures | {"dso": days_sales_outstanding(receivables, sales, days)}


def _sum(session: Session, query: Any, column: Any, customer_id: UUID | None) -> Decimal:
    seen = within(actor(session), "sales.ageing", Customer.owner_id, Customer.department)
    if seen:
        query = query.where(column.in_(select(Customer.id).where(*seen)))
    if customer_id:
        query = query.where(column == customer_id)
    return money(session.scalar(query) or ZERO)
