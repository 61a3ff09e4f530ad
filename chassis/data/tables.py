"""The tables that every service's database has beside its own: journal, keys, stored answers."""

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

from .types import Id, Instant, Json

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMING)

journal = Table(
    "journal",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("actor", Id, nullable=False),
    Column("actor_name", String(120), nullable=False),
    Column("thing", String(120), nullable=False),
    Column("verb", String(60), nullable=False),
    Column("changes", Json, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("correlation", String(64)),
    Index("ix_journal_thing", "thing", "id"),
)

journal_seal = Table(
    "journal_seal",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("journal_id", Id, nullable=False, unique=True),
    Column("hash", String(64), nullable=False),
)

person_key = Table(
    "person_key",
    metadata,
    Column("person", Id, primary_key=True),
    Column("wrapped", LargeBinary),
    Column("erased_at", Instant),
)

stored_answer = Table(
    "stored_answer",
    metadata,
    Column("actor", Id, primary_key=True),
    Column("route", String(200), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("body_hash", String(64), nullable=False),
    Column("status", Integer),
    Column("etag", String(40)),
    Column("body", Text),
    Column("at", Instant, nullable=False),
    Index("ix_stored_answer_at", "at"),
)
