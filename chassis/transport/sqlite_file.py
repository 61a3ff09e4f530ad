"""The file of the embedded bus: its tables, and connections that write one transaction at a time."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from socket import gethostname

SCHEMA = """
CREATE TABLE IF NOT EXISTS exchanges (name TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS queues (
    name TEXT PRIMARY KEY, dead TEXT, depth INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS bindings (
    exchange TEXT, pattern TEXT, queue TEXT, PRIMARY KEY (exchange, pattern, queue)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY, exchange TEXT NOT NULL, key TEXT NOT NULL, name TEXT, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, message INTEGER NOT NULL,
    lease INTEGER NOT NULL DEFAULT 0, owner TEXT, attempts INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS deliveries_queue ON deliveries (queue, id);
CREATE INDEX IF NOT EXISTS deliveries_message ON deliveries (message);
CREATE INDEX IF NOT EXISTS deliveries_owner ON deliveries (owner) WHERE owner IS NOT NULL;
CREATE TRIGGER IF NOT EXISTS deliveries_in AFTER INSERT ON deliveries
    BEGIN UPDATE queues SET depth = depth + 1 WHERE name = new.queue; END;
CREATE TRIGGER IF NOT EXISTS deliveries_out AFTER DELETE ON deliveries
    BEGIN UPDATE queues SET depth = depth - 1 WHERE name = old.queue; END;
CREATE TRIGGER IF NOT EXISTS deliveries_moved AFTER UPDATE OF queue ON deliveries
    BEGIN
        UPDATE queues SET depth = depth - 1 WHERE name = old.queue;
        UPDATE queues SET depth = depth + 1 WHERE name = new.queue;
    END;
"""


class BusFile:
    """A connection to the bus file, opened when first used, so never inherited by a fork."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._file: sqlite3.Connection | None = None

    @property
    def file(self) -> sqlite3.Connection:
        """The open connection, for reading; raises sqlite3.Error while the file can't be had."""
        if self._file is None:
            self._file = _opened(self._path)
        return self._file

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction that waits for other writers and never turns from reading to writing."""
        file = self.file
        file.execute("BEGIN IMMEDIATE")
        try:
            yield file
            file.execute("COMMIT")
        except BaseException:
            if file.in_transaction:
                file.execute("ROLLBACK")
            raise

    def drop(self) -> None:
        """Close the connection; the next use opens another."""
        file, self._file = self._file, None
        if file:
            file.close()


def _opened(path: str) -> sqlite3.Connection:
    file = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
    file.execute("PRAGMA journal_mode=WAL")
    file.execute("PRAGMA synchronous=FULL")
    tables = file.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()
    if tables[0] < 3:
        file.executescript("BEGIN IMMEDIATE;" + SCHEMA + "COMMIT;")
    return file


def is_gone(owner: str) -> bool:
    """Whether the process of a lease is no more, as far as this machine can tell."""
    host, pid, _ = owner.split("/")
    if host != gethostname():
        return False
    try:
        os.kill(int(pid), 0)
    except OSError as error:
        return error.errno == errno.ESRCH
    return False
