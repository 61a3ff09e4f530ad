"""The composition's database server as its first start leaves it: who may do what in which database."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from psycopg import sql
from sqlalchemy import make_url, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from chassis.data.database import Database
from chassis.data.journal import record
from chassis.data.migrations import migrate
from chassis.transport.rebuild import empty_copies
from operations.layout import APPS, ROOT
from operations.secrets import make
from services.inventory import SERVICE
from tests import plugin

pytestmark = pytest.mark.skipif(not shutil.which("psql"), reason="psql is not installed")


class FirstStart:
    """A server on which deploy/postgres was run with generated secrets."""

    def __init__(self, server, secrets: Path) -> None:
        self._server, self._secrets = server, secrets
        make(secrets)
        at = make_url(server.admin)
        environ = {"PGHOST": at.host, "PGPORT": str(at.port), "PGPASSWORD": at.password or ""}
        subprocess.run(
            ["bash", ROOT / "deploy/postgres/10-databases.sh"],
            env={**os.environ, **environ, "SECRETS": str(secrets)},
            check=True,
            capture_output=True,
        )

    def database(self, secret: str, **changed: str) -> Database:
        """The database as the user of one secret URL opens it."""
        url = make_url((self._secrets / secret).read_text())
        here = url.set(host=self._server.admin.host, port=self._server.admin.port).set(**changed)
        return Database(here.render_as_string(hide_password=False), 1)

    def remove(self) -> None:
        for app in APPS:
            self._server.drop(f"sifang_{app}")
            for role in (f"sifang_{app}", f"sifang_{app}_owner"):
                self._server.run(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(role)))


@pytest.fixture(scope="module")
def first_start(pytestconfig, tmp_path_factory) -> Iterator[FirstStart]:
    """One for all tests here: what they try is refused, or touches no other's rows."""
    server = plugin._private(pytestconfig, plugin.POSTGRES, plugin.OWN_POSTGRES)
    server.start()
    started = FirstStart(server, tmp_path_factory.mktemp("first") / "secrets")
    yield started
    started.remove()


@pytest.fixture(scope="module")
def inventory(first_start) -> Iterator[Database]:
    """Inventory's database, made by its owner and opened by its app."""
    owner = first_start.database("owner_url_inventory")
    migrate(SERVICE.package, owner)
    owner.dispose()
    app = first_start.database("database_url_inventory")
    yield app
    app.dispose()


def test_an_app_works_in_its_database_without_owning_it(inventory):
    with inventory.transaction() as session:
        record(session, "thing/1", None, {"a": 1})
    with inventory.transaction() as session:
        empty_copies(session, SERVICE, "why")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET reason = 'x'",
        "DELETE FROM journal_seal",
        "TRUNCATE movements",
        "ALTER TABLE journal DISABLE TRIGGER ALL",
        "DROP TABLE inbox",
        "CREATE TABLE mine (id integer)",
    ],
)
def test_an_app_can_not_change_what_is_only_added_to_nor_any_table_itself(inventory, statement):
    refused = pytest.raises(ProgrammingError, match=r"permission denied|must be owner")
    with refused, inventory.transaction() as session:
        session.execute(text(statement))


def test_nobody_opens_another_apps_database(first_start):
    for secret in ("database_url_sales", "owner_url_sales"):
        for other in ("sifang_quality", "postgres", "template1"):
            stranger = first_start.database(secret, database=other)
            with pytest.raises(OperationalError, match="permission denied"):
                stranger.engine.connect()
