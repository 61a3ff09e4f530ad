"""The inbox table: every statement on it, set by set.

States: `done`; `waiting` for its time; `running`, claimed and not concluded; `blocked` until its
predecessor was handled; `parked` until the code knows it; `dead`; `discarded`.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import Row, bindparam, delete, select, tuple_, update
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.bulk import insert_new
from chassis.data.clauses import fixed

from .items import Item, Reject, content_id
from .tables import inbox, upsert

LONGEST_BLOCK = timedelta(hours=24)
WINDOW = 50
RUN_LEASE = timedelta(seconds=60)
"""After this a claimed row whose process said nothing may be claimed again."""

Name = tuple[str, UUID]

log = structlog.get_logger(__name__)

_NAME = (inbox.c.handler, inbox.c.event_id)


def admit(session: Session, items: Sequence[Item]) -> list[Item]:
    """Store the items that are new, as done or as blocked, and return them.

    Two workers with the same item: the second waits for the first's commit and gets nothing. An
    item whose id is known with other content is stored as dead beside it.
    """
    new = insert_new(session, inbox, [_admitted(item) for item in items])
    admitted: list[Item] = []
    known: list[Item] = []
    for item in items:  # a window may hold one twice
        (admitted if item.name in new else known).append(item)
        new.discard(item.name)
    if known:
        _expose(session, known)
    return admitted


def begin(session: Session, items: Sequence[Item]) -> list[Item]:
    """Make claimed rows done (or blocked) in this transaction; returns those it was first to."""
    begun: set[Name] = set()
    for blocked in (False, True):
        names = [item.name for item in items if bool(item.line.mode.predecessor) is blocked]
        claimed = update(inbox).where(tuple_(*_NAME).in_(names), inbox.c.state == fixed("running"))
        changed = {"state": "blocked", "due": None} if blocked else _done()
        if names:
            statement = claimed.values(changed).returning(*_NAME)
            begun |= {(handler, event_id) for handler, event_id in session.execute(statement)}
    return [item for item in items if item.name in begun]


def finish(session: Session, items: Sequence[Item]) -> None:
    """Blocked items that have run now are done."""
    rows = [{"h": item.line.handler, "e": item.event_id} for item in items]
    statement = (
        update(inbox)
        .where(inbox.c.handler == bindparam("h"), inbox.c.event_id == bindparam("e"))
        .values(_done())
    )
    session.connection().execute(statement, rows)


def put(session: Session, item: Item, state: str, why: str, due: datetime | None = None) -> None:
    """Store an item that could not be handled; what is done or dead already stays as it is."""
    changed = {
        "state": state,
        "reason": why,
        "due": due,
        "attempts": item.attempts,
        "body": item.delivery.body,
    }
    statement = upsert(session, inbox).on_conflict_do_update(
        index_elements=["handler", "event_id"],
        set_=changed,
        where=inbox.c.state.in_(("waiting", "running", "blocked")),
    )
    session.execute(statement.values({**_address(item), **changed, "handled": None}))


def count(session: Session, item: Item) -> int:
    """Note one more attempt at a redelivered item before it runs; 0 when it needs none.

    It needs none when it is done, dead or waiting: whatever it is, the inbox has it.
    """
    values = {**_address(item), "state": "running", "body": item.delivery.body, "attempts": 1}
    due = clock.now() + RUN_LEASE
    statement = upsert(session, inbox).on_conflict_do_update(
        index_elements=["handler", "event_id"],
        set_={"attempts": inbox.c.attempts + 1, "due": due},
        where=inbox.c.state == fixed("running"),
    )
    attempts = session.scalar(statement.values({**values, "due": due}).returning(inbox.c.attempts))
    if attempts is None:
        _expose(session, [item])
    return attempts or 0


def reject(session: Session, rejects: Iterable[Reject]) -> None:
    """Store what no handler may see, once per content, with its raw bytes."""
    statement = upsert(session, inbox).on_conflict_do_nothing()
    session.execute(statement, [_rejected(one) for one in rejects])


def claim(session: Session) -> list[Row[Any]]:
    """Take due rows for running and count the attempt, so that a crash leaves its mark.

    Rows that never ran come many at a time; a row that may kill its process comes alone.
    """
    due = select(inbox).where(
        inbox.c.state.in_((fixed("waiting"), fixed("running"))), inbox.c.due <= clock.now()
    )
    due = due.order_by(inbox.c.due).with_for_update(skip_locked=True)
    rows = session.execute(due.where(inbox.c.attempts == 0).limit(WINDOW)).all()
    rows = rows or session.execute(due.where(inbox.c.attempts > 0).limit(1)).all()
    if rows:
        names = [(row.handler, row.event_id) for row in rows]
        claimed = update(inbox).where(tuple_(*_NAME).in_(names))
        again = clock.now() + RUN_LEASE
        session.execute(claimed.values(state="running", attempts=inbox.c.attempts + 1, due=again))
    return list(rows)


def release(session: Session, handlers: Iterable[str], subjects: Iterable[str]) -> bool:
    """Items that waited for what was just handled are due now; whether there were any."""
    blocked = update(inbox).where(
        inbox.c.state == fixed("blocked"),
        inbox.c.subject.in_(sorted(set(subjects))),
        inbox.c.handler.in_(sorted(set(handlers))),
    )
    changed = session.connection().execute(blocked.values(state="waiting", due=clock.now()))
    return changed.rowcount > 0


def handled(
    session: Session, types: Iterable[str], subjects: Iterable[str]
) -> set[tuple[str, str, str]]:
    """(type, subject, handler) of what is done, among these."""
    query = select(inbox.c.type, inbox.c.subject, inbox.c.handler).where(
        inbox.c.subject.in_(sorted(set(subjects))),
        inbox.c.type.in_(sorted(set(types))),
        inbox.c.state == "done",
    )
    return {(type, subject, handler) for type, subject, handler in session.execute(query)}


def bury_overdue(session: Session) -> None:
    """Whoever waited a day for a predecessor is dead."""
    since = clock.now() - LONGEST_BLOCK
    overdue = update(inbox).where(inbox.c.state == fixed("blocked"), inbox.c.received <= since)
    why = "its predecessor was not handled within 24 h"
    buried = session.connection().execute(overdue.values(state="dead", reason=why)).rowcount
    if buried:
        log.error("inbox.dead", count=buried, reason=why)


def wake_parked(session: Session, types: Iterable[str]) -> None:
    """What was parked for its type is due for another reading when the type is known."""
    parked = update(inbox).where(inbox.c.state == fixed("parked"), inbox.c.type.in_(sorted(types)))
    session.execute(parked.values(due=clock.now()))


def parked_due(session: Session) -> Sequence[Row[Any]]:
    """Messages to be read again."""
    due = select(inbox).where(inbox.c.state == fixed("parked"), inbox.c.due <= clock.now())
    return session.execute(due.limit(WINDOW).with_for_update(skip_locked=True)).all()


def replace(session: Session, row: Row[Any], items: Sequence[Item]) -> None:
    """A message that was set aside becomes items that are due now."""
    waiting = {"state": "waiting", "due": clock.now(), "attempts": 0}
    values = [{**_address(item), **waiting, "body": item.delivery.body} for item in items]
    if values:
        session.execute(upsert(session, inbox).on_conflict_do_nothing(), values)
    session.execute(delete(inbox).where(*_is(row)))


def conclude(session: Session, row: Row[Any], state: str, why: str) -> None:
    """Set the state of a stored row that can't run."""
    session.execute(update(inbox).where(*_is(row)).values(state=state, reason=why, due=None))


