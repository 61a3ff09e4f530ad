"""Everything that stands in an app's database, so that a test can say that nothing was changed."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import inspect, text

from chassis.data.database import Database

from .world import World

NOTED = {"seen_at", "used_at"}
"""When somebody was last seen is noted whatever he asks for."""
Rows = dict[str, list[str]]


class Books:
    """The rows of every table of an app's database, the chassis' own included.

    They are read again only when something was committed since: SQLite counts that.
    """

    def __init__(self, world: World) -> None:
        self._databases = world.databases()
        self._questions = cache(self._selects)
        self._watching = cache(self._watch)
        self._read: dict[str, tuple[int, Rows]] = {}

    @contextmanager
    def unchanged(self, service: str) -> Iterator[None]:
        """Fail naming the tables in which anything is different afterwards."""
        before = self.rows(service)
        yield
        after = self.rows(service)
        different = [name for name in after if after[name] != before[name]]
        assert not different, f"{service} changed {', '.join(different)}"

    def rows(self, service: str) -> Rows:
        (commits,) = self._watching(service).execute("PRAGMA data_version").fetchone()
        if self._read.get(service, (None,))[0] != commits:
            self._read[service] = commits, self._rows(service)
        return self._read[service][1]

    def _watch(self, service: str) -> sqlite3.Connection:
        """A connection that itself changes nothing: it sees when any other has."""
        return sqlite3.connect(str(self._databases[service].engine.url.database))

    def _rows(self, service: str) -> Rows:
        with self._databases[service].reading() as session:
            return {
                table: sorted(map(repr, session.execute(question)))
                for table, question in self._questions(service).items()
            }

    def _selects(self, service: str) -> dict[str, object]:
        return {table: text(question) for table, question in _selects(self._databases[service])}


def _selects(database: Database) -> Iterator[tuple[str, str]]:
    looked = inspect(database.engine)
    for table in looked.get_table_names():
        names = [each["name"] for each in looked.get_columns(table) if each["name"] not in NOTED]
        columns = ", ".join(f'"{name}"' for name in names)
        yield table, f'SELECT {columns} FROM "{table}"'
