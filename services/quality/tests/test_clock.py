"""The clock of a case, moved: amber at three quarters, late past due, and late stays late."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from chassis import clock
from chassis.transport.tables import timers
from chassis.transport.timers import Timer
from services.quality.clock.commands import tick

from . import facts

RECEIVED = datetime(2026, 3, 9, 2, tzinfo=UTC)


@pytest.fixture
def hours_after_receipt(clock_file):
    """Moves the clock to so many hours after the return was received."""

    def move(hours: float) -> None:
        clock_file.write_text("0")
        wanted = RECEIVED.timestamp() + hours * 3600
        clock_file.write_text(str(wanted - clock.now().timestamp()))

    return move


def states(quality, case_id: str) -> dict[str, str]:
    return {line["step"]: line["state"] for line in quality.case(case_id)["clock"]}


def test_steps_met_in_time_are_met_and_the_others_turn_amber_and_late(
    quality, hours_after_receipt, run_timers
):
    hours_after_receipt(1)
    case_id = quality.take_return()
    assert states(quality, case_id) == {
        "acknowledge": "running",
        "d3": "running",
        "reply": "running",
    }
    hours_after_receipt(3)
    run_timers()
    assert states(quality, case_id)["acknowledge"] == "amber"
    hours_after_receipt(5)
    run_timers()
    assert states(quality, case_id) == {"acknowledge": "late", "d3": "running", "reply": "running"}
    assert quality.cases()[0]["late"] is True
    hours_after_receipt(20)
    quality.contain(case_id)
    assert states(quality, case_id) == {
        "acknowledge": "met_late",
        "d3": "met",
        "reply": "running",
    }
    hours_after_receipt(15 * 24)
    run_timers()
    quality.answer(case_id)
    assert states(quality, case_id)["reply"] == "met_late"


def test_a_timer_that_comes_after_the_step_was_done_changes_nothing(quality, hours_after_receipt):
    hours_after_receipt(1)
    case_id = quality.take_return()
    with quality.door.database.reading() as session:
        late_timers = [dict(data) for data in session.scalars(select(timers.c.data))]
    quality.contain(case_id)
    hours_after_receipt(48)
    with quality.door.database.transaction() as session:
        for data in late_timers:
            tick(session, Timer("clock_tick", "", RECEIVED, data))
    assert states(quality, case_id) == {"acknowledge": "met", "d3": "met", "reply": "running"}


def test_a_return_heard_of_late_is_late_from_the_start(quality, hours_after_receipt):
    hours_after_receipt(30)
    case_id = quality.take_return(received_at="2026-03-09T02:00:00Z")
    assert states(quality, case_id) == {"acknowledge": "late", "d3": "late", "reply": "running"}


def test_deadlines_count_from_receipt(quality, hours_after_receipt):
    hours_after_receipt(1)
    case = quality.case(quality.take_return())
    assert {line["step"]: (line["amber_at"], line["due_at"]) for line in case["clock"]} == {
        "acknowledge": ("2026-03-09T05:00:00Z", "2026-03-09T06:00:00Z"),
        "d3": ("2026-03-09T20:00:00Z", "2026-03-10T02:00:00Z"),
        "reply": ("2026-03-19T14:00:00Z", "2026-03-23T02:00:00Z"),
    }
    assert facts.named("X") == case["customer_id"]
