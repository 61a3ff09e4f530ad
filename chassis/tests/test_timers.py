"""Timers come due by the company's clock, run once, and are retried like messages."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from chassis import clock
from chassis.service import Service
from chassis.tests.taker import (
    Base,
    database,
    failing,
    locked,
    make_due,
    rows,
    states,
    url,
)
from chassis.transport.inbox import Inbox
from chassis.transport.tables import timers
from chassis.transport.timers import Timer, schedule, unschedule

pytestmark = pytest.mark.both_databases
__all__ = ["database", "url"]  # fixtures
rung: list[Timer] = []


def ring(session: Any, timer: Timer) -> None:
    if trouble := failing.get("ring"):
        raise trouble
    rung.append(timer)
    if timer.data.get("again"):
        schedule(session, timer.due + timedelta(days=1), "ring", timer.key, {})


CLOCKWORK = Service("clockwork", "chassis.tests", Base.metadata, timers={"ring": ring})


@pytest.fixture
def clockwork(database) -> Inbox:
    rung.clear()
    return Inbox(CLOCKWORK, database)


def set_timer(database: Any, minutes: float, key: str = "case/1", **data: Any) -> None:
    with database.transaction() as session:
        schedule(session, clock.now() + timedelta(minutes=minutes), "ring", key, data)


def test_a_timer_runs_once_when_it_is_due(clockwork, database, monkeypatch):
    set_timer(database, 10, level=2)
    assert not clockwork.work_off()
    later = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: later)
    while clockwork.work_off():
        pass
    assert [(timer.name, timer.key, timer.data) for timer in rung] == [
        ("ring", "case/1", {"level": 2})
    ]
    assert rows(database, timers) == []


def test_scheduling_again_moves_the_timer(clockwork, database):
    set_timer(database, -1)
    set_timer(database, 10)
    assert not clockwork.work_off()
    assert len(rows(database, timers)) == 1


def test_an_unscheduled_timer_never_runs(clockwork, database):
    set_timer(database, -1)
    set_timer(database, -1, key="case/2")
    with database.transaction() as session:
        unschedule(session, "ring", "case/1")
        unschedule(session, "ring", "never set")
    while clockwork.work_off():
        pass
    assert [timer.key for timer in rung] == ["case/2"]


def test_a_timer_may_schedule_itself_again(clockwork, database):
    set_timer(database, -1, again=True)
    while clockwork.work_off():
        pass
    with database.reading() as session:
        assert session.execute(select(timers.c.due)).scalar_one() == rung[0].due + timedelta(days=1)


def test_a_failing_timer_is_retried_and_its_death_is_seen(clockwork, database):
    set_timer(database, -1)
    failing["ring"] = locked("40P01")
    assert clockwork.work_off()
    assert states(database) == ["waiting"]
    failing["ring"] = KeyError("bug")
    make_due(database)
    assert clockwork.work_off()
    assert states(database, handler="timer:ring") == ["dead"]
