"""Whatever happens to stock, in any order and on any day, the books balance to the piece and to the cent."""

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from chassis import clock
from tests.support.plays import event, play

from .books import assert_books_balance
from .goods import GOODS, LOTS
from .house import X, Y, Z
from .nights import Calendar, Nights
from .purchase_work import PurchaseWork, any_of, few, has, prices, shares
from .warehouse_work import WarehouseWork, named

KINDS = ("restock", "restock", "rework", "scrap", "to_supplier", "to_customer")
customers = st.sampled_from([X, Y, Z])


class Trade(PurchaseWork, WarehouseWork, Nights):
    """One product: bought, inspected, sold, returned, held, moved, counted, used, in any order."""

    house = tracking = costing = None

    @initialize(opened=st.booleans(), price=prices, last_day=st.sampled_from([None, 2, 20]))
    def begin(self, opened, price, last_day):
        last = last_day and clock.today() + timedelta(days=last_day)
        self.goods = GOODS[self.tracking](self.house, self.costing, last)
        self.deliver = self.house.door.deliver
        self.waiting, self.sold, self.back, self.held = [], [], [], []
        self.out, self.unhappy, self.steps = {}, [], 0
        self.begin_purchases()
        self.begin_work()
        self.begin_days()
        if opened:
            self.open_books("25", price)
        else:
            self.take_in(self.order(self.trusted, "excluded", ("25", price)), LOTS[0])

    def open_books(self, quantity, price):
        """What was there before the first day is signed by another than who proposed it."""
        same = {"product_id": self.goods.id, "unit_cost": price}
        lines = [same | line for line in self.goods.opening(quantity, LOTS[0])]
        proposed = self.house.done(self.house.propose_opening(*lines))
        self.house.done(self.house.sign_opening(proposed))

    def wanted(self, quantity, customer, which):
        quantity = self.goods.some(quantity)
        order = self.house.order(customer, (self.goods.id, quantity))
        order.lines[0] |= self.goods.named(quantity, which)
        return order

    @rule(quantity=few, customer=customers, which=named)
    def confirm(self, quantity, customer, which):
        self.waiting.append(self.wanted(quantity, customer, which))
        self.deliver(self.house.confirmed(self.waiting[-1]))

    @rule(quantity=few, customer=customers, which=named)
    def sell(self, quantity, customer, which):
        """A counter sale."""
        self.sold.append(self.wanted(quantity, customer, which))
        self.deliver(self.house.posted(self.sold[-1]))

    @has("unhappy")
    @rule(whose=any_of, quantity=few, which=named, share=st.none() | shares)
    def replace(self, whose, quantity, which, share):
        """Goods that replace what came back; they may come back themselves, at once or later."""
        customer = self.unhappy[whose % len(self.unhappy)]
        order = self.wanted(quantity, customer, which)
        order.kind = "replacement"
        self.deliver(self.house.posted(order))
        self.sold.append(order)
        went = [each for each in self.still_out() if each[0] is order]
        if share and went:
            self.take_back(went[0], share)

    @has("waiting")
    @rule(which=any_of)
    def post(self, which):
        order = self.waiting.pop(which % len(self.waiting))
        self.deliver(self.house.posted(order))
        self.sold.append(order)

    @has("waiting")
    @rule(which=any_of)
    def cancel(self, which):
        order = self.waiting.pop(which % len(self.waiting))
        self.deliver(self.house.cancelled(order))

    @has("sold")
    @rule(which=any_of)
    def call_off(self, which):
        order = self.sold[which % len(self.sold)]
        self.deliver(self.house.cancelling(order))
        event("called off: " + ("something had gone" if self.house.issues_of(order) else "all"))

    @has("sold")
    @rule(which=any_of, share=shares, kind=st.sampled_from([None, *KINDS]), of=shares)
    def give_back(self, which, share, kind, of):
        """A part of what is still with a customer of a lot that went out in one go, if anything is;
        judged at once, or later."""
        out = list(self.still_out())
        if out:
            self.take_back(out[which % len(out)], share)
            if kind:
                self.judge_pieces(-1, kind, of)

    @has("back")
    @rule(which=any_of, share=shares, then=shares)
    def to_and_fro(self, which, share, then):
        """Pieces go to their customer again, and come back once more."""
        place = which % len(self.back)
        key = self.back[place][-1]
        self.judge_pieces(place, "to_customer", share)
        self.take_back(next(each for each in self.still_out() if each[-1] == key), then)
        event("came back again")

    def take_back(self, went, share):
        order, issue, lot, key = went
        quantity = self.goods.share(self.out[key], share)
        self.out[key] -= quantity
        returned = self.house.returned(order, str(quantity), issue, lot=lot)
        self.deliver(returned)
        self.back.append([returned, quantity, 1, key])
        self.unhappy.append(order.customer)
        event(f"came back: {order.kind}")

    def still_out(self):
        """The issues and lots of which a customer has something."""
        issued = defaultdict(list)
        for told in self.house.door.facts("inventory.stock.issued.v1"):
            issued[told["order_id"]].append(told)
        for order in self.sold:
            for issue, told in enumerate(issued[order.id]):
                for lot, went in enumerate(told["lines"][0]["lots"]):
                    key = (told["issue_id"], went["lot_id"])
                    if self.out.setdefault(key, Decimal(went["quantity"])):
                        yield order, issue, lot, key

    @has("back")
    @rule(which=any_of, kind=st.sampled_from(KINDS), share=shares)
    def judge(self, which, kind, share):
        self.judge_pieces(which % len(self.back), kind, share)

    def judge_pieces(self, place, kind, share):
        """A part of what is still in quarantine of a return, at last all of it."""
        returned, left, nth, key = self.back.pop(place)
        some = self.goods.share(left, share)
        self.deliver(self.house.verdict(returned, (kind, str(some)), nth=nth))
        event(f"returned pieces: {kind}")
        self.out[key] += some if kind == "to_customer" else 0
        if left - some:
            self.back.append([returned, left - some, nth + 1, key])

    @rule(which=any_of)
    def hold(self, which):
        lots = self.goods.lots()
        if lots:
            before = self.house.pieces(self.goods.id)
            self.held.append(self.house.hold(self.goods.id, lots[which % len(lots)]))
            self.deliver(self.held[-1])
            lost = self.house.pieces(self.goods.id)["reserved"] < before["reserved"]
            event("held: " + ("orders gave way" if lost else "nobody gave way"))

    @has("held")
    @rule(which=any_of, quantity=st.none() | st.none() | few, nth=st.integers(2, 9))
    def end(self, which, quantity, nth):
        hold = self.held[which % len(self.held)]
        quantity = quantity and self.goods.some(quantity)
        self.deliver(self.house.hold_ended(hold, quantity, nth))
        if quantity is None:
            self.held.remove(hold)

    @has("held")
    @rule(which=any_of, customer=customers, quantity=few, nth=st.integers(2, 9))
    def waive(self, which, customer, quantity, nth):
        hold, quantity = self.held[which % len(self.held)], self.goods.some(quantity)
        before = len(self.house.door.facts("inventory.stock.issued.v1"))
        self.deliver(self.house.waiver(hold, customer, quantity, nth=nth))
        gone = len(self.house.door.facts("inventory.stock.issued.v1")) - before
        event("waived: " + ("something left" if gone else "nothing left"))

    @rule(which=any_of)
    def answer_for(self, which):
        """An expired lot is tested and may go again."""
        expired = self.goods.lots(expired="true")
        if expired:
            form = {"expiry": str(clock.today() + timedelta(days=9)), "reason": "复验合格"}
            quality = self.house.door.as_("quality_manager")
            self.house.done(quality.post(f"/lots/{expired[which % len(expired)]}/extend", form))
            event("an expired lot may go again")

    def dusk(self):
        event("a night" + (" with goods on their way" if self.away else ""))

    @invariant()
    def books_balance(self):
        """At length at each fifth step and at last: the ledger keeps what was wrong before."""
        if hasattr(self, "evenings"):
            self.steps += 1
            at_length = self.steps % 5 == 0
            assert self.house.door.inbox("dead") == []
            assert_books_balance(self.house.door, self.goods.id, at_length)
            if at_length:
                self.past_days_stay()

    def teardown(self):
        if hasattr(self, "evenings"):
            assert_books_balance(self.house.door, self.goods.id)
            self.past_days_stay(every=True)


MUST = {
    "a lot accepted",
    "a lot rejected",
    "a night with goods on their way",
    "a past day unlike today",
    "a stocktake over a night",
    "adjusted -: 200",
    "arrived on a later day",
    "called off: something had gone",
    "came back: replacement",
    "came back again",
    "lost on its way",
    "rejected pieces: scrap",
    "returned pieces: restock",
    "returned pieces: scrap",
    "sent away: 200",
    "sent to its supplier",
    "stocktake approved: 200",
    "used: 201",
}
"""What a change must not make these plays stop doing."""


@pytest.mark.both_databases
def test_the_books_balance_whatever_happens(house, in_days, run_timers):
    told = {"house": house, "calendar": Calendar(in_days), "run_timers": staticmethod(run_timers)}
    ways = [{"costing": c, "tracking": t} for c, t in product(("average", "fifo"), GOODS)]
    play(type("HouseTrade", (Trade,), told), ways, steps=50, must=MUST)
