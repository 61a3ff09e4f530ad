"""The ageing report: per customer what is due since when, and what is not allocated yet."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, func, literal, select, true, tuple_, union_all
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.types import Day, Money
from chassis.numbers import ZERO, money
from chassis.web.listing import ParameterWrong
from chassis.web.scope import within

from ..receivables.models import Receivable
from ..references.models import Customer
from ..settlements.models import Source
from . import as_of as then
from .rules import BUCKETS, bucket, edges

_NOTHING = literal(0, Money)
Row = Mapping[Any, Any]
COLUMNS = (*BUCKETS, "unallocated")


def ageing(
    session: Session, day: date, customer_id: UUID | None, after: UUID | None, limit: int
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The sums over all customers the reader may see, and a page of them by id: the buckets of
    each one's receivables and its unallocated credits on a day.

    The customers are summed once for both, in one statement.
    """
    each = _per_customer(session, day, customer_id).cte()
    whole = _totals(each.c).subquery()
    page = select(each).where(each.c.customer_id > after) if after else select(each)
    shown = page.order_by(each.c.customer_id).limit(limit).subquery()
    named = shown.outerjoin(Customer, Customer.id == shown.c.customer_id)
    query = select(
        shown,
        Customer.code,
        Customer.display_name,
        *(whole.c[name].label(f"all_{name}") for name in COLUMNS),
    ).select_from(whole.outerjoin(named, true()))
    rows = session.execute(query.order_by(shown.c.customer_id)).mappings().all()
    sums = _with_sums({name: rows[0][f"all_{name}"] for name in COLUMNS})
    return sums, [_line(row) for row in rows if row["customer_id"]]


def totals(session: Session, day: date, customer_id: UUID | None) -> dict[str, Any]:
    """The sums alone, over all customers the reader may see or over one."""
    each = _per_customer(session, day, customer_id).subquery()
    return _with_sums(session.execute(_totals(each.c)).mappings().one())


def items(
    session: Session, day: date, customer_id: UUID, after: UUID | None, limit: int
) -> list[dict[str, Any]]:
    """A page of one customer's receivables that were open on a day, what is due for longest first;
    the ones that follow the receivable `after`."""
    names = ("id", "number", "order_number", "booked_on", "due_on", "gross", "invoice_state")
    columns = [getattr(Receivable, name) for name in names]
    of_customer = [Receivable.customer_id == customer_id]
    rows = then.open_receivables(day, clock.today(), columns, of_customer)
    query = select(*(rows.c[name] for name in names), func.sum(rows.c.open).label("open"))
    query = query.group_by(*(rows.c[name] for name in names)).having(func.sum(rows.c.open) > 0)
    if after:
        query = query.where(tuple_(rows.c.due_on, rows.c.number) > _place(session, after))
    found = session.execute(query.order_by(rows.c.due_on, rows.c.number).limit(limit))
    return [_item(row._asdict(), day) for row in found]


def _place(session: Session, receivable: UUID) -> Any:
    """Where a receivable stands among its customer's; its number is its own."""
    row = session.get(Receivable, receivable)
    if row is None:
        raise ParameterWrong(name="after", why="no such receivable / 没有这笔应收款")
    return tuple_(literal(row.due_on, Day), literal(row.number))


def _item(row: dict[str, Any], day: date) -> dict[str, Any]:
    overdue = (day - row["due_on"]).days
    told = {"open": money(row["open"]), "days_overdue": overdue, "bucket": bucket(overdue)}
    return row | told


def _per_customer(session: Session, day: date, customer_id: UUID | None) -> Select[Any]:
    """A row per customer of whom something was open, with a column for every sum."""
    owed, paid = (_narrowed(session, x.customer_id, customer_id) for x in (Receivable, Source))
    columns = [Receivable.customer_id, Receivable.due_on]
    receivables = then.open_receivables(day, clock.today(), columns, owed)
    sources = then.open_sources(day, clock.today(), [Source.customer_id], paid)
    rows = union_all(_aged(receivables, day), _unallocated(sources)).subquery()
    return select(rows.c.customer_id, *_totals(rows.c).selected_columns).group_by(
        rows.c.customer_id
    )


def _totals(columns: Any) -> Select[Any]:
    return select(*(func.sum(columns[name]).label(name) for name in COLUMNS))


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


def _narrowed(session: Session, column: Any, customer: UUID | None) -> list[Any]:
    """WHERE clauses: the reader's customers, and the one asked for."""
    seen = within(actor(session), "sales.ageing", Customer.owner_id, Customer.department)
    clauses = [column.in_(select(Customer.id).where(*seen))] if seen else []
    return clauses + ([column == customer] if customer else [])


def _line(row: Row) -> dict[str, Any]:
    named = {"customer_code": row["code"], "customer_name": row["display_name"]}
    return {"customer_id": row["customer_id"]} | named | _with_sums(row)


def _with_sums(row: Row) -> dict[str, Any]:
    sums = {name: money(row[name] or ZERO) for name in COLUMNS}
    total = sum((sums[name] for name in BUCKETS), ZERO)
    return sums | {"total": total, "overdue": total - sums["not_due"]}
