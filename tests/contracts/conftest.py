"""One company for all contract tests on SQLite; each test asks it for things of its own."""

import pytest

from tests.support import migrated
from tests.support.door import ServiceDoor
from tests.support.town import SERVICES

from .books import Books
from .world import world


@pytest.fixture(scope="session")
def company(tmp_path_factory):
    """Built once: making things anew for each test would take longer than the tests."""
    place = tmp_path_factory.mktemp("company")
    doors = {name: ServiceDoor(name, migrated.on_sqlite(name, place)) for name in SERVICES}
    with world(doors.__getitem__, migrated.on_sqlite("gateway", place), place) as made:
        yield made
    for door in doors.values():
        door.close()


@pytest.fixture(scope="session")
def books(company):
    """`with books.unchanged("sales"):` nothing in its database is different afterwards."""
    return Books(company)
