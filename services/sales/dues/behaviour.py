"""How customers pay: what of theirs has fallen due, how late it was paid, and the rating that earns."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, literal, select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.clauses import fixed
from chassis.data.types import Day, Money
from chassis.numbers import ZERO, money

from ..base import Query, Record
from ..credit.models import CreditAccount
from ..letters.queries import disputed
from ..receivables.models import Receivable
from ..settlements.models import SettlementLine
from ..settlements.rules import OPENING_REVERSAL
from ..write_offs.models import WriteOff
from ..write_offs.queries import tail_limit
from . import as_of as then
from .rules import Due, Proposal, propose_rating

NEWEST = 100
"""So many of a customer's receivables that fell due last are looked at, besides the old unpaid ones."""


def earned(session: Session, customer_id: UUID, day: date) -> tuple[Proposal, str | None]:
    """The rating a customer earns as of a day, and the one it has."""
    rating = session.scalar(select(CreditAccount.rating).where(CreditAccount.id == customer_id))
    dues = dues_of(session, [customer_id], day).get(customer_id, [])
    return propose_rating(dues, day, tail_limit(session)), rating


def dues_of(session: Session, customers: Collection[UUID], day: date) -> dict[UUID, list[Due]]:
    """What of each customer had fallen due on a day: the newest, and what was unpaid for long."""
    past = day < clock.today()
    of_newest = _of_newest(customers, day)
    given_up = _given_up(session, customers, day)
    rows: dict[UUID, Record] = {}
    for query in (_newest(of_newest, day, past), *_older(of_newest, day, past)):
        rows |= {row.id: row for row in session.execute(query)}
    dues: dict[UUID, list[Due]] = {}
    for row in rows.values():
        dues.setdefault(row.customer_id, []).append(_due(row, given_up.get(row.id)))
    return dues


def _of_newest(customers: Collection[UUID], day: date) -> Any:
    """Per customer the due date of the last of its newest; none where there are fewer."""
    since = (
        select(Receivable.due_on)
        .where(Receivable.customer_id == CreditAccount.id)
        .where(Receivable.due_on <= day, Receivable.booked_on <= day, *owed_then(day))
        .order_by(Receivable.due_on.desc())
        .offset(NEWEST - 1)
        .limit(1)
        .correlate(CreditAccount)
        .scalar_subquery()
    )
    accounts = select(CreditAccount.id, since.label("since"))
    return accounts.where(CreditAccount.id.in_(customers)).cte("newest")


def _newest(of_newest: Any, day: date, past: bool) -> Query:
    since = func.coalesce(of_newest.c.since, literal(date.min, Day))
    query = _fallen_due(of_newest, day, past)
    return query.where(Receivable.due_on >= since, Receivable.due_on <= day)


def _older(of_newest: Any, day: date, past: bool) -> tuple[Query, Query]:
    """What fell due before the newest and was not paid: still open, or given up."""
    long_ago = Receivable.due_on < day - timedelta(days=90)
    uncleared = Receivable.cleared_on.is_(None) | (Receivable.cleared_on > day)
    lost = select(WriteOff.receivable_id).where(
        WriteOff.kind == "bad_debt", WriteOff.recovered < WriteOff.amount
    )
    query = _fallen_due(of_newest, day, past).where(Receivable.due_on < of_newest.c.since, long_ago)
    return (
        query.where(uncleared if past else Receivable.open > fixed(0)),
        query.where(Receivable.id.in_(lost.where(WriteOff.status == "approved"))),
    )


def _fallen_due(of_newest: Any, day: date, past: bool) -> Query:
    """What was booked by then. Today's amounts are the kept ones; so is the day on which a
    receivable was settled, unless that was later than the day in question."""
    opened: Any = Receivable.open
    cleared: Any = Receivable.cleared_on
    if past:
        settled = Receivable.cleared_on <= day
        lines = select(func.max(SettlementLine.booked_on)).where(
            SettlementLine.receivable_id == Receivable.id, SettlementLine.booked_on <= day
        )
        then_open = then.open_then(Receivable, SettlementLine.receivable_id, day)
        opened = case((settled, literal(ZERO, Money)), else_=then_open)
        cleared = case((settled, Receivable.cleared_on), else_=lines.scalar_subquery())
    in_dispute = Receivable.delivery_id.in_(disputed()) & Receivable.delivery_id.is_not(None)
    names = ("id", "customer_id", "number", "due_on", "booked_on", "gross")
    query = select(
        *(getattr(Receivable, name) for name in names),
        opened.label("open"),
        cleared.label("cleared"),
        in_dispute.label("is_disputed"),
    )
    query = query.join(of_newest, of_newest.c.id == Receivable.customer_id)
    return query.where(Receivable.booked_on <= day, *owed_then(day))


def owed_then(day: date) -> tuple[Any, Any]:
    """Neither what was free nor an opening balance that was taken back: nobody paid it, early or late."""
    taken = select(SettlementLine.id).where(
        SettlementLine.receivable_id == Receivable.id,
        SettlementLine.source_kind == OPENING_REVERSAL,
        SettlementLine.booked_on <= day,
    )
    return Receivable.gross > fixed(0), (Receivable.kind != "opening") | ~taken.exists()


def _given_up(session: Session, customers: Collection[UUID], day: date) -> dict[UUID, Record]:
    """Per receivable of which something was written off: the bad debt as of the day, and the day
    of the last line that was not a tail's."""
    touched = select(WriteOff.receivable_id).where(
        WriteOff.customer_id.in_(customers), WriteOff.status == "approved"
    )
    bad_debt, tail = (SettlementLine.source_kind == kind for kind in ("bad_debt", "tail"))
    query = select(
        SettlementLine.receivable_id,
        func.sum(case((bad_debt, SettlementLine.amount), else_=literal(ZERO, Money))).label("lost"),
        func.max(case((~tail, SettlementLine.booked_on))).label("paid_on"),
    )
    query = query.where(SettlementLine.receivable_id.in_(touched), SettlementLine.booked_on <= day)
    rows = session.execute(query.group_by(SettlementLine.receivable_id))
    return {row.receivable_id: row for row in rows}


def _due(row: Record, given_up: Record | None) -> Due:
    """What is given up was never paid; a tail was no payment, so the one before it counts."""
    lost = money(given_up.lost if given_up else ZERO)
    paid_on = (given_up and given_up.paid_on) or row.cleared or row.booked_on
    cleared = None if row.open or lost else paid_on
    return Due(row.number, row.due_on, row.gross, row.open, cleared, bool(row.is_disputed), lost)


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
    names = ("number", "due_on", "gross", "open", "lost", "cleared_on")
    return {name: getattr(due, name) for name in names} | {"days_late": due.days_late(day)}
