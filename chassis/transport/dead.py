"""Dead letters: what the inbox gave up on, for a person to look at, run again or discard."""

import argparse
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, case, select, update
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import Database
from chassis.data.journal import record
from chassis.service import Service

from .operator import operator
from .tables import inbox


def letters(
    session: Session, states: Sequence[str] = ("dead", "parked"), limit: int = 200
) -> list[Row[Any]]:
    """What was set aside, oldest first."""
    query = select(inbox).where(inbox.c.state.in_(states)).order_by(inbox.c.received).limit(limit)
    return list(session.execute(query).all())


def letter(session: Session, event_id: UUID) -> list[Row[Any]]:
    """All that is stored about one message, a row per handler."""
    return list(session.execute(select(inbox).where(inbox.c.event_id == event_id)).all())


def replay(session: Session, event_id: UUID, reason: str, handler: str | None = None) -> int:
    """Let dead or discarded items of a message run again, as if new; returns how many.

    Twice is once: the second call finds none dead. What no handler had seen is read again.
    """
    settled = _named(event_id, handler) & inbox.c.state.in_(("dead", "discarded"))
    again = case((inbox.c.handler == "", "parked"), else_="waiting")
    fresh = {"state": again, "due": clock.now(), "received": clock.now(), "attempts": 0}
    return _change(session, settled, fresh, f"replayed: {reason}")


def discard(session: Session, event_id: UUID, reason: str, handler: str | None = None) -> int:
    """Settle dead or parked items of a message without running them; returns how many."""
    open_ones = _named(event_id, handler) & inbox.c.state.in_(("dead", "parked"))
    return _change(session, open_ones, {"state": "discarded", "due": None}, f"discarded: {reason}")


def _named(event_id: UUID, handler: str | None) -> ColumnElement[bool]:
    same_id = inbox.c.event_id == event_id
    return same_id if handler is None else same_id & (inbox.c.handler == handler)


def _change(session: Session, chosen: ColumnElement[bool], values: Any, reason: str) -> int:
    changed = update(inbox).where(chosen).values(**values)
    rows = session.execute(
        changed.returning(inbox.c.handler, inbox.c.event_id, inbox.c.state)
    ).all()
    for handler, event_id, state in rows:
        record(session, f"message/{event_id}", None, {"handler": handler, "state": state}, reason)
    return len(rows)


def command(service: Service, database: Database, arguments: Sequence[str]) -> int:
    """`dead list | show ID | replay ID --reason … | discard ID --reason …`."""
    told = _parser().parse_args(arguments)
    if told.verb in ("list", "show"):
        with database.reading() as session:
            rows = letters(session) if told.verb == "list" else letter(session, told.id)
            for row in rows:
                print(_line(row) if told.verb == "list" else _page(row))
        return 0
    act = {"replay": replay, "discard": discard}[told.verb]
    with database.transaction(operator(f"dead {told.verb}", told.reason)) as session:
        count = act(session, told.id, told.reason, told.handler)
    print(f"{told.verb}: {count}")
    return 0 if count else 1


def _line(row: Row[Any]) -> str:
    when = row.received.isoformat(timespec="seconds")
    return f"{row.event_id}  {row.state:8} {when}  {row.handler or '-'}  {row.type or '-'}  {row.reason}"


def _page(row: Row[Any]) -> str:
    fields = {name: value for name, value in row._mapping.items() if name not in ("hash", "body")}
    body = (row.body or b"").decode(errors="replace")
    return "\n".join(f"{name:10} {value}" for name, value in fields.items()) + f"\n{body}\n"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("dead", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("list", help="what is dead or parked, oldest first")
    verbs.add_parser("show", help="all about one message").add_argument("id", type=UUID)
    for verb, help in (("replay", "run it again"), ("discard", "settle it without running it")):
        one = verbs.add_parser(verb, help=help)
        one.add_argument("id", type=UUID)
        one.add_argument("--handler", help="only this handler's")
        one.add_argument("--reason", required=True, help="goes into the journal")
    return parser
