"""Booking days, and closing and re-opening the periods they lie in."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.ids import new_id

from ..errors import CloserReopens, DayClosed, PeriodNotFound
from . import rules
from .models import Books, Period

_BOOKS = select(Books).execution_options(populate_existing=True)
_SHARED = select(Books.closed_through).with_for_update(read=True)


def booking_day(session: Session, wanted: date) -> date:
    """The day on which something of the `wanted` day is booked: that day, or the first open one.

    What others tell us late is never refused or lost. Closing waits until who asked has committed.
    """
    return rules.booked(wanted, _closed_through(session))


def open_day(session: Session, wanted: date, pointer: str | None = None) -> date:
    """The day a person puts on a document; refuses one that lies in a closed period."""
    first = booking_day(session, wanted)
    if first != wanted:
        raise DayClosed(pointer, day=wanted, first=first)
    return wanted


def lock_books(session: Session) -> Books:
    """How far the books are closed; nobody books until the transaction ends."""
    return session.scalars(_BOOKS.with_for_update()).one()


def close_period(
    session: Session, books: Books, wanted: rules.Span, accepted: list[dict[str, Any]]
) -> Period:
    """Close a month, or a year for good; the caller has the books locked and what hinders judged."""
    rules.check_closable(wanted, books.closed_through, books.final_through, clock.today())
    period = session.scalar(select(Period).where(Period.name == wanted.name))
    if period is None:
        period = _new_period(wanted)
        session.add(period)
    else:
        period.version += 1
    period.status, period.accepted = "closed", accepted
    period.closed_by, period.closed_by_name = actor(session).id, actor(session).name
    period.closed_at = clock.now()
    if wanted.kind == "year":
        books.final_through = wanted.ends_on
    else:
        books.closed_through = wanted.ends_on
    told = {"name": wanted.name, "status": "closed", "accepted": accepted}
    record(session, f"period/{period.id}", None, told)
    return period


def reopen_period(session: Session, period_id: UUID, reason: str) -> Period:
    """Open the last closed month again; never by who closed it."""
    books = lock_books(session)
    period = session.get(Period, period_id)
    if period is None:
        raise PeriodNotFound()
    through = books.closed_through
    rules.check_reopenable(period.name, period.status, period.ends_on, through, books.final_through)
    who = actor(session)
    if who.id == period.closed_by:
        raise CloserReopens(name=period.name)
    books.closed_through = period.starts_on - timedelta(days=1)
    period.status, period.reopen_reason = "open", reason
    period.reopened_by, period.reopened_by_name = who.id, who.name
    period.reopened_at = clock.now()
    period.version += 1
    record(session, f"period/{period.id}", {"status": "closed"}, {"status": "open"}, reason)
    return period


def _closed_through(session: Session) -> date | None:
    """Read once in a transaction, which holds it until the end."""
    if "closed_through" not in session.info:
        session.info["closed_through"] = session.scalars(_SHARED).first()
    return session.info["closed_through"]


def _new_period(wanted: rules.Span) -> Period:
    return Period(
        id=new_id(),
        version=1,
        created_at=clock.now(),
        name=wanted.name,
        kind=wanted.kind,
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on,
    )
