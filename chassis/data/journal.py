"""The journal: one append-only, hash-chained row for every change and every read of secrets.

Rows are stored in the transaction of the change. The chain is closed shortly after by the worker
(`seal`), because a chain inside the transaction would put every change of a service in one queue.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.ids import new_id

from .bulk import insert_last, insert_rows
from .database import Database, actor, on_trial
from .plain import plain
from .tables import journal, journal_seal
from .vault import conceal

LATE = timedelta(minutes=1)
"""By how much a change may commit after one that began later, but for rare ones."""
LATEST = timedelta(hours=1)
"""By how much at the most."""


def record(
    session: Session,
    thing: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    reason: str = "",
    classes: dict[str, str] | None = None,
    person: UUID | None = None,
) -> None:
    """Note what a command did to `thing` (`order/<id>`): every field that differs, old and new.

    `classes` (a shape's, field → secrecy class) says which values are above internal; those are
    encrypted under the key of `person`, and erasing that key erases them here too.
    """
    if on_trial(session):
        return
    changes = _differences(before or {}, after or {})
    if classes and person:
        changes = conceal(session, person, changes, classes)
    insert_last(session, journal, [_row(session, thing, changes, reason)])


def record_readings(
    session: Session, read: Mapping[str, Iterable[str]], reason: str | None = None
) -> None:
    """Note that the actor is shown these fields of each thing, and why: the reason given, else that
    of the request. One statement, however many things."""
    if on_trial(session):
        return
    why = session.info["context"].request.get("reason", "") if reason is None else reason
    told = ((thing, {"read": sorted(names)}) for thing, names in read.items())
    insert_last(session, journal, [_row(session, thing, names, why) for thing, names in told])


def _row(session: Session, thing: str, changes: dict[str, Any], reason: str) -> dict[str, Any]:
    context = session.info["context"]
    who = actor(session)
    return {
        "id": new_id(),
        "at": clock.now(),
        "actor": who.id,
        "actor_name": who.name,
        "thing": thing,
        "verb": context.request.get("verb", ""),
        "changes": changes,
        "reason": reason,
        "correlation": context.correlation,
    }


def _differences(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    old, new = plain(dict(before)), plain(dict(after))
    fields = [*new, *(name for name in old if name not in new)]
    pairs = {name: [old.get(name), new.get(name)] for name in fields}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def seal(database: Database, limit: int = 1000, back: timedelta = LATEST) -> int:
    """Chain the rows that are not chained yet, oldest first; returns how many.

    Looks for rows that commit up to `back` after others. Two workers at once are safe: a position
    can be taken only once, the loser's block is rolled back and found again.
    """
    with database.reading() as session:
        newest = select(journal_seal).order_by(journal_seal.c.position.desc()).limit(1)
        last = session.execute(newest).first()
        rows = session.execute(_unsealed(last.journal_id if last else None, limit, back)).mappings()
        position, link = (last.position, last.hash) if last else (0, "")
        seals = []
        for row in rows:
            position, link = position + 1, _link(link, dict(row))
            seals.append({"position": position, "journal_id": row["id"], "hash": link})
    if seals:
        with database.transaction() as session:
            insert_rows(session, journal_seal, seals)
    return len(seals)


def broken_links(session: Session) -> list[int]:
    """Positions of the chain whose row was changed or removed since it was sealed."""
    joined = select(journal_seal.c.position, journal_seal.c.hash, *journal.c)
    joined = joined.outerjoin(journal, _CHAINED).order_by(journal_seal.c.position).limit(1000)
    broken, link, last = [], "", 0
    while rows := session.execute(joined.where(journal_seal.c.position > last)).mappings().all():
        for row in rows:
            content = {column.name: row[column] for column in journal.c}
            if _link(link, content) != row[journal_seal.c.hash]:
                broken.append(row[journal_seal.c.position])
            link, last = row[journal_seal.c.hash], row[journal_seal.c.position]
    return broken


def unchained(session: Session) -> int:
    """Rows that should have been chained long ago; a whole journal has none."""
    free = select(func.count()).select_from(journal.outerjoin(journal_seal, _CHAINED))
    old = journal.c.at < clock.now() - LATEST
    return session.execute(free.where(journal_seal.c.journal_id.is_(None), old)).scalar_one()


def command(database: Database) -> int:
    """Check the chain from its first row on; prints what it found, returns the exit status."""
    with database.reading() as session:
        broken, free = broken_links(session), unchained(session)
    if not broken and not free:
        print("the journal is whole")
        return 0
    for position in broken:
        print(f"position {position}: the row was changed or removed since it was chained")
    if free:
        print(f"{free} rows older than an hour are not chained: is the worker running?")
    return 1


_CHAINED = journal_seal.c.journal_id == journal.c.id


def _unsealed(last: UUID | None, limit: int, back: timedelta) -> Any:
    rows = select(journal).outerjoin(journal_seal, _CHAINED)
    rows = rows.where(journal_seal.c.journal_id.is_(None)).order_by(journal.c.id).limit(limit)
    if last:
        # ids carry their millisecond, which spares looking through the whole journal each time;
        # now counts where it is earlier, because the machine's clock may have been ahead
        newest = min(last.int >> 80, int(clock.machine() * 1000))
        since = max(0, newest - back // timedelta(milliseconds=1))
        rows = rows.where(journal.c.id > UUID(int=since << 80))
    return rows


def _link(previous: str, row: dict[str, Any]) -> str:
    content = json.dumps(plain(row), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256((previous + content).encode()).hexdigest()
