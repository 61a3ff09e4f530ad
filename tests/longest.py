"""The order in which the files of tests are given out, so that no worker is left with a long one."""

import pytest

LONGEST = (
    "tests/contracts/test_fuzz.py",
    "services/sales/tests/test_cash_books.py",
    "tests/faults/test_traffic.py",
    "tests/flows/test_reconcile.py",
    "tests/faults/test_kill_walk.py",
    "tests/e2e/test_run.py",
    "tests/faults/test_outages.py",
    "chassis/tests/test_worker.py",
    "services/inventory/tests/test_books.py",
    "tests/contracts/test_bad_forms.py",
    "tests/contracts/test_events.py",
    "services/inventory/tests/test_sheets_killed.py",
    "tests/e2e/test_main_job.py",
    "tests/contracts/test_reading.py",
    "tests/contracts/test_bad_input.py",
    "tests/access/test_gateway.py",
    "tests/faults/test_last_unit.py",
    "tests/flows/test_any_day.py",
)
"""The files that take longest, longest first: they begin first. Whatever is not named is short
enough to fill up the end with."""
_PLACE = {name: place for place, name in enumerate(LONGEST)}


def longest_first(items: list[pytest.Item]) -> None:
    """Put the items of the longest files first; everything else stays where it is."""
    items.sort(key=lambda item: _PLACE.get(item.nodeid.partition("::")[0], len(LONGEST)))
