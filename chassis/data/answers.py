"""Stored answers: a request repeated with its Idempotency-Key gets the first one's answer."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from chassis import clock

from .bulk import update_last
from .database import Database
from .tables import stored_answer as table

KEPT = timedelta(days=30)


def claim(session: Session, actor: UUID, route: str, key: str, body_hash: str) -> Row[Any] | None:
    """Take the key for this transaction, or return the answer that stands under it already.

    A second claimant waits here until the first one commits (then it gets that answer) or rolls
    back (then the key is its own).
    """
    claimed = _CLAIM[session.info["database"].is_postgres]
    values = {"actor": actor, "route": route, "key": key, "body_hash": body_hash, "at": clock.now()}
    if session.execute(claimed, values).first():
        return None
    return session.execute(_FIND, _named(actor, route, key)).one()


def store(
    session: Session, actor: UUID, route: str, key: str, status: int, etag: str | None, body: str
) -> None:
    """Keep the answer in the commit of the effect."""
    answer = {"actor": actor, "route": route, "key": key, "status": status, "etag": etag}
    update_last(session, table, [answer | {"body": body}], _KEY)


def forget(session: Session, actor: UUID, route: str, key: str) -> None:
    """Take the claim back in the same transaction: the next request with the key is a first one."""
    session.execute(_FORGET, _named(actor, route, key))


def prune(database: Database) -> None:
    """Forget answers older than thirty days."""
    with database.transaction() as session:
        session.execute(delete(table).where(table.c.at < clock.now() - KEPT))


def _named(actor: UUID, route: str, key: str) -> dict[str, Any]:
    return {"the_actor": actor, "the_route": route, "the_key": key}


# Every change of goods or money runs these, so they are built once.
_KEY = ("actor", "route", "key")
_THERE = [table.c[name] == bindparam(f"the_{name}") for name in _KEY]
_FIND = select(table).where(*_THERE)
_FORGET = delete(table).where(*_THERE)
_CLAIM = {
    is_postgres: insert(table).on_conflict_do_nothing().returning(table.c.key)
    for is_postgres, insert in ((True, pg_insert), (False, sqlite_insert))
}
