"""Questions about how customers pay: days sales outstanding, days late and the rating they earn."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.numbers import ZERO, money
from chassis.web.scope import within

from ..credit.models import CreditAccount
from ..credit_notes.models import CreditNote, CreditReversal
from ..letters.queries import disputed
from ..receivables.models import Receivable
from ..references.models import Customer
from ..settlements.models import SettlementLine
from ..write_offs.queries import tail_limit
from . import as_of as then
from .rules import Due, Proposal, days_sales_outstanding, propose_rating

NEWEST = 100
"""So many of a customer's receivables that fell due last are looked at, besides the old open ones."""


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


def behaviour(session: Session, customer_id: UUID, day: date) -> tuple[Proposal, str | None]:
    """The rating a customer earns as of a day, and the one it has."""
    rating = session.scalar(select(CreditAccount.rating).where(CreditAccount.id == customer_id))
    proposal = propose_rating(dues_of(session, customer_id, day), day, tail_limit(session))
    return proposal, rating


def dues_of(session: Session, customer_id: UUID, day: date) -> list[Due]:
    """What of a customer had fallen due on a day: the newest, and what was unpaid for long."""
    last_line = (
        select(func.max(SettlementLine.booked_on))
        .where(SettlementLine.receivable_id == Receivable.id, SettlementLine.booked_on <= day)
        .scalar_subquery()
    )
    open_then = then.open_then(Receivable, SettlementLine.receivable_id, day)
    columns = (Receivable.number, Receivable.due_on, Receivable.booked_on, Receivable.gross)
    in_dispute = Receivable.delivery_id.in_(disputed()) & Receivable.delivery_id.is_not(None)
    query = select(
        *columns, open_then.label("open"), last_line.label("last"), in_dispute.label("d")
    )
    query = query.where(
        Receivable.customer_id == customer_id, Receivable.due_on <= day, Receivable.booked_on <= day
    ).order_by(Receivable.due_on.desc())
    old = Receivable.due_on < day - timedelta(days=90)
    uncleared = Receivable.cleared_on.is_(None) | (Receivable.cleared_on > day)
    newest, unpaid = query.limit(NEWEST), query.where(old, uncleared).limit(NEWEST)
    rows = {row.number: row for each in (newest, unpaid) for row in session.execute(each)}
    return [_due(row) for row in rows.values()]


def _due(row: Any) -> Due:
    cleared = None if row.open else row.last or row.booked_on
    return Due(row.number, row.due_on, row.gross, row.open, cleared, bool(row.d))


def shown(proposal: Proposal, day: date) -> dict[str, Any]:
    """A proposal as its readers see it, the newest due first."""
    lists = {name: getattr(proposal, name) for name in ("counted", "tails", "disputed")}
    dues = {name: [_shown(x, day) for x in reversed(each)] for name, each in lists.items()}
    return verdict(proposal) | dues


def verdict(proposal: Proposal) -> dict[str, Any]:
    """The rating proposed, and why."""
    reasons = [{"code": x.code, "numbers": list(x.numbers)} for x in proposal.reasons]
    return {"proposed": proposal.rating, "reasons": reasons}


def _shown(due: Due, day: date) -> dict[str, Any]:
    names = ("number", "due_on", "gross", "open", "cleared_on")
    return {name: getattr(due, name) for name in names} | {"days_late": due.days_late(day)}
