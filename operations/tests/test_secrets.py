"""Secrets of a composition: random, readable by nobody else, kept when run again."""

import json
import stat

from operations.secrets import make


def contents(folder):
    return {file.name: file.read_text() for file in folder.iterdir()}


def test_every_installation_gets_its_own(tmp_path):
    make(tmp_path / "a")
    make(tmp_path / "b")
    a, b = contents(tmp_path / "a"), contents(tmp_path / "b")
    assert a.keys() == b.keys()
    assert [name for name in a if a[name] == b[name]] == []


def test_running_it_again_changes_nothing_but_adds_what_is_missing(tmp_path):
    make(tmp_path)
    before = contents(tmp_path)
    (tmp_path / "master_key_sales").unlink()
    assert make(tmp_path) == ["master_key_sales"]
    after = contents(tmp_path)
    same = set(before) - {"master_key_sales", "rabbitmq_definitions.json"}
    assert {name for name in same if before[name] != after[name]} == set()


def test_only_the_owner_can_enter_the_folder_and_each_service_has_its_own_bus_user(tmp_path):
    make(tmp_path / "secrets")
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700
    told = json.loads((tmp_path / "secrets" / "rabbitmq_definitions.json").read_text())
    assert {user["name"] for user in told["users"]} == {"customer", "inventory", "sales", "quality"}
    writes = {each["user"]: each["write"] for each in told["permissions"]}
    assert writes["sales"] == r"^sales\.events$"
    passwords = (tmp_path / "secrets" / "bus_url_sales").read_text()
    assert passwords.split(":")[2].split("@")[0] not in json.dumps(told)
