"""Migrations on SQLite: tables that others refer to are rebuilt, and no row is left referring to nothing."""

import pytest
from sqlalchemy import text

from chassis.data.database import Database
from chassis.data.migrations import free_to_rebuild


def test_a_table_that_others_refer_to_is_rebuilt_with_its_rows_and_a_lost_row_is_named(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/rebuilt.db")
    with database.engine.connect() as connection:
        for sql in (
            "CREATE TABLE parents (id INTEGER PRIMARY KEY)",
            "CREATE TABLE children (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parents (id))",
            "INSERT INTO parents VALUES (1)",
            "INSERT INTO children VALUES (1, 1)",
        ):
            connection.execute(text(sql))
        connection.commit()
    with database.engine.connect() as connection, free_to_rebuild(connection):
        connection.execute(text("CREATE TABLE fresh (id INTEGER PRIMARY KEY)"))
        connection.execute(text("INSERT INTO fresh SELECT id FROM parents"))
        connection.execute(text("DROP TABLE parents"))
        connection.execute(text("ALTER TABLE fresh RENAME TO parents"))
        connection.commit()
    with (
        pytest.raises(RuntimeError, match="children"),
        database.engine.connect() as connection,
        free_to_rebuild(connection),
    ):
        connection.execute(text("DELETE FROM parents"))
        connection.commit()
    database.dispose()
