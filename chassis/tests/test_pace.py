"""The rests between windows: short where processors are idle, long where they run out."""

import pytest

from chassis import pace
from chassis.pace import Processors, rest


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """`machine(used, idle)` lets a machine spend so many ticks more each way and tells what it looks like."""
    monkeypatch.setattr(pace, "LOOK", -1.0)
    counts, spent = tmp_path / "stat", [0, 0]
    processors = Processors(counts)

    def spend(used, idle):
        spent[0], spent[1] = spent[0] + used, spent[1] + idle
        counts.write_text(f"cpu  {spent[0]} 0 0 {spent[1]} 0 0 0 0 7 7\ncpu0 1 2 3 4 5 6 7 8 0 0\n")
        return processors.idle()

    return spend


def test_an_idle_machine_is_seen_to_be_idle_and_a_busy_one_busy(machine):
    machine(100, 100)
    assert [machine(0, 100) for _ in range(6)][-1] > 0.95
    assert [machine(100, 0) for _ in range(6)][-1] < 0.05


def test_where_nothing_is_counted_half_is_taken_for_idle(tmp_path):
    assert Processors(tmp_path / "no such file").idle() == 0.5


def test_the_busier_the_processors_the_longer_the_rest():
    rests = [rest(0.02, idle) for idle in (0.9, 0.5, 0.25, 0.1, 0.0)]
    assert rests == sorted(rests)
    assert rests[0] == pace.SHORTEST
    assert rests[-1] > 10 * rests[1]


def test_no_window_is_so_long_that_the_next_waits_for_ever():
    assert rest(60.0, 0.0) == pace.LONGEST
