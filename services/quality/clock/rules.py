"""When a step is due and how late it is: clock hours from receipt, never paused, late stays late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

RUNNING, AMBER, LATE = "running", "amber", "late"
MET, MET_LATE = "met", "met_late"

ACKNOWLEDGE, CONTAIN, REPLY = "acknowledge", "d3", "reply"


@dataclass(frozen=True)
class Term:
    """How long after receipt a step is due, and at what share of that time it turns amber."""

    step: str
    hours: int
    amber_percent: int


@dataclass(frozen=True)
class Span:
    """One step's time: due at, and amber from."""

    step: str
    amber_at: datetime
    due_at: datetime


def spans(received_at: datetime, terms: Iterable[Term]) -> list[Span]:
    """The deadlines of a concern received at this instant."""
    return [_span(received_at, term) for term in terms]


def state(amber_at: datetime, due_at: datetime, done_at: datetime | None, now: datetime) -> str:
    """How a deadline stands: at the due instant itself it is still in time."""
    if done_at is not None:
        return MET if done_at <= due_at else MET_LATE
    if now > due_at:
        return LATE
    return AMBER if now >= amber_at else RUNNING


def _span(received_at: datetime, term: Term) -> Span:
    whole = timedelta(hours=term.hours)
    return Span(term.step, received_at + whole * term.amber_percent / 100, received_at + whole)
