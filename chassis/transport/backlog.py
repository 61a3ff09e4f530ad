"""What the inbox has due by itself: items that wait for another attempt, timers, second readings."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.clauses import fixed
from chassis.data.database import Database
from chassis.service import Service

from . import inbox_rows as rows
from .bus import Delivery
from .fact import decode
from .items import Item, Reader, Reject
from .lines import Lines
from .runner import Runner
from .tables import inbox, timers
from .timers import move_due


class Backlog:
    """Claims what is due and runs it; used by `Inbox`."""

    def __init__(
        self, service: Service, database: Database, reader: Reader, lines: Lines, runner: Runner
    ) -> None:
        self._service = service
        self._database = database
        self._reader = reader
        self._lines = lines
        self._runner = runner

    def work_off(self) -> bool:
        """Run what one claim takes; True when it took something."""
        with self._database.reading() as session:
            if not _anything_due(session):
                return False
        with self._database.transaction() as session:
            self._read_again(session)
            move_due(session, self._service.name)
            claimed = rows.claim(session)
        self._run(claimed)
        return bool(claimed)

    def tidy(self) -> None:
        """Bury what waited a day for its predecessor; wake the parked of types known by now."""
        with self._database.transaction() as session:
            rows.bury_overdue(session)
            rows.wake_parked(session, self._service.lines_by_type)

    def _run(self, claimed: Sequence[Row[Any]]) -> None:
        """Those that never ran go as a window; `claim` brings the others one by one."""
        items = []
        for row in claimed:
            line = self._lines.find(row.handler, row.type)
            if line is None:
                self._refuse(row)
                continue
            fact, delivery = decode(row.body), _delivery(row)
            item = Item(
                line, fact, delivery, row.hash, row.event_id, row.received, row.attempts + 1
            )
            items.append(item)
        if len(items) == 1 and claimed[0].state == "running":
            self._runner.run_again(items[0])
        elif items:
            self._runner.run(items, rows.begin)

    def _refuse(self, row: Row[Any]) -> None:
        why = f"the code has no handler {row.handler} for {row.type} any more"
        with self._database.transaction() as session:
            rows.conclude(session, row, "dead", why)

    def _read_again(self, session: Session) -> None:
        """Second readings: what passes now waits for its handlers, the rest stays set aside."""
        for row in rows.parked_due(session):
            reading = self._reader.read(_delivery(row))
            if isinstance(reading, Reject):
                rows.conclude(session, row, reading.state, reading.reason)
            else:
                rows.replace(session, row, reading)


def _anything_due(session: Session) -> bool:
    """One cheap question, asked several times a second."""
    return bool(session.scalar(_DUE, {"now": clock.now()}))


_NOW: Any = bindparam("now")
_OPEN = [fixed(state) for state in ("waiting", "running", "parked")]
_DUE = select(
    or_(
        exists().where(inbox.c.state.in_(_OPEN), inbox.c.due <= _NOW),
        exists().where(timers.c.due <= _NOW),
    )
)


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(row.exchange, row.key, row.body, redelivered=True, tag=0, generation=0)
