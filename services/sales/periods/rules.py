"""The rules of periods: months close one after the other, a year after its twelve, and what comes
late is booked on the first day that is still open. Pure: no database, no HTTP.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from ..errors import (
    PeriodAlreadyClosed,
    PeriodFinal,
    PeriodMalformed,
    PeriodNotClosed,
    PeriodNotLast,
    PeriodNotNext,
    PeriodNotOver,
)

TRANSITIONS = {"open": {"close": "closed"}, "closed": {"reopen": "open"}}
_NAME = re.compile(r"([12]\d{3})(?:-(0[1-9]|1[0-2]))?")


@dataclass(frozen=True, slots=True)
class Span:
    """A month ("2026-03") or a year ("2026")."""

    name: str
    kind: str
    starts_on: date
    ends_on: date


def span(name: str) -> Span:
    """The period of this name."""
    match = _NAME.fullmatch(name)
    if match is None:
        raise PeriodMalformed("/period", name=name)
    year, month = int(match[1]), match[2]
    if month is None:
        return Span(name, "year", date(year, 1, 1), date(year, 12, 31))
    return month_of(date(year, int(month), 1))


def month_of(day: date) -> Span:
    """The month a day lies in."""
    last = monthrange(day.year, day.month)[1]
    return Span(f"{day:%Y-%m}", "month", day.replace(day=1), day.replace(day=last))


def booked(wanted: date, closed_through: date | None) -> date:
    """The wanted day, or the first open one after it."""
    if closed_through is None or wanted > closed_through:
        return wanted
    return closed_through + timedelta(days=1)


def check_closable(
    wanted: Span, closed_through: date | None, final_through: date | None, today: date
) -> None:
    """Months close in their order once they are over; a year once all its months are closed."""
    if wanted.ends_on >= today:
        raise PeriodNotOver("/period", name=wanted.name)
    if wanted.kind == "year":
        _check_year(wanted, closed_through, final_through)
    elif closed_through and wanted.ends_on <= closed_through:
        raise PeriodAlreadyClosed("/period", name=wanted.name)
    elif closed_through and wanted.starts_on != closed_through + timedelta(days=1):
        following = month_of(closed_through + timedelta(days=1)).name
        raise PeriodNotNext("/period", name=wanted.name, next=following)


def _check_year(wanted: Span, closed_through: date | None, final_through: date | None) -> None:
    if final_through and wanted.ends_on <= final_through:
        raise PeriodAlreadyClosed("/period", name=wanted.name)
    if closed_through is None or closed_through < wanted.ends_on:
        first = wanted.starts_on if closed_through is None else closed_through + timedelta(days=1)
        raise PeriodNotNext("/period", name=wanted.name, next=month_of(first).name)


def check_reopenable(
    name: str, status: str, ends_on: date, closed_through: date | None, final_through: date | None
) -> None:
    """Only the last closed month opens again, and none of a year that is closed for good."""
    if status != "closed":
        raise PeriodNotClosed(name=name)
    if final_through and ends_on <= final_through:
        raise PeriodFinal(name=name, year=ends_on.year)
    if ends_on != closed_through:
        last = month_of(closed_through).name if closed_through else "—"
        raise PeriodNotLast(name=name, last=last)
