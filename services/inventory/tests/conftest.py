"""Fixtures of the inventory service's tests."""

import pytest

from .house import House


@pytest.fixture
def house(service_door) -> House:
    """Inventory on a fresh database, with people and other services at its doors."""
    return House(service_door("inventory"))
