"""Promise 1: a 2xx answer survives any kill; no change without its fact, no fact without its change."""

import re

import pytest

from operations.processes import ROOT

WORKERS = ("sales-worker", "inventory-worker", "quality-worker")
WEBS = ("sales-web",)


def failpoints():
    """Every failpoint in the code, generated from the literals."""
    found = set()
    for file in (ROOT / "chassis").rglob("*.py"):
        found |= set(re.findall(r'failpoint\("([a-z_.]+)"\)', file.read_text()))
    return sorted(found)


def walk():
    """Each failpoint in each process that passes it."""
    for point in failpoints():
        for process in WEBS + WORKERS if point.startswith("transaction.") else WORKERS:
            yield process, point


def test_the_list_names_every_step_of_a_fact():
    steps = {point.split(".")[0] for point in failpoints()}
    assert {"transaction", "relay", "consumer"} <= steps
    assert len(failpoints()) >= 9


@pytest.mark.parametrize(("process", "point"), list(walk()))
def test_a_kill_at_this_step_loses_and_doubles_nothing(works, process, point):
    before = works.stock()
    with works.dying_at(process, point) as has_died:
        sold = works.sell("3")
        works.take_back(sold, "1")
        has_died()
    works.settle()
    after = works.stock()
    assert before["free"] - after["free"] == 3
    assert after["quarantined"] - before["quarantined"] == 1
    lines = works.sql(
        "quality", "SELECT count(*) AS n, count(DISTINCT return_line_id) AS d FROM cases"
    )[0]
    assert lines["n"] == lines["d"]
