"""Days go by during a play, and every past day stays what it was when it ended."""

from datetime import datetime, time, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import rule

from chassis import clock
from tests.support.plays import Play, event

from .test_past import figures, figures_then

A_DAY = timedelta(days=1)


class Calendar:
    """The days of all plays of one house, one after the other."""

    def __init__(self, in_days):
        """The first day begins at noon, so that no day ends by itself during a play."""
        self.in_days, self.days = in_days, 0.0
        in_days(0)
        now = clock.now()
        noon = datetime.combine(clock.today(), time(12), clock.zone())
        self.move(((noon - now) % A_DAY) / A_DAY)

    def move(self, days):
        self.days += days
        self.in_days(self.days)


class Nights(Play):
    """Rules of the clock; `house`, `goods`, `calendar` and `run_timers` are the play's."""

    def begin_days(self):
        self.evenings, self.looks = {}, 0

    @rule(days=st.sampled_from([1, 1, 1, 3, 31]), worker_is_late=st.booleans())
    def night(self, days, worker_is_late):
        """The worker does what the night made due, at once or only after another one."""
        self.evenings[clock.today()] = figures(self.house, self.goods.id)
        self.dusk()
        self.calendar.move(days)
        if not worker_is_late:
            self.run_timers()

    def dusk(self):
        """What else is to be seen of a night, before it."""

    def past_days_stay(self, every=False):
        """Each day in its turn, today among them, is what it was in its evening, or is now."""
        now = figures(self.house, self.goods.id)
        shown = {**self.evenings, clock.today(): now}
        self.looks += 1
        for day in shown if every else [list(shown)[self.looks % len(shown)]]:
            was = shown[day]
            there = was if was["quantity"] or was["quarantine_quantity"] else None
            assert figures_then(self.house, self.goods.id, day) == there, day
            if was != now:
                event("a past day unlike today")
