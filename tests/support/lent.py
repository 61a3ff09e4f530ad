"""Databases lent to tests one after the other.

What an engine has compiled of a statement it keeps; with a new engine for every test the compiling
took a third of a test's time. So an engine that a test is done with is turned to the next one's
database, which is fresh as ever.
"""

from collections import defaultdict
from typing import Any

from sqlalchemy import event, make_url

from chassis.data.database import Database

_FREE: dict[tuple[str, bool], list["Lent"]] = defaultdict(list)


def lent(app: str, url: str, master_key: str) -> "Lent":
    """A database at this URL for a test of this app, its own until it is given back."""
    free = _FREE[app, url.startswith("sqlite")]
    database = free.pop() if free else Lent(app, url, master_key)
    database.turn_to(url)
    return database


class Lent(Database):
    """A database whose engine can be turned to another."""

    def __init__(self, app: str, url: str, master_key: str) -> None:
        super().__init__(url, 25, master_key)
        self._app = app
        event.listen(self.engine, "do_connect", self._where)

    def turn_to(self, url: str) -> None:
        self.url, self.engine.url = url, make_url(url)

    def give_back(self) -> None:
        """Nobody uses it any more."""
        self.dispose()
        _FREE[self._app, self.url.startswith("sqlite")].append(self)

    def _where(self, dialect: Any, _: Any, args: list[Any], told: dict[str, Any]) -> None:
        args[:], ours = dialect.create_connect_args(self.engine.url)
        told |= ours
