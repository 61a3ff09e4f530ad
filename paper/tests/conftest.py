"""A fresh database holding paper's tables, made the way a first migration makes them."""

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from paper.tables import create_paper_tables
from sqlalchemy.orm import Session


@pytest.fixture
def engine(tmp_path):
    engine = sa.create_engine(f"sqlite:///{tmp_path}/paper.db")
    with engine.begin() as connection:
        create_paper_tables(Operations(MigrationContext.configure(connection)))
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine):
    with Session(engine) as session:
        yield session
