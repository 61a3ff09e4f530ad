"""What is generated from the code: drift is named file by file, and nothing that was promised is missing."""

import json
import re
from pathlib import Path

import pytest

from operations import contracts
from operations.lists import event_list, setting_list
from operations.processes import ROOT, SERVICES


@pytest.fixture(scope="module")
def files():
    return contracts.generate()


def test_the_committed_contracts_are_what_the_code_says(files):
    assert contracts.drift(ROOT, files) == []


def test_a_changed_a_missing_and_a_forgotten_file_are_each_named(files, tmp_path):
    contracts.write(tmp_path, files)
    assert contracts.drift(tmp_path, files) == []
    (tmp_path / "contracts/permissions.json").write_text("{}\n")
    (tmp_path / "contracts/asyncapi.yaml").unlink()
    (tmp_path / "contracts/events/old.thing.gone.v1.json").write_text("{}\n")
    assert contracts.drift(tmp_path, files) == [
        "contracts/permissions.json differs",
        "contracts/asyncapi.yaml is missing",
        "contracts/events/old.thing.gone.v1.json is no longer in the code",
    ]


def test_writing_removes_what_the_code_no_longer_promises(files, tmp_path):
    contracts.write(tmp_path, files)
    stale = tmp_path / "contracts/events/old.thing.gone.v1.json"
    stale.write_text("{}\n")
    contracts.write(tmp_path, files)
    assert not stale.exists()


def test_a_route_without_a_permission_is_refused(monkeypatch):
    undeclared = {"method": "GET", "path": "/orders", "needs": None, "keyed": False}
    monkeypatch.setattr(contracts, "permissions", lambda app: [undeclared])
    with pytest.raises(contracts.Undeclared, match="sales: GET /orders declares no permission"):
        contracts.routes_of("sales")


def test_every_subscription_names_an_event_that_somebody_states(files):
    stated = set(contracts.events())
    subscribed = json.loads(files["contracts/subscriptions.json"])
    assert {line["type"] for lines in subscribed.values() for line in lines} <= stated
    assert set(subscribed) == set(SERVICES)


def test_the_event_list_says_for_each_event_who_acts_on_it():
    services = {name: contracts.service(name) for name in SERVICES}
    page = event_list(contracts.events(), services)
    for type in contracts.events():
        assert f"## {type}\n" in page
    for each in services.values():
        for line in each.lines:
            assert f"`{line.handler}`" in page


def test_every_setting_the_code_reads_is_in_the_list():
    sources = [
        file
        for package in ("chassis", "gateway", "paper", "services")
        for file in (ROOT / package).rglob("*.py")
        if "tests" not in Path(file).parts
    ]
    read = {
        name for file in sources for name in re.findall(r"SIFANG_[A-Z_]*[A-Z]", file.read_text())
    }
    page = setting_list()
    assert {
        name
        for name in read
        if f"`{name.removesuffix('_FILE')}`" not in page and name != "SIFANG_CLOCK_FILE"
    } == set()
    assert "`SIFANG_CLOCK_FILE`" in page
