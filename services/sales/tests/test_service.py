"""The service as a whole: its schema, its documents, its permissions."""

import pytest

import paper.tables
from chassis.data.migrations import drift


@pytest.mark.both_databases
def test_the_migrations_make_the_tables_the_models_describe(desk):
    metadatas = (desk.door.service.metadata, paper.tables.metadata)
    assert drift(desk.door.database, *metadatas) == []
