"""Migrations: one Alembic tree per service, run by a job before the new version starts."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command, context
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, text

from .database import Database
from .tables import journal, metadata
from .types import Id

APPEND_ONLY = ("journal", "journal_seal")


def create_chassis_tables(op: Any) -> None:
    """First migration of every service: the chassis' tables, the journal's closed to changes."""
    import_module("chassis.transport.tables")  # registers itself on `metadata`
    metadata.create_all(op.get_bind())
    for table in APPEND_ONLY:
        forbid_changes(op, table)


def migrate(package: str, database: Database) -> None:
    """Bring the database to the newest revision; does nothing when it is there."""
    with database.engine.connect() as connection, free_to_rebuild(connection):
        command.upgrade(_config(package, connection), "head")
        _compress_quickly(connection)
        connection.commit()


def _compress_quickly(connection: Connection) -> None:
    """Every sale packs some kilobytes of JSON, facts, answers and journal rows; lz4 takes an eighth of
    the default's time for them. A server built without it, or a database of another owner, stays."""
    if connection.dialect.name != "sqlite":
        connection.execute(_COMPRESS_QUICKLY)


_COMPRESS_QUICKLY = text(
    "DO $$ BEGIN IF current_setting('default_toast_compression', true) <> 'lz4' THEN EXECUTE "
    "format('ALTER DATABASE %I SET default_toast_compression = lz4', current_database()); END IF; "
    "EXCEPTION WHEN insufficient_privilege OR invalid_parameter_value THEN NULL; END $$"
)


@contextmanager
def free_to_rebuild(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by filling a new one and dropping the old, which rows that refer to it
    would forbid: their keys are not enforced meanwhile, but checked at the end."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        broken = driver.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"rows refer to nothing after the migration: {broken[:5]}")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def is_current(package: str, database: Database) -> bool:
    """Whether the schema is at the revision this code was written for."""
    newest = ScriptDirectory(str(_folder(package))).get_current_head()
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest


def run_env(*metadatas: MetaData) -> None:
    """What every service's migrations/env.py says: run on the connection that `migrate` gave."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection, target_metadata=[metadata, *metadatas], render_as_batch=True
    )
    with context.begin_transaction():
        context.run_migrations()


def drift(database: Database, *metadatas: MetaData) -> list[Any]:
    """Differences between the migrated schema and the models; empty when they agree."""
    import_module("chassis.transport.tables")
    with database.engine.connect() as connection:
        migration = MigrationContext.configure(
            connection, opts={"target_metadata": [metadata, *metadatas]}
        )
        return compare_metadata(migration, [metadata, *metadatas])  # type: ignore[arg-type]


def _folder(package: str) -> Path:
    file = import_module(package).__file__
    assert file
    return Path(file).parent / "migrations"


def _config(package: str, connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_folder(package)))
    config.attributes["connection"] = connection
    return config


def forbid_changes(op: Any, table: str) -> None:
    """Let the database itself refuse to change or remove rows of an append-only table.

    On PostgreSQL other users than the one who migrates lose the right to, so that none of them
    can take the trigger away and do it.
    """
    sentence = f"{table} is append-only"
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{sentence}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_append_only()"
    )
    op.execute(
        "DO $$ DECLARE other name; BEGIN "
        "FOR other IN SELECT DISTINCT grantee FROM information_schema.role_table_grants "
        f"WHERE table_schema = current_schema() AND table_name = '{table}' "
        "AND grantee NOT IN (current_user, 'PUBLIC') "
        f"LOOP EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM %I', other); "
        "END LOOP; END $$"
    )


def add_names(op: Any, named: Mapping[str, tuple[str, ...]]) -> None:
    """Beside columns of people's ids, per table, columns of their names: `asked_by_name` of `asked_by`,
    `operator_name` of `operator_id`; of what was done before, as the journal knows them."""
    columns = [(table, id, _name_of(id)) for table, ids in named.items() for id in ids]
    for table, _, name in columns:
        op.add_column(table, sa.Column(name, sa.String(120)))
    last = sa.select(journal.c.actor, sa.func.max(journal.c.actor_name)).group_by(journal.c.actor)
    people = [tuple(row) for row in op.get_bind().execute(last)]
    for table, id, name in columns if people else ():
        rows = sa.table(table, sa.column(id, Id), sa.column(name, sa.String))
        called = sa.case(*((rows.c[id] == person, named) for person, named in people))
        op.execute(sa.update(rows).values({name: called}))


def _name_of(id: str) -> str:
    return f"{id.removesuffix('_id')}_name"
