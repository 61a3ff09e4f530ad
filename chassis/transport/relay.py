"""The relay: carries the outbox to the bus, at least once, and gives up never."""

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import Row, bindparam, or_, select, update

from chassis import clock
from chassis.data.bulk import update_rows
from chassis.data.database import Database
from chassis.failpoints import failpoint

from .bus import Message, Outcome, Publisher, exchange_of
from .leader import leader
from .tables import outbox
from .topology import family

WINDOW = 200
POLL = 0.1
STANDBY = 1.0
LONGEST = 300.0
"""Longest pause before a fact that nobody can receive is tried again, in seconds."""

log = structlog.get_logger(__name__)


class Relay:
    """Publishes what is due, a window at a time, as long as it is the service's leader.

    `subscribed` holds the families that somebody receives; a fact of these that the bus can't
    route stays unsent, is tried again and raises an alarm each time. Rows are chosen by not being
    published, never by position, because a lower id may become visible after a higher one.
    """

    def __init__(
        self, service: str, database: Database, publisher: Publisher, subscribed: frozenset[str]
    ) -> None:
        self._exchange = exchange_of(service)
        self._publisher = publisher
        self._subscribed = subscribed
        self._leader = leader(database)
        self._losses = 0

    def round(self) -> float:
        """Carry one window; returns for how many seconds to wait for a hint before the next."""
        if not self._leader.leads():
            return STANDBY
        rows = self._due()
        if not rows:
            return POLL
        failpoint("relay.claimed")
        outcomes = self._publisher.publish([self._message(row) for row in rows])
        failpoint("relay.published")
        self._mark(rows, outcomes)
        failpoint("relay.marked")
        return self._pause(len(rows), outcomes)

    def close(self) -> None:
        """Let a standby lead."""
        self._leader.resign()

    def _due(self) -> Sequence[Any]:
        with self._leader.looking() as session:
            return session.execute(_DUE, {"now": clock.now()}).all()

    def _message(self, row: Row[Any]) -> Message:
        return Message(
            exchange=self._exchange,
            key=row.type,
            body=row.envelope.encode(),
            mandatory=family(row.type) in self._subscribed,
            id=str(row.event_id),
        )

    def _mark(self, rows: Sequence[Row[Any]], outcomes: Sequence[Outcome]) -> None:
        """Note what arrived; what was lost with the connection stays due as it is."""
        now = clock.now()
        confirmed = [
            {"id": row.id, "published": now, "last_error": None}
            for row, got in zip(rows, outcomes, strict=True)
            if got is Outcome.CONFIRMED
        ]
        held = [
            _put_off(row, got)
            for row, got in zip(rows, outcomes, strict=True)
            if got in (Outcome.UNROUTABLE, Outcome.REFUSED)
        ]
        if not confirmed and not held:
            return
        with self._leader.marking() as session:
            update_rows(session, outbox, confirmed)
            if held:
                session.connection().execute(_PUT_OFF, held)
            failpoint("relay.confirmed")

    def _pause(self, size: int, outcomes: Sequence[Outcome]) -> float:
        if Outcome.LOST in outcomes:
            self._losses += 1
            return min(10.0, POLL * 2 ** min(self._losses, 10)) * random.uniform(0.5, 1)
        self._losses = 0
        return 0.0 if size == WINDOW else POLL


_DUE = (
    select(outbox.c.id, outbox.c.event_id, outbox.c.type, outbox.c.envelope, outbox.c.attempts)
    .where(outbox.c.published.is_(None))
    .where(or_(outbox.c.next_attempt.is_(None), outbox.c.next_attempt <= bindparam("now")))
    .order_by(outbox.c.id)
    .limit(WINDOW)
)
_PUT_OFF = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(
        attempts=bindparam("tried"), next_attempt=bindparam("again"), last_error=bindparam("why")
    )
)


def _put_off(row: Row[Any], outcome: Outcome) -> dict[str, Any]:
    tried = row.attempts + 1
    pause = min(LONGEST, 2.0 ** min(tried, 10)) * random.uniform(0.5, 1)
    log.error(
        "relay.not_taken", outcome=outcome.value, type=row.type, id=str(row.event_id), tried=tried
    )
    return {
        "row": row.id,
        "tried": tried,
        "again": clock.now() + timedelta(seconds=pause),
        "why": f"{outcome.value}: {row.type}",
    }
