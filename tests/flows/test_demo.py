"""The demo data of all services together: what one waits for another writes, and all books agree."""

from importlib import import_module

import pytest

from chassis.transport.inbox import Inbox
from operations.processes import ROOT
from operations.reconcile.command import reconcile
from tests.support.town import SERVICES, Town

ROUNDS = 6
"""Enough for what one demo document waits for another to be written."""


@pytest.fixture
def town(service_door, clock_file):
    """Every service with its demo data, some seconds later."""
    town = Town(service_door)
    for name, door in town.doors.items():
        import_module(f"services.{name}.seed").seed(door.database)
    for seconds in range(ROUNDS):
        clock_file.write_text(str(seconds * 3))
        town.carry()
        for door in town.doors.values():
            work_off(door)
    town.carry()
    return town


def work_off(door):
    worker = Inbox(door.service, door.database)
    while worker.work_off():
        pass


@pytest.mark.both_databases
def test_the_demo_companys_books_agree_and_nothing_is_refused(town):
    dead = {name: town.doors[name].inbox("dead") for name in SERVICES}
    assert not any(dead.values()), dead
    report = reconcile(town.urls(), ROOT / "contracts")
    assert [str(line) for line in report.differences] == []


def test_a_customer_may_take_pieces_of_a_held_lot_of_the_demo_data(town):
    cases = town.see("quality", "quality_manager", "/cases")["items"]
    [mine] = [case for case in cases if case["product_code"] == "WB-600"]
    lot = town.see("inventory", "auditor", "/lots", number="2025-W02")["items"][0]
    assert (lot["is_held"], lot["held"]) == (True, "25.000")
    [waiver] = town.see("inventory", "auditor", f"/lots/{lot['id']}/trace")["waivers"]
    assert (waiver["quantity"], waiver["customer_id"]) == ("5.000", mine["customer_id"])
