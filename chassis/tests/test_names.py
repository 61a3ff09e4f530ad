"""The names that a migration puts beside the ids of people."""

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from chassis import clock
from chassis.data.database import Database
from chassis.data.migrations import add_names
from chassis.data.tables import journal
from chassis.data.types import Id
from chassis.ids import new_id

ANNA, BEN, NOBODY = new_id(), new_id(), new_id()
THINGS = sa.Table(
    "things",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("asked_by", Id),
    sa.Column("operator_id", Id),
)


@pytest.mark.both_databases
def test_what_was_done_before_is_named_as_the_journal_knows_its_people(database_url):
    database = Database(database_url("chassis"))
    with database.engine.begin() as connection:
        journal.create(connection)
        THINGS.create(connection)
        empty = {"thing": "t", "verb": "v", "changes": {}, "at": clock.now()}
        known = [{"actor": id, "actor_name": name} for id, name in ((ANNA, "Anna"), (BEN, "Ben"))]
        connection.execute(sa.insert(journal), [each | empty | {"id": new_id()} for each in known])
        pairs = [(ANNA, BEN), (BEN, ANNA), (NOBODY, ANNA), (ANNA, None)]
        rows = [{"asked_by": one, "operator_id": other} for one, other in pairs]
        connection.execute(sa.insert(THINGS), rows)
        add_names(
            Operations(MigrationContext.configure(connection)),
            {"things": ("asked_by", "operator_id")},
        )
        told = connection.execute(
            sa.text("SELECT asked_by_name, operator_name FROM things ORDER BY id")
        ).all()
    database.dispose()
    assert told == [("Anna", "Ben"), ("Ben", "Anna"), (None, "Anna"), ("Anna", None)]
