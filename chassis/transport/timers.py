"""Timers: what is to be done at an instant. A due timer goes the way of a message, through the inbox."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, insert, select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.ids import new_id
from chassis.service import Line, Service, once

from .fact import Fact
from .tables import inbox, timers, upsert

WINDOW = 50


@dataclass(frozen=True, slots=True)
class Timer:
    """What a timer's handler gets; `name` and `key` together name it, `data` is JSON."""

    name: str
    key: str
    due: datetime
    data: dict[str, Any]


def schedule(
    session: Session, due: datetime, name: str, key: str, data: dict[str, Any] | None = None
) -> None:
    """Run the service's timer `name` for `key` once at `due`; another due time replaces the first."""
    values = {"id": new_id(), "due": due, "data": data or {}}
    statement = upsert(session, timers).values(name=name, key=key, **values)
    session.execute(statement.on_conflict_do_update(index_elements=["name", "key"], set_=values))


def unschedule(session: Session, name: str, key: str) -> None:
    """Forget a timer that has not come due; does nothing when there is none."""
    session.execute(delete(timers).where(timers.c.name == name, timers.c.key == key))


def move_due(session: Session, service: str) -> int:
    """Put due timers into the inbox, where they run, are retried and die like messages."""
    due = select(timers).where(timers.c.due <= clock.now()).order_by(timers.c.due).limit(WINDOW)
    rows = session.execute(due.with_for_update(skip_locked=True)).all()
    if rows:
        session.execute(insert(inbox), [_as_message(row, service) for row in rows])
        session.execute(delete(timers).where(timers.c.id.in_([row.id for row in rows])))
    return len(rows)


def timer_lines(service: Service) -> Iterator[Line]:
    """The service's timers as lines on facts it states to itself."""
    for name, handle in service.timers.items():
        yield Line(timer_type(service.name, name), once, _on_timer(name, handle))


def timer_type(service: str, name: str) -> str:
    """The type under which a due timer stands in the inbox."""
    return f"{service}.timer.{name}.v1"


def _on_timer(name: str, handle: Callable[..., None]) -> Callable[..., None]:
    def run(session: Session, fact: Fact) -> None:
        due = datetime.fromisoformat(fact.data["due"])
        handle(session, Timer(name, fact.data["key"], due, fact.data["data"]))

    run.__name__ = f"timer:{name}"
    return run


def _as_message(row: Row[Any], service: str) -> dict[str, Any]:
    data = {"key": row.key, "due": row.due.isoformat(), "data": row.data}
    subject = f"timer/{row.id}"
    fact = Fact(timer_type(service, row.name), subject, 0, data, id=row.id, source=service)
    body = fact.encode().encode()
    return {
        "handler": f"timer:{row.name}",
        "event_id": UUID(str(row.id)),
        "type": fact.type,
        "subject": subject,
        "sequence": 0,
        "hash": sha256(body).digest(),
        "state": "waiting",
        "exchange": "",
        "key": "",
        "body": body,
        "attempts": 0,
        "due": row.due,
        "received": clock.now(),
    }
