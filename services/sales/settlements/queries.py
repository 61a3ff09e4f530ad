"""Questions to settlements: what a reader may see, and what would settle what."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from chassis.data.clauses import fixed
from chassis.data.database import actor
from chassis.web.scope import within

from ..receivables.models import Receivable
from ..references.models import Customer
from .models import Settlement, SettlementLine, Source
from .rules import Item, Pair, propose

MOST = 500
"""So many open receivables and sources one proposal looks at, the oldest of each."""

REVERSED = case(
    (Settlement.reversed == 0, "none"),
    (Settlement.reversed < Settlement.amount, "part"),
    else_="all",
)


def of_own_customers(session: Session, noun: str) -> list[Any]:
    """WHERE clauses: what belongs to the customers that the reader keeps (or whose department does)."""
    return within(actor(session), noun, Customer.owner_id, Customer.department)


def proposal(session: Session, customer_id: UUID) -> list[Pair]:
    """What would settle what if it were done now: the oldest money, what is due for longest."""
    return propose(open_sources(session, customer_id), open_receivables(session, customer_id))


def proposed_lines(session: Session, customer_id: UUID) -> list[dict[str, Any]]:
    """The proposal with the numbers and dates a reader needs to judge it."""
    sources = {item.id: item for item in open_sources(session, customer_id)}
    receivables = {item.id: item for item in open_receivables(session, customer_id)}
    pairs = propose(sources.values(), receivables.values())
    return [
        _shown(pair, sources[pair.source_id], receivables[pair.receivable_id]) for pair in pairs
    ]


def _shown(pair: Pair, source: Item, receivable: Item) -> dict[str, Any]:
    return {
        "source_id": pair.source_id,
        "source_number": source.number,
        "source_open": source.open,
        "receivable_id": pair.receivable_id,
        "receivable_number": receivable.number,
        "receivable_open": receivable.open,
        "due_on": receivable.day,
        "amount": pair.amount,
    }


def open_sources(session: Session, customer_id: UUID) -> list[Item]:
    """What a customer may be settled with, the oldest first."""
    columns = (Source.id, Source.number, Source.booked_on, Source.open)
    query = select(*columns).where(Source.customer_id == customer_id, Source.open > fixed(0))
    return [Item(*row) for row in session.execute(query.order_by(Source.booked_on).limit(MOST))]


def open_receivables(session: Session, customer_id: UUID) -> list[Item]:
    """What a customer owes, what has been due for longest first."""
    columns = (Receivable.id, Receivable.number, Receivable.due_on, Receivable.open)
    query = select(*columns).where(
        Receivable.customer_id == customer_id, Receivable.open > fixed(0)
    )
    return [Item(*row) for row in session.execute(query.order_by(Receivable.due_on).limit(MOST))]


def sees_customer(session: Session, customer_id: UUID, noun: str = "sales.settlement") -> bool:
    """Whether the customer is known and within the reader's scope of a noun."""
    seen = select(Customer.id).where(Customer.id == customer_id, *of_own_customers(session, noun))
    return session.scalar(seen) is not None


def refunded_of(session: Session, source_id: UUID) -> Decimal | None:
    """What went back to the customer out of a source and didn't come back again."""
    refunds = (SettlementLine.source_id == source_id, SettlementLine.use == "refund")
    return session.scalar(select(func.sum(SettlementLine.amount)).where(*refunds))


def as_item(thing: Source | Receivable) -> Item:
    """A source or a receivable as the rules look at it."""
    day = thing.booked_on if isinstance(thing, Source) else thing.due_on
    return Item(thing.id, thing.number, day, thing.open)
