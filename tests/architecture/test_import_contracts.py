"""The import contracts guard something: each is seen red when its rule is broken in a copy of the tree."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from operations.processes import ROOT

PACKAGES = ("chassis", "paper", "services", "gateway", "operations")
PLANTED = {
    "chassis < paper < apps < operations": ("chassis/ids.py", "import services.sales.errors"),
    "No service knows another": ("services/sales/errors.py", "import services.quality.errors"),
    "Models and schemas know no room above them": (
        "services/sales/orders/schemas.py", "import services.sales.orders.commands",
    ),
    "Rules are pure functions": ("services/sales/orders/rules.py", "import sqlalchemy"),
    "Queries change nothing": (
        "services/sales/orders/queries.py", "import chassis.transport.outbox",
    ),
    "Commands know no door": ("services/customer/files/commands.py", "import flask"),
    "Inspections count on purchase orders, receiving starts inspections": (
        "services/inventory/inspections/queries.py", "import services.inventory.receiving.serials",
    ),
    "Nobody speaks AMQP but the bus": ("services/sales/consumers.py", "import pika"),
}  # fmt: skip
"""Contract to the file and the line that break it."""


@pytest.fixture(scope="module")
def broken(tmp_path_factory) -> str:
    """What the linter says of a copy of the tree in which every contract is broken."""
    copy = tmp_path_factory.mktemp("tree")
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, copy / package, ignore=shutil.ignore_patterns("tests", "__pycache__")
        )
    shutil.copy(ROOT / "pyproject.toml", copy)
    for file, line in PLANTED.values():
        with (copy / file).open("a") as source:
            source.write(f"\n{line}\n")
    program = Path(sys.executable).parent / "lint-imports"
    return subprocess.run([program, "--no-cache"], cwd=copy, capture_output=True, text=True).stdout


def test_every_contract_of_the_project_has_a_planted_breach():
    told = tomllib.loads((ROOT / "pyproject.toml").read_text())
    names = {contract["name"] for contract in told["tool"]["importlinter"]["contracts"]}
    assert names == set(PLANTED)


@pytest.mark.parametrize("name", PLANTED)
def test_a_breach_of_the_contract_is_seen(broken, name):
    assert re.search(rf"{re.escape(name)}.*BROKEN", broken), broken[-3000:]
