"""Whatever is sold, paid, settled, returned and taken back, in any order and over months, the money adds up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from chassis import clock
from chassis.transport.inbox import Inbox
from tests.support.plays import event, play

from .cash_books import assert_cash_balances, assert_reports_agree, due
from .cash_work import CashWork
from .conftest import done
from .counter_work import CounterWork

HINDRANCES = ["drafts", "returns_unjudged", "in_transit"]
TERMS = (("cash", 0), ("days", 30), ("month_end", 15))


@dataclass
class Calendar:
    """What day it is, and the last day of a closed month, through all plays of one desk."""

    go_to: Callable[[str], None]
    day: date = date(2026, 3, 1)
    closed: date = date(2026, 2, 28)


class Trade(CounterWork, CashWork):
    """One customer who buys, pays, returns and claims, in any order, while days and months go by."""

    desk = calendar = terms = credited = None

    @initialize()
    def begin(self):
        kind, days = self.terms
        self._wake()
        told = {"terms_kind": kind, "terms_days": days, "return_credit": self.credited}
        self.customer = self.desk.customer(limit="99999999.00", **told)
        self.begin_sales()
        self.begin_cash()
        self.evenings, self.looks = {}, 0

    @rule(days=st.sampled_from([1, 1, 9, 31]))
    def night(self, days):
        self.evenings[clock.today()] = due(self.desk, self.customer)
        self.calendar.day += timedelta(days=days)
        self._wake()
        event("a night")

    def booked(self, day):
        self.evenings = {seen: due for seen, due in self.evenings.items() if seen < day}

    def _wake(self):
        self.calendar.go_to(str(self.calendar.day))
        worker = Inbox(self.desk.door.service, self.desk.door.database)
        while worker.work_off():
            pass

    @rule()
    def close_months(self):
        """All that are over, whatever is still under way."""
        while self.calendar.closed < clock.today().replace(day=1) - timedelta(days=1):
            first = self.calendar.closed + timedelta(days=1)
            form = {"period": f"{first:%Y-%m}", "accepted": HINDRANCES}
            closed = done(self.desk.by("finance").post("/periods", form), 201)
            self.calendar.closed = date.fromisoformat(closed["ends_on"])
            event("month closed")

    @invariant()
    @precondition(lambda self: hasattr(self, "evenings"))
    def money_adds_up(self):
        """The tables at each step; what is read of them, which takes longer, at each fourth."""
        assert_cash_balances(self.desk, self.customer)
        self.looks += 1
        if self.looks % 4 == 0:
            assert_reports_agree(self.desk, self.customer)
            self.past_days_stay()

    def past_days_stay(self, every=False):
        """What was due on a past day, each in its turn, is what it was in its evening."""
        days = list(self.evenings)
        for day in days if every or not days else [days[self.looks // 4 % len(days)]]:
            assert due(self.desk, self.customer, day) == self.evenings[day], day
            event("a past day asked for")

    def teardown(self):
        if hasattr(self, "evenings"):
            assert_reports_agree(self.desk, self.customer)
            self.past_days_stay(every=True)


MUST = {
    "a past day asked for",
    "called off: delivered part",
    "decided anew: 200",
    "delivered: sale, all",
    "delivered: sale, part",
    "fine taken back: 200",
    "given up: bad_debt",
    "judged: credit",
    "judged: replacement",
    "judged: rework, commercial",
    "judged: scrap, misuse",
    "judged: to_customer, no_fault",
    "month closed",
    "payment reversed: 200",
    "recovered: 200",
    "refunded all of a payment",
    "returned: sale, credit",
    "settled all with a payment",
    "settled the oldest: 201",
    "unsettled payment: 200",
}
"""What a change must not make these plays stop doing."""


@pytest.mark.both_databases
def test_the_money_adds_up_whatever_happens(desk, on):
    machine = type("DeskTrade", (Trade,), {"desk": desk, "calendar": Calendar(on)})
    ways = [{"terms": t, "credited": c} for t, c in product(TERMS, ("on_receipt", "after_verdict"))]
    play(machine, ways, steps=60, must=MUST)
