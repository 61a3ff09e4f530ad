"""Whatever is sold, paid, settled, returned and taken back, in any order and over months, the money adds up."""

from datetime import date, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from chassis import clock
from chassis.transport.inbox import Inbox
from tests.support.plays import event, play

from .cash_books import assert_cash_balances, due
from .cash_work import CashWork
from .conftest import done
from .counter_work import CounterWork

HINDRANCES = ["drafts", "returns_unjudged", "in_transit"]


class Trade(CounterWork, CashWork):
    """One customer who buys, pays, returns and claims, in any order, while days and months go by."""

    desk = go_to = None
    day, closed = date(2026, 3, 1), date(2026, 2, 28)

    @initialize(
        terms=st.sampled_from([("cash", 0), ("days", 30), ("month_end", 15)]),
        credited=st.sampled_from(["on_receipt", "on_receipt", "after_verdict"]),
    )
    def begin(self, terms, credited):
        kind, days = terms
        self._wake()
        told = {"terms_kind": kind, "terms_days": days, "return_credit": credited}
        self.customer = self.desk.customer(limit="99999999.00", **told)
        self.begin_sales()
        self.begin_cash()
        self.evenings, self.looks = {}, 0

    @rule(days=st.sampled_from([1, 1, 9, 31]))
    def night(self, days):
        self.evenings[clock.today()] = due(self.desk, self.customer)
        type(self).day += timedelta(days=days)
        self._wake()
        event("a night")

    def booked(self, day):
        self.evenings = {seen: due for seen, due in self.evenings.items() if seen < day}

    def _wake(self):
        self.go_to(str(type(self).day))
        worker = Inbox(self.desk.door.service, self.desk.door.database)
        while worker.work_off():
            pass

    @rule()
    def close_months(self):
        """All that are over, whatever is still under way."""
        while self.closed < clock.today().replace(day=1) - timedelta(days=1):
            form = {"period": f"{self.closed + timedelta(days=1):%Y-%m}", "accepted": HINDRANCES}
            closed = done(self.desk.by("finance").post("/periods", form), 201)
            type(self).closed = date.fromisoformat(closed["ends_on"])
            event("month closed")

    @invariant()
    @precondition(lambda self: hasattr(self, "evenings"))
    def money_adds_up(self):
        assert_cash_balances(self.desk, self.customer)
        self.past_days_stay()

    def past_days_stay(self, every=False):
        """What was due on a past day, each in its turn, is what it was in its evening."""
        self.looks += 1
        days = list(self.evenings)
        for day in days if every or not days else [days[self.looks % len(days)]]:
            assert due(self.desk, self.customer, day) == self.evenings[day], day
            event("a past day asked for")

    def teardown(self):
        if hasattr(self, "evenings"):
            self.past_days_stay(every=True)


MUST = {
    "a past day asked for",
    "called off: delivered part",
    "decided anew: 200",
    "delivered: sale, all",
    "delivered: sale, part",
    "fine taken back: 200",
    "given up: bad_debt",
    "judged: rework, commercial, replacement",
    "judged: scrap, misuse, credit",
    "judged: to_customer, no_fault, credit",
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
    machine = type("DeskTrade", (Trade,), {"desk": desk, "go_to": staticmethod(on)})
    assert not MUST - set(play(machine, plays=12, steps=50))
