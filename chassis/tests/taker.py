"""A service that takes facts, on a database of its own: a handler of each kind leaves a row or fails as told."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Column, Integer, String, Table, insert, select, update
from sqlalchemy.exc import OperationalError

from chassis import clock
from chassis.data.database import Database, make_base
from chassis.data.tables import metadata as chassis_tables
from chassis.errors import Conflict
from chassis.ids import new_id
from chassis.service import Line, Service, after, latest, once
from chassis.transport.contract import WHOLE, declare
from chassis.transport.inbox import Inbox
from chassis.transport.outbox import emit
from chassis.transport.tables import inbox, upsert
from tests.support.door import envelope

Base = make_base()
copies = Table(
    "copies",
    Base.metadata,
    Column("subject", String(80), primary_key=True),
    Column("value", Integer, nullable=False),
)
effects = Table(
    "effects",
    Base.metadata,
    Column("id", Integer, primary_key=True),
    Column("handler", String(40), nullable=False),
    Column("subject", String(80), nullable=False),
    Column("value", Integer, nullable=False),
)

CHANGED = "maker.thing.changed.v1"
COUNTED = "maker.thing.counted.v1"
OPENED = "maker.case.opened.v1"
CLOSED = "maker.case.closed.v1"
SEALED = "maker.case.sealed.v1"
NOTED = declare(
    "taker.note.made.v1", subject="note", data={"value": WHOLE}, example={"value": 1}, doc="A note."
)


class NoSuchThing(Conflict):
    """The handler refuses a fact."""

    code = "no_such_thing"
    en = "There is no thing {number}."
    zh = "没有 {number}。"


failing: dict[str, Any] = {}


def effect(handler: str) -> Callable[[Any, Any], None]:
    """A handler that leaves one row, and fails the way the test wants for its value."""

    def handle(session: Any, fact: Any) -> None:
        row = {"handler": handler, "subject": fact.subject, "value": fact.data["value"]}
        session.execute(insert(effects), row)
        trouble = failing.get(fact.data["value"])
        if trouble:
            raise trouble

    handle.__name__ = handler
    return handle


def copy_thing(session: Any, fact: Any) -> None:
    row = {"subject": fact.subject, "value": fact.data["value"]}
    statement = upsert(session, copies).values(row)
    session.execute(
        statement.on_conflict_do_update(index_elements=["subject"], set_={"value": row["value"]})
    )


def count_many(session: Any, facts: list[Any]) -> None:
    rows = [
        {"handler": "count_many", "subject": f.subject, "value": f.data["value"]} for f in facts
    ]
    session.execute(insert(effects), rows)
    emit(session, *(NOTED.fact(new_id(), 1, {"value": 1}).caused_by(fact) for fact in facts))


def note(session: Any, fact: Any) -> None:
    emit(session, NOTED.fact(new_id(), 1, {"value": fact.data["value"]}))


def key_of(fact: Any) -> list[str]:
    return [f"thing/{fact.data['value'] % 7}"]


TAKER = Service(
    "taker",
    "chassis.tests",
    Base.metadata,
    lines=(
        Line(CHANGED, latest, copy_thing, kind="copy"),
        Line(COUNTED, once, effect("count"), keys=key_of),
        Line(COUNTED, once, count_many, batch=True),
        Line(CHANGED, once, note),
        Line(OPENED, once, effect("open_case")),
        Line(CLOSED, after(OPENED), effect("close_case")),
        Line(SEALED, after(CLOSED), effect("seal_case")),
    ),
)


def fact(
    type: str, value: int = 1, sequence: int = 1, subject: UUID | None = None, **more: Any
) -> Any:
    kind = type.split(".")[1]
    given = {"type": type, "subject": f"{kind}/{subject or new_id()}", "data": {"value": value}}
    return envelope(given | {"sequence": sequence} | more)


@pytest.fixture
def url(database_url) -> str:
    failing.clear()
    url = database_url("taker")
    database = Database(url)
    chassis_tables.create_all(database.engine)
    Base.metadata.create_all(database.engine)
    database.dispose()
    return url


@pytest.fixture
def database(url) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.dispose()


@pytest.fixture
def taker(database) -> Inbox:
    return Inbox(TAKER, database)


def rows(database: Database, table: Table = effects) -> list[Any]:
    with database.reading() as session:
        return list(session.execute(select(table)))


def states(database: Database, **where: Any) -> list[str]:
    query = select(inbox.c.state).order_by(inbox.c.state)
    for name, value in where.items():
        query = query.where(inbox.c[name] == value)
    with database.reading() as session:
        return list(session.scalars(query))


def values(database: Database, handler: str) -> list[int]:
    return sorted(row.value for row in rows(database) if row.handler == handler)


def make_due(database: Database) -> None:
    """As if every waiting item's time had come."""
    with database.transaction() as session:
        past = clock.now() - timedelta(seconds=1)
        session.execute(update(inbox).where(inbox.c.due.is_not(None)).values(due=past))


def locked(state: str) -> OperationalError:
    """The error PostgreSQL raises, with its code."""
    cause = Exception("deadlock detected")
    cause.sqlstate = state  # type: ignore[attr-defined]
    return OperationalError("SELECT 1", {}, cause)
