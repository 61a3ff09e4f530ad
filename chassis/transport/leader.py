"""One leader per service: who holds the lock relays, the others stand by."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, Any, Protocol

import structlog
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from chassis.data.database import Database

TRUST = 1.0
"""Seconds between two looks whether the lock's connection still lives."""
RELAY_LOCK = 0x5349_4641_4E47  # any constant: advisory locks are per database, so per service

log = structlog.get_logger(__name__)


class Leader(Protocol):
    """A lock that dies with its process, so that a standby takes over without a time-out."""

    def leads(self) -> bool:
        """Whether this process is the leader now; tries to become it. Losing it costs duplicates only."""

    def looking(self) -> AbstractContextManager[Session]:
        """A session for the leader's questions."""

    def marking(self) -> AbstractContextManager[Session]:
        """A session for noting what was published; a note lost with the server costs a duplicate."""

    def resign(self) -> None:
        """Let another one lead."""


def leader(database: Database, name: str = "relay", number: int = RELAY_LOCK) -> Leader:
    """The lock that fits the database, for one kind of work."""
    if database.is_postgres:
        return AdvisoryLock(database, number)
    return FileLock(database, name)


class AdvisoryLock:
    """A session lock of PostgreSQL on a connection of its own; lost with the connection.

    The leader asks and marks on that connection too: whoever has lost it can't go on, and a
    statement needs no transaction around it.
    """

    def __init__(self, database: Database, number: int = RELAY_LOCK) -> None:
        self._database, self._number = database, number
        self._engine = database.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._connection: Connection | None = None
        self._known_until = 0.0

    def leads(self) -> bool:
        if self._connection and time.monotonic() < self._known_until:
            return True
        try:
            leads = self._holds() if self._connection else self._try()
        except DBAPIError as error:
            log.warning("relay.leadership_lost", reason=str(error.orig))
            self.resign()
            return False
        self._known_until = time.monotonic() + TRUST
        return leads

    @contextmanager
    def looking(self) -> Iterator[Session]:
        with Session(self._connection) as session:
            session.info["database"] = self._database
            try:
                yield session
            except DBAPIError:
                self.resign()  # or SQLAlchemy would go on with another connection, without the lock
                raise

    marking = looking

    def _holds(self) -> bool:
        assert self._connection
        self._connection.execute(text("SELECT 1"))
        return True

    def _try(self) -> bool:
        connection = self._engine.connect()
        connection.detach()  # closing it must end the session, not return it to the pool
        if connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": self._number}):
            connection.execute(text("SET synchronous_commit = off"))
            self._connection = connection
            return True
        connection.close()
        return False

    def resign(self) -> None:
        connection, self._connection = self._connection, None
        if connection:
            connection.close()


class FileLock:
    """An fcntl lock on a file beside the SQLite database."""

    def __init__(self, database: Database, name: str = "relay") -> None:
        self.looking, self.marking = database.reading, database.transaction
        self._path = Path(f"{database.engine.url.database}.{name}")
        self._file: IO[Any] | None = None

    def leads(self) -> bool:
        if self._file:
            return True
        file = self._path.open("w")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._file = file
        return True

    def resign(self) -> None:
        if self._file:
            self._file.close()
            self._file = None
