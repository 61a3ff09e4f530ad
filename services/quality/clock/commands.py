"""Start a case's clock, meet its steps, and let timers turn a step amber or late."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from chassis import clock
from chassis.ids import new_id
from chassis.transport.timers import schedule, unschedule

from . import rules
from .models import ClockTerm, Deadline

TICK = "clock_tick"
JUST_AFTER = timedelta(seconds=1)
"""At the due instant itself a step is still in time."""


def start_clock(session: Session, case_id: UUID, path: str, received_at: datetime) -> None:
    """Give the case the deadlines of a path that it has not got yet, counted from receipt."""
    known = set(session.scalars(select(Deadline.step).where(Deadline.case_id == case_id)))
    for span in rules.spans(received_at, _terms(session, path)):
        if span.step not in known:
            _set(session, case_id, span)


def meet(session: Session, case_id: UUID, *steps: str) -> None:
    """Mark steps done now; what was done before keeps its time, and what was late stays late."""
    now = clock.now()
    for deadline in _open(session, case_id, steps):
        deadline.done_at = now
        deadline.state = _state(deadline, now)
        for moment in ("amber", "late"):
            unschedule(session, TICK, f"{deadline.id}:{moment}")


def tick(session: Session, timer: Any) -> None:
    """A deadline reached its amber or due instant; one that is done by then stays as it is."""
    deadline = session.get(Deadline, UUID(timer.data["deadline_id"]))
    if deadline is not None:
        # the condition settles the race with a step done at this very moment
        still_open = update(Deadline).where(Deadline.id == deadline.id, Deadline.done_at.is_(None))
        session.execute(still_open.values(state=_state(deadline, clock.now())))


def _set(session: Session, case_id: UUID, span: rules.Span) -> None:
    deadline = Deadline(
        id=new_id(), case_id=case_id, step=span.step, amber_at=span.amber_at, due_at=span.due_at
    )
    now = clock.now()
    deadline.state = _state(deadline, now)
    session.add(deadline)
    for moment, due in (("amber", span.amber_at), ("late", span.due_at + JUST_AFTER)):
        if due > now:
            data = {"deadline_id": str(deadline.id)}
            schedule(session, due, TICK, f"{deadline.id}:{moment}", data)


def _open(session: Session, case_id: UUID, steps: Iterable[str]) -> list[Deadline]:
    mine = select(Deadline).where(Deadline.case_id == case_id, Deadline.step.in_(list(steps)))
    return list(session.scalars(mine.where(Deadline.done_at.is_(None))))


def _terms(session: Session, path: str) -> list[rules.Term]:
    rows = session.scalars(
        select(ClockTerm).where(ClockTerm.path == path).order_by(ClockTerm.hours)
    )
    return [rules.Term(row.step, row.hours, row.amber_percent) for row in rows]


def _state(deadline: Deadline, now: datetime) -> str:
    return rules.state(deadline.amber_at, deadline.due_at, deadline.done_at, now)
