"""Stored answers: a request repeated with its Idempotency-Key gets the first one's answer."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from chassis import clock

from .database import Database
from .tables import stored_answer as table

KEPT = timedelta(days=30)


def claim(session: Session, actor: UUID, route: str, key: str, body_hash: str) -> Row[Any] | None:
    """Take the key for this transaction, or return the answer that stands under it already.

    A second claimant waits here until the first one commits (then it gets that answer) or rolls
    back (then the key is its own).
    """
    insert = pg_insert if session.info["database"].is_postgres else sqlite_insert
    values = {"actor": actor, "route": route, "key": key, "body_hash": body_hash, "at": clock.now()}
    taken = session.execute(
        insert(table).values(values).on_conflict_do_nothing().returning(table.c.key)
    )
    if taken.first():
        return None
    return session.execute(select(table).where(*_at(actor, route, key))).one()


def store(
    session: Session, actor: UUID, route: str, key: str, status: int, etag: str | None, body: str
) -> None:
    """Keep the answer in the commit of the effect."""
    answer = {"status": status, "etag": etag, "body": body}
    session.execute(update(table).where(*_at(actor, route, key)).values(answer))


def forget(session: Session, actor: UUID, route: str, key: str) -> None:
    """Take the claim back in the same transaction: the next request with the key is a first one."""
    session.execute(delete(table).where(*_at(actor, route, key)))


def prune(database: Database) -> None:
    """Forget answers older than thirty days."""
    with database.transaction() as session:
        session.execute(delete(table).where(table.c.at < clock.now() - KEPT))


def _at(actor: UUID, route: str, key: str) -> tuple[Any, ...]:
    return table.c.actor == actor, table.c.route == route, table.c.key == key