def _expose(session: Session, known: Sequence[Item]) -> None:
    """Same id, other content: somebody has broken the log. Keep the evidence beside the first."""
    ids = [item.event_id for item in known]
    query = select(inbox.c.handler, inbox.c.event_id, inbox.c.hash).where(inbox.c.event_id.in_(ids))
    hashes = {(handler, event_id): hash for handler, event_id, hash in session.execute(query)}
    for item in known:
        if hashes.get(item.name, item.hash) != item.hash:
            row = {**_address(item), "event_id": content_id(item.hash), "body": item.delivery.body}
            row |= {"state": "dead", "reason": f"other content under the known id {item.event_id}"}
            session.execute(upsert(session, inbox).on_conflict_do_nothing().values(row))
            log.error("inbox.other_content", handler=item.line.handler, id=str(item.event_id))


def _is(row: Row[Any]) -> tuple[Any, Any]:
    return inbox.c.handler == row.handler, inbox.c.event_id == row.event_id


def _address(item: Item) -> dict[str, Any]:
    return {
        "handler": item.line.handler,
        "event_id": item.event_id,
        "type": item.fact.type,
        "subject": item.fact.subject,
        "sequence": item.fact.sequence,
        "hash": item.hash,
        "exchange": item.delivery.exchange,
        "key": item.delivery.key,
        "received": item.received,
    }


def _done() -> dict[str, Any]:
    """Of a done fact the hash is kept, to know it again, and not the body."""
    return {"state": "done", "body": None, "due": None, "reason": None, "handled": clock.now()}


def _admitted(item: Item) -> dict[str, Any]:
    """What a row says while its transaction is open; it becomes true with the commit."""
    blocked = {"state": "blocked", "body": item.delivery.body, "handled": None}
    outcome = blocked if item.line.mode.predecessor else _done()
    return {**_address(item), "due": None, "reason": None, **outcome, "attempts": 0}


def _rejected(one: Reject) -> dict[str, Any]:
    return {
        "handler": "",
        "event_id": one.event_id,
        "type": one.type,
        "subject": one.subject,
        "sequence": 0,
        "hash": one.hash,
        "state": one.state,
        "exchange": one.delivery.exchange[:120],
        "key": one.delivery.key[:160],
        "body": one.delivery.body,
        "reason": one.reason,
        "received": clock.now(),
    }
