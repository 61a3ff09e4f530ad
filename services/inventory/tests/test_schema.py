"""The schema that the migrations build is the one the models describe."""

import pytest

from chassis.data.migrations import drift
from chassis.jobs import tables as jobs
from paper import tables as paper

from ..base import Base


@pytest.mark.both_databases
def test_migrations_and_models_agree(service_door):
    door = service_door("inventory")
    assert drift(door.database, paper.metadata, jobs.metadata, Base.metadata) == []
