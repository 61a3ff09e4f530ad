"""Closing a month: what hinders it is judged while nobody else can book."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from chassis import clock

from ..periods import rules
from ..periods.commands import close_period, lock_books
from ..periods.models import Period
from .checks import hindrances, judge


def close_books(session: Session, period: str, accepted: Sequence[str]) -> Period:
    """Close a month or, once its months are closed, a year for good."""
    wanted = rules.span(period)
    books = lock_books(session)
    rules.check_closable(wanted, books.closed_through, books.final_through, clock.today())
    found = hindrances(session, wanted) if wanted.kind == "month" else []
    judge(wanted, found, accepted)
    return close_period(session, books, wanted, found)
