"""A durable bus in one SQLite file, for the processes of one machine; `bus` says what it keeps.

A window and all its deliveries are one transaction with `synchronous=FULL`. A delivery that was
taken carries an owner and a lease; when the lease ends, or the owner's process is gone, it is
delivered again. Leases are measured by SQLite's own clock, because the company's may be moved.
"""

import json
import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from socket import gethostname
from typing import Any
from uuid import uuid4

import structlog
from sqlalchemy import make_url

from .bus import Delivery, Message, Outcome
from .sqlite_file import BusFile, is_gone
from .topology import DELIVERY_LIMIT, LENGTH_LIMIT, Topology, matches

LEASE = 60
"""Seconds a consumer may work on one window before others may have it too."""
GLANCE = 0.02
"""Seconds between two looks at whether the file changed; one look costs microseconds."""
RECHECK = 1.0
"""Seconds after which ended leases and dead owners are looked for though nobody changed the file."""
NOW = "CAST(strftime('%s', 'now') AS INTEGER)"
FREE = f"queue = :queue AND lease <= {NOW}"

log = structlog.get_logger(__name__)


class SqliteBus:
    """The bus behind `sqlite:///path`."""

    def __init__(self, url: str) -> None:
        self.path = make_url(url).database or ""

    def publisher(self) -> "SqlitePublisher":
        return SqlitePublisher(self.path)

    def subscriber(self, queue: str, prefetch: int = 100) -> "SqliteSubscriber":
        return SqliteSubscriber(self.path, queue, prefetch)

    def declare(self, topology: Topology) -> None:
        """Make exchanges, queues and bindings as they should be; queued messages stay."""
        side = BusFile(self.path)
        with side.writing() as file:
            exchanges = [(name,) for name in topology.exchanges]
            file.executemany("INSERT OR IGNORE INTO exchanges VALUES (?)", exchanges)
            queues = [
                (name, dead) for pair in topology.queues for name, dead in (pair, (pair[1], None))
            ]
            file.executemany("INSERT OR IGNORE INTO queues (name, dead) VALUES (?, ?)", queues)
            file.execute("DELETE FROM bindings")
            file.executemany("INSERT INTO bindings VALUES (?, ?, ?)", topology.bindings)
        side.drop()


class SqlitePublisher(BusFile):
    """See `bus.Publisher`."""

    def publish(self, window: Sequence[Message]) -> list[Outcome]:
        try:
            with self.writing() as file:
                return _store(file, window)
        except (sqlite3.Error, LookupError) as error:
            log.warning("bus.lost", purpose="publish", reason=str(error))
            self.drop()
            return [Outcome.LOST] * len(window)

    def close(self) -> None:
        self.drop()


def _store(file: sqlite3.Connection, window: Sequence[Message]) -> list[Outcome]:
    routes = Routes(file)
    (last,) = file.execute("SELECT coalesce(max(id), 0) FROM messages").fetchone()
    messages, deliveries, outcomes = [], [], []
    for number, message in enumerate(window, last + 1):
        outcome, queues = routes.of(message)
        outcomes.append(outcome)
        deliveries += [(queue, number) for queue in queues]
        if queues:
            messages.append((number, message.exchange, message.key, message.id, message.body))
    file.executemany("INSERT INTO messages VALUES (?, ?, ?, ?, ?)", messages)
    file.executemany("INSERT INTO deliveries (queue, message) VALUES (?, ?)", deliveries)
    return outcomes


class Routes:
    """Where messages go, as exchanges, bindings and room are in this transaction."""

    def __init__(self, file: sqlite3.Connection) -> None:
        self._exchanges = {name for (name,) in file.execute("SELECT name FROM exchanges")}
        self._bindings = file.execute("SELECT exchange, pattern, queue FROM bindings").fetchall()
        depths = file.execute("SELECT name, depth FROM queues")
        self._room = {name: LENGTH_LIMIT - depth for name, depth in depths}
        self._known: dict[tuple[str, str], set[str]] = {}

    def of(self, message: Message) -> tuple[Outcome, set[str]]:
        """The outcome and the queues; no queue gets it when one of them is full."""
        queues = self._queues(message.exchange, message.key)
        if not queues:
            return (Outcome.UNROUTABLE if message.mandatory else Outcome.CONFIRMED), queues
        if any(self._room[queue] <= 0 for queue in queues):
            return Outcome.REFUSED, set()
        for queue in queues:
            self._room[queue] -= 1
        return Outcome.CONFIRMED, queues

    def _queues(self, exchange: str, key: str) -> set[str]:
        if exchange not in self._exchanges:
            raise LookupError(f"there is no exchange {exchange}")
        if (exchange, key) not in self._known:
            own = [
                (pattern, queue) for source, pattern, queue in self._bindings if source == exchange
            ]
            self._known[exchange, key] = {queue for pattern, queue in own if matches(pattern, key)}
        return self._known[exchange, key]


