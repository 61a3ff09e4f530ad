"""The tables of transport, in every service's own database: log out, log in, marks and timers."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from chassis.data.tables import metadata
from chassis.data.types import Id, Instant, Json

Counter = BigInteger().with_variant(Integer, "sqlite")


def _partial(name: str, *columns: str, where: str) -> Index:
    return Index(name, *columns, postgresql_where=text(where), sqlite_where=text(where))


outbox = Table(
    "outbox",
    metadata,
    Column("id", Counter, primary_key=True),
    Column("event_id", Id, nullable=False, unique=True),
    Column("type", String(120), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("envelope", Text, nullable=False),
    Column("created", Instant, nullable=False),
    Column("published", Instant),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_attempt", Instant),
    Column("last_error", Text),
    _partial("ix_outbox_unpublished", "id", where="published IS NULL"),
    comment="The facts this service stated, in its own words: the producer's log, never emptied.",
)

inbox = Table(
    "inbox",
    metadata,
    Column("handler", String(120), primary_key=True),
    Column("event_id", Id, primary_key=True),
    Column("type", String(120), nullable=False),
    Column("subject", String(120), nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    Column("state", String(10), nullable=False),
    Column("exchange", String(120), nullable=False),
    Column("key", String(160), nullable=False),
    Column("body", LargeBinary),
    Column("attempts", Integer, nullable=False, default=0),
    Column("due", Instant),
    Column("reason", Text),
    Column("received", Instant, nullable=False),
    Column("handled", Instant),
    Index("ix_inbox_subject", "subject", "type"),
    _partial("ix_inbox_open", "state", "due", where="state <> 'done'"),
    comment="What each handler did with each fact; the body is kept until it is done.",
)

latest_seen = Table(
    "latest_seen",
    metadata,
    Column("handler", String(120), primary_key=True),
    Column("subject", String(120), primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    comment="The highest sequence a `latest` handler has handled of a subject.",
)

timers = Table(
    "timers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String(80), nullable=False),
    Column("key", String(120), nullable=False),
    Column("due", Instant, nullable=False),
    Column("data", Json, nullable=False),
    UniqueConstraint("name", "key"),
    Index("ix_timers_due", "due"),
    comment="What is to be done at an instant; a due row moves to the inbox and runs from there.",
)


def upsert(session: Session, table: Table) -> Any:
    """The database's own INSERT, the one that knows ON CONFLICT."""
    dialect = session.get_bind().dialect.name
    return (postgresql if dialect == "postgresql" else sqlite).insert(table)
