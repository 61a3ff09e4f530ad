"""A fresh database holding paper's tables, made the way a first migration makes them."""

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations

from chassis.data.database import Database
from paper.tables import create_paper_tables


@pytest.fixture
def database(database_url):
    database = Database(database_url("paper"), pool=8)
    with database.engine.begin() as connection:
        create_paper_tables(Operations(MigrationContext.configure(connection)))
    yield database
    database.dispose()


@pytest.fixture
def session(database):
    with database.transaction() as session:
        yield session
