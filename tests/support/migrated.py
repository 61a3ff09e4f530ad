"""Databases as an app's migrations leave them: migrated once in each process, then copied.

That the migrations run and build what the models describe is each service's test_schema to show.
"""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from chassis.data.database import Database
from chassis.data.migrations import migrate

from .postgres import Postgres


def package_of(app: str) -> str:
    """Where an app's migrations lie."""
    return app if app == "gateway" else f"services.{app}"


def on_postgres(server: Postgres, app: str) -> str:
    """The URL of a fresh migrated database of this app."""
    return server.create(like=server.model(app, lambda url: _migrate(app, url)))


def on_sqlite(app: str, place: Path) -> str:
    """The URL of a fresh migrated database of this app in a folder that has none yet."""
    file = place / f"{app}.db"
    with file.open("xb") as fresh:
        fresh.write(_file(app))
    return f"sqlite:///{file}"


@cache
def _file(app: str) -> bytes:
    with TemporaryDirectory() as place:
        file = Path(place) / "model.db"
        _migrate(app, f"sqlite:///{file}")
        return file.read_bytes()


def _migrate(app: str, url: str) -> None:
    database = Database(url, pool=1)
    migrate(package_of(app), database)
    database.dispose()  # SQLite's last connection puts everything into the one file
