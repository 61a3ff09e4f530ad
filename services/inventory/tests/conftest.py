"""Fixtures of the inventory service's tests."""

import pytest

from chassis.transport.inbox import Inbox

from .house import House


@pytest.fixture
def in_days(clock_file):
    """Move the clock to so many days from now."""
    return lambda days: clock_file.write_text(str(days * 86_400))


@pytest.fixture
def run_timers(house):
    """Do what the clock has made due, as the worker would."""

    def run() -> None:
        worker = Inbox(house.door.service, house.door.database)
        while worker.work_off():
            pass

    return run


@pytest.fixture
def house(service_door) -> House:
    """Inventory on a fresh database, with people and other services at its doors."""
    return House(service_door("inventory"))
