"""Questions for customers at risk 危险客户: who passes a threshold, and the documents that show it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.clauses import fixed
from chassis.data.database import actor
from chassis.web.scope import within

from ..margins.models import CustomerTotal
from ..orders import people
from ..orders.models import Order
from ..receivables.models import Receivable
from ..references.models import Case, Customer
from . import risk_rules as rules
from .models import RiskRule

NOUN = "sales.risk_report"
COUNTED = ("confirmed", "posted", "cancelling", "closed")
SEVERE = ("fatal", "serious")
NAMED = 20
"""So many documents a reason names at most; the lists show all."""
_TOLD = ("owner_id", "department", "region", "grade")
_CUSTOMER = (
    *(getattr(Customer, name) for name in ("id", "code", "display_name")),
    *(getattr(Customer, name) for name in _TOLD if name != "region"),
    Customer.reported_region.label("region"),
)


def at_risk(session: Session, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Customers in scope that meet a condition today, those with most reasons first."""
    rule = session.scalars(select(RiskRule)).one()
    customers = _customers(session, asked["customer_id"])
    standings, today = _standings(session, rule, customers), clock.today()
    found = []
    for customer in customers.values():
        reasons = rules.reasons(standings[customer.id], rule, today)
        shown = [reason for reason in reasons if _may_know(session, reason)]
        if shown:
            found.append((customer, shown))
    found.sort(key=lambda pair: (-len(pair[1]), pair[0].code))
    after, limit = asked["after"], asked["limit"]
    page = found[after : after + limit]
    owners = _owners(session, [customer.id for customer, _ in page])
    items = [
        _item(session, rule, after + n + 1, *pair) | {"owner_name": owners[pair[0].id]}
        for n, pair in enumerate(page)
    ]
    more = after + limit < len(found)
    return {"items": items, "as_of": today, "next": after + limit if more else None}


def _owners(session: Session, ids: list[UUID]) -> dict[UUID, str | None]:
    """What the owners of these customers are called, where they have sold something."""
    query = select(Customer.id, people.beside(Customer.owner_id)).where(Customer.id.in_(ids))
    return {row[0]: row[1] for row in session.execute(query)}


def _may_know(session: Session, reason: rules.Reason) -> bool:
    return reason.code != "margin" or actor(session).may("sales.cost.read")


def _customers(session: Session, customer_id: UUID | None) -> dict[UUID, Any]:
    query = select(*_CUSTOMER).where(Customer.archived.is_(False))
    query = query.where(*within(actor(session), NOUN, Customer.owner_id, Customer.department))
    query = query.where(Customer.id == customer_id) if customer_id else query
    return {row.id: row for row in session.execute(query)}


def _standings(
    session: Session, rule: RiskRule, customers: Mapping[UUID, Any]
) -> dict[UUID, rules.Standing]:
    today = clock.today()
    owed, halves = _owed(session, rule, today), _halves(session, today)
    cases, last = _severe(session), _last_orders(session)
    quiet = [
        id for id, day in last.items() if id in customers and (today - day).days >= rule.silent_days
    ]
    before = _orders_before(session, quiet, today - timedelta(days=rule.silent_days))
    return {
        id: rules.Standing(
            *owed.get(id, (rules.ZERO, rules.ZERO)),
            last.get(id),
            before.get(id, 0),
            *halves.get(id, ((rules.ZERO, rules.ZERO), (rules.ZERO, rules.ZERO))),
            severe_cases=cases.get(id, 0),
        )
        for id in customers
    }


def _owed(session: Session, rule: RiskRule, today: date) -> dict[UUID, tuple[Decimal, Decimal]]:
    """What is open per customer, and what of it is overdue for longer than allowed."""
    late = Receivable.due_on < today - timedelta(days=rule.overdue_days)
    overdue = func.sum(case((late, Receivable.open), else_=0))
    query = select(Receivable.customer_id, func.sum(Receivable.open), overdue)
    rows = session.execute(query.where(Receivable.open > fixed(0)).group_by(Receivable.customer_id))
    return {row[0]: (rules.ZERO + row[1], rules.ZERO + row[2]) for row in rows}


def _last_orders(session: Session) -> dict[UUID, date]:
    """The day of each customer's last order: one look into the index per customer."""
    last = (
        select(Order.ordered_on)
        .where(Order.customer_id == Customer.id, Order.status.in_(COUNTED), Order.kind == "sale")
        .order_by(Order.ordered_on.desc())
        .limit(1)
        .correlate(Customer)
        .scalar_subquery()
    )
    return {id: day for id, day in session.execute(select(Customer.id, last)) if day}


