"""The ageing report: per customer what is due since when, and what is not allocated yet."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, literal, select, union_all
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.types import Money
from chassis.numbers import ZERO, money
from chassis.web.scope import within

from ..receivables.models import Receivable
from ..references.models import Customer
from ..settlements.models import Source
from . import as_of as then
from .rules import BUCKETS, bucket, edges

_NOTHING = literal(0, Money)
COLUMNS = (*BUCKETS, "unallocated")
MOST = 1000
"""So many receivables of one customer are listed."""


def ageing(
    session: Session, day: date, customer_id: UUID | None, after: UUID | None, limit: int
) -> list[dict[str, Any]]:
    """Per customer, by id: the buckets of its receivables and its unallocated credits on a day."""
    sums = _sums(session, day, customer_id, after)
    query = select(sums.c.customer_id, *(func.sum(sums.c[name]).label(name) for name in COLUMNS))
    page = query.group_by(sums.c.customer_id).order_by(sums.c.customer_id).limit(limit).subquery()
    named = select(*page.c, Customer.code, Customer.display_name).outerjoin(
        Customer, Customer.id == page.c.customer_id
    )
    return [_line(row._asdict()) for row in session.execute(named.order_by(page.c.customer_id))]


def totals(session: Session, day: date, customer_id: UUID | None) -> dict[str, Any]:
    """The same sums over all customers the reader may see."""
    sums = _sums(session, day, customer_id, None)
    row = session.execute(select(*(func.sum(sums.c[name]).label(name) for name in COLUMNS))).one()
    return _with_sums(row._asdict())


def items(session: Session, day: date, customer_id: UUID) -> list[dict[str, Any]]:
    """Each receivable of one customer that was open on a day, what is due for longest first."""
    names = ("id", "number", "order_number", "booked_on", "due_on", "gross", "invoice_state")
    columns = [getattr(Receivable, name) for name in names]
    of_customer = [Receivable.customer_id == customer_id]
    rows = then.open_receivables(day, clock.today(), columns, of_customer)
    query = select(*(rows.c[name] for name in names), func.sum(rows.c.open).label("open"))
    query = query.group_by(*(rows.c[name] for name in names)).having(func.sum(rows.c.open) > 0)
    found = session.execute(query.order_by(rows.c.due_on, rows.c.number).limit(MOST))
    return [_item(row._asdict(), day) for row in found]


def _item(row: dict[str, Any], day: date) -> dict[str, Any]:
    overdue = (day - row["due_on"]).days
    told = {"open": money(row["open"]), "days_overdue": overdue, "bucket": bucket(overdue)}
    return row | told


def _sums(session: Session, day: date, customer_id: UUID | None, after: UUID | None) -> Any:
    asked = (customer_id, after)
    owed, paid = (_narrowed(session, x.customer_id, *asked) for x in (Receivable, Source))
    columns = [Receivable.customer_id, Receivable.due_on]
    receivables = then.open_receivables(day, clock.today(), columns, owed)
    sources = then.open_sources(day, clock.today(), [Source.customer_id], paid)
    return union_all(_aged(receivables, day), _unallocated(sources)).subquery()


def _aged(rows: Any, day: date) -> Select[Any]:
    """Per customer the open amounts, each in the bucket of its due date."""
    buckets = [
        func.sum(case((_between(rows.c.due_on, *ends), rows.c.open), else_=_NOTHING)).label(name)
        for name, ends in edges(day).items()
    ]
    sums = select(rows.c.customer_id, *buckets, _NOTHING.label("unallocated"))
    return sums.group_by(rows.c.customer_id).having(func.sum(rows.c.open) != 0)


def _between(column: Any, first: date | None, last: date | None) -> Any:
    if first is None:
        return column <= last
    return column >= first if last is None else column.between(first, last)


def _unallocated(rows: Any) -> Select[Any]:
    nothing = [_NOTHING.label(name) for name in BUCKETS]
    sums = select(rows.c.customer_id, *nothing, func.sum(rows.c.open).label("unallocated"))
    return sums.group_by(rows.c.customer_id).having(func.sum(rows.c.open) != 0)


def _narrowed(
    session: Session, column: Any, customer: UUID | None, after: UUID | None
) -> list[Any]:
    """WHERE clauses: the reader's customers, the one asked for, those after one."""
    seen = within(actor(session), "sales.ageing", Customer.owner_id, Customer.department)
    clauses = [column.in_(select(Customer.id).where(*seen))] if seen else []
    clauses += [column == customer] if customer else []
    return clauses + ([column > after] if after else [])


def _line(row: dict[str, Any]) -> dict[str, Any]:
    named = {"customer_code": row.pop("code"), "customer_name": row.pop("display_name")}
    return _with_sums(named | row)


def _with_sums(row: dict[str, Any]) -> dict[str, Any]:
    sums = {name: money(row[name] or ZERO) for name in COLUMNS}
    total = sum((sums[name] for name in BUCKETS), ZERO)
    return row | sums | {"total": total, "overdue": total - sums["not_due"]}