class SqliteSubscriber(BusFile):
    """See `bus.Subscriber`; there is one generation, the owner of a lease takes its place."""

    def __init__(self, path: str, queue: str, prefetch: int) -> None:
        super().__init__(path)
        self._queue = queue
        self._prefetch = prefetch
        self._owner = f"{gethostname()}/{os.getpid()}/{uuid4().hex[:8]}"
        self._seen = -1
        self._recheck = 0.0

    def start(self) -> None:
        """Nothing runs ahead: the file is looked at when something is taken."""

    def take(self, limit: int, timeout: float) -> list[Delivery]:
        until = time.monotonic() + timeout
        while True:
            taken = self._safely(lambda: self._look(min(limit, self._prefetch))) or []
            left = until - time.monotonic()
            if taken or left <= 0:
                return taken
            time.sleep(min(GLANCE, left))

    def ack(self, deliveries: Sequence[Delivery]) -> None:
        self._safely(lambda: self._acknowledge(deliveries))

    def nack(self, deliveries: Sequence[Delivery]) -> None:
        self._safely(
            lambda: self._release("AND id IN (SELECT value FROM json_each(?))", _tags(deliveries))
        )

    def close(self) -> None:
        if self._file:
            self._safely(lambda: self._release(""))
        self.drop()

    def _safely(self, step: Callable[[], Any]) -> Any:
        """Do a step; what a broken file makes of it is repaired by the leases."""
        try:
            return step()
        except sqlite3.Error as error:
            log.warning("bus.lost", purpose=f"consume {self._queue}", reason=str(error))
            self.drop()
            return None

    def _look(self, limit: int) -> list[Delivery]:
        (version,) = self.file.execute("PRAGMA data_version").fetchone()
        changed, self._seen = version != self._seen, version
        if time.monotonic() >= self._recheck:
            self._free_orphans()
        elif not changed:
            return []
        waiting = self.file.execute(
            f"SELECT 1 FROM deliveries WHERE {FREE} LIMIT 1", {"queue": self._queue}
        )
        if waiting.fetchone():
            return self._claim(limit)
        self._recheck = time.monotonic() + RECHECK
        return []

    def _free_orphans(self) -> None:
        """Whoever was killed can't finish what it leased."""
        for (owner,) in self.file.execute(_OWNERS).fetchall():
            if owner != self._owner and is_gone(owner):
                with self.writing() as file:
                    file.execute(_RELEASE, (owner,))

    def _claim(self, limit: int) -> list[Delivery]:
        self._recheck = 0.0  # there may be more than the limit
        with self.writing() as file:
            claim = {"queue": self._queue, "lease": LEASE, "owner": self._owner, "limit": limit}
            tags = json.dumps([tag for (tag,) in file.execute(_CLAIM, claim)])
            file.execute(_NET, (tags, DELIVERY_LIMIT))
            rows = file.execute(_READ, (tags, self._queue)).fetchall()
        return [
            Delivery(exchange, key, body, redelivered=attempts > 1, tag=tag, generation=1)
            for tag, attempts, exchange, key, body in rows
        ]

    def _acknowledge(self, deliveries: Sequence[Delivery]) -> None:
        with self.writing() as file:
            done = file.execute(_ACK, (self._owner, _tags(deliveries))).fetchall()
            file.execute(_SWEEP, (json.dumps([message for (message,) in done]),))

    def _release(self, which: str, *values: str) -> None:
        self._recheck = 0.0
        with self.writing() as file:
            file.execute(_RELEASE + which, (self._owner, *values))


_OWNERS = "SELECT DISTINCT owner FROM deliveries WHERE owner IS NOT NULL"
_RELEASE = "UPDATE deliveries SET lease = 0, owner = NULL WHERE owner = ? "
_CLAIM = f"""
UPDATE deliveries SET lease = {NOW} + :lease, owner = :owner, attempts = attempts + 1
WHERE id IN (SELECT id FROM deliveries WHERE {FREE} ORDER BY id LIMIT :limit) RETURNING id
"""
_READ = """
SELECT d.id, d.attempts, m.exchange, m.key, m.body
FROM deliveries d JOIN messages m ON m.id = d.message
WHERE d.id IN (SELECT value FROM json_each(?)) AND d.queue = ? ORDER BY d.id
"""
_ACK = """
DELETE FROM deliveries WHERE owner = ? AND id IN (SELECT value FROM json_each(?)) RETURNING message
"""
_SWEEP = """
DELETE FROM messages WHERE id IN (SELECT value FROM json_each(?))
AND NOT EXISTS (SELECT 1 FROM deliveries WHERE message = messages.id)
"""
_NET = """
UPDATE deliveries SET lease = 0, owner = NULL, attempts = 0,
    queue = (SELECT coalesce(dead, name) FROM queues WHERE name = deliveries.queue)
WHERE id IN (SELECT value FROM json_each(?)) AND attempts > ?
"""


def _tags(deliveries: Sequence[Delivery]) -> str:
    return json.dumps([delivery.tag for delivery in deliveries])