def _orders_before(session: Session, ids: list[UUID], until: date) -> dict[UUID, int]:
    """How many orders these customers gave in the year before the silence."""
    query = select(Order.customer_id, func.count()).where(Order.customer_id.in_(ids))
    query = query.where(Order.status.in_(COUNTED), Order.kind == "sale")
    year = Order.ordered_on.between(until - timedelta(days=365), until)
    rows = session.execute(query.where(year).group_by(Order.customer_id)) if ids else ()
    return {row[0]: row[1] for row in rows}


Two = tuple[Decimal, Decimal]


def _halves(session: Session, today: date) -> dict[UUID, tuple[Two, Two]]:
    """Net and margin per customer of the last six full months, and of the six before."""
    this = today.replace(day=1)
    middle, first = rules.months_before(this, 6), rules.months_before(this, 12)
    c = CustomerTotal
    net = c.delivered_net - c.credited_net
    margin = net - c.delivered_cost + c.credited_cost
    sums = [
        func.sum(case((half, value), else_=0))
        for value in (net, margin)
        for half in (c.month >= middle, c.month < middle)
    ]
    query = select(c.customer_id, *sums).where(c.month >= first, c.month < this)
    found = session.execute(query.group_by(c.customer_id))
    return {row[0]: _pairs([rules.ZERO + value for value in row[1:]]) for row in found}


def _pairs(sums: list[Decimal]) -> tuple[Two, Two]:
    return (sums[0], sums[1]), (sums[2], sums[3])


def _severe(session: Session) -> dict[UUID, int]:
    query = select(Case.customer_id, func.count()).where(*_OPEN_SEVERE)
    rows: Any = session.execute(query.group_by(Case.customer_id))
    return {row[0]: row[1] for row in rows}


_OPEN_SEVERE = (Case.status != "closed", Case.severity.in_(SEVERE), Case.customer_id.is_not(None))


def _item(
    session: Session, rule: RiskRule, place: int, customer: Any, found: Iterable[rules.Reason]
) -> dict[str, Any]:
    named = {"customer_id": customer.id, "customer_code": customer.code}
    named |= {"customer_name": customer.display_name}
    copied = {name: getattr(customer, name) for name in _TOLD}
    reasons = [
        {
            "code": reason.code,
            "figure": str(reason.figure),
            "threshold": f"{reason.threshold:f}"
            if reason.code in _SHARES
            else str(reason.threshold),
            "told": [{"name": name, "value": str(value)} for name, value in reason.told.items()],
            "documents": _DOCUMENTS[reason.code](session, rule, customer.id),
        }
        for reason in found
    ]
    return {"place": place, **named, **copied, "reasons": reasons}


_SHARES = ("overdue", "margin")


def _overdue_receivables(session: Session, rule: RiskRule, customer: UUID) -> list[dict[str, Any]]:
    late = clock.today() - timedelta(days=rule.overdue_days)
    query = select(Receivable.id, Receivable.number).where(Receivable.customer_id == customer)
    query = query.where(Receivable.open > fixed(0), Receivable.due_on < late)
    return _documents(session, "receivable", query.order_by(Receivable.due_on, Receivable.id))


def _last_order(session: Session, rule: RiskRule, customer: UUID) -> list[dict[str, Any]]:
    query = select(Order.id, Order.number).where(Order.customer_id == customer)
    query = query.where(Order.status.in_(COUNTED), Order.kind == "sale")
    return _documents(session, "order", query.order_by(Order.ordered_on.desc()), most=1)


def _open_cases(session: Session, rule: RiskRule, customer: UUID) -> list[dict[str, Any]]:
    query = select(Case.id, Case.number).where(Case.customer_id == customer, *_OPEN_SEVERE)
    return _documents(session, "case", query.order_by(Case.number))


def _nothing(session: Session, rule: RiskRule, customer: UUID) -> list[dict[str, Any]]:
    """A margin falls over all documents of a year; the sales list names them."""
    return []


def _documents(session: Session, kind: str, query: Any, most: int = NAMED) -> list[dict[str, Any]]:
    rows = session.execute(query.limit(most))
    return [{"kind": kind, "id": row.id, "number": row.number} for row in rows]


_DOCUMENTS: dict[str, Callable[[Session, RiskRule, UUID], list[dict[str, Any]]]] = {
    "overdue": _overdue_receivables,
    "silent": _last_order,
    "margin": _nothing,
    "severe_cases": _open_cases,
}
