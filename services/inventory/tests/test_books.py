"""Whatever happens to stock, in any order, the books balance to the piece and to the cent."""

from decimal import Decimal
from itertools import count

import pytest
from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import initialize, invariant, rule

from .books import assert_books_balance
from .warehouse_work import (
    LOTS,
    WarehouseWork,
    any_of,
    customers,
    few,
    has,
    many,
    named,
    part,
    prices,
    shares,
)

KINDS = ("restock", "rework", "scrap", "to_supplier", "to_customer")
_codes = count(1)


class Trade(WarehouseWork):
    """One product with two lots: bought, inspected, sold, returned, held, moved, counted, used, in any order."""

    @initialize(
        tracking=st.sampled_from(["lot", "lot", "none"]),
        costing=st.sampled_from(["average", "fifo"]),
        opened=st.booleans(),
        price=prices,
    )
    def begin(self, tracking, costing, opened, price):
        self.tracked = tracking == "lot"
        self.product = self.house.product(f"T-{next(_codes)}", tracking, costing=costing)
        self.deliver = self.house.door.deliver
        self.waiting, self.sold, self.back, self.held = [], [], [], []
        self.receipts = []
        self.begin_work()
        if opened:
            self.open_books("25", price, LOTS[0])
        else:
            self.receive("25", price, LOTS[0])

    def open_books(self, quantity, price, lot):
        """What was there before the first day is signed by another than who proposed it."""
        line = {"product_id": self.product, "quantity": quantity, "unit_cost": price}
        line["lot"] = lot if self.tracked else None
        proposed = self.house.done(self.house.propose_opening(line))
        self.house.done(self.house.sign_opening(proposed))

    @rule(quantity=many, price=prices, lot=st.sampled_from(LOTS))
    def receive(self, quantity, price, lot):
        self.receive_from(self.supplier, quantity, price, lot)

    @rule(quantity=few, customer=customers, lot=named)
    def confirm(self, quantity, customer, lot):
        order = self.house.order(customer, (self.product, quantity, lot))
        self.deliver(self.house.confirmed(order))
        self.waiting.append(order)

    @rule(quantity=few, customer=customers, lot=named)
    def sell(self, quantity, customer, lot):
        self.sold.append(self.house.post(customer, (self.product, quantity, lot)))

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

    @has("sold")
    @rule(which=any_of, share=st.sampled_from([1, 2, 3]))
    def give_back(self, which, share):
        """A part of what the order's first lot brought, as far as it brought any."""
        order = self.sold.pop(which % len(self.sold))
        for issued in self.house.issues_of(order)[:1]:
            lot = issued["lines"][0]["lots"][0]
            quantity = (Decimal(lot["quantity"]) / share).quantize(Decimal("0.001"))
            if quantity:
                self.back.append([self.house.returned(order, str(quantity)), quantity, 1])
                self.deliver(self.back[-1][0])

    @has("back")
    @rule(which=any_of, kind=st.sampled_from(KINDS), share=shares)
    def judge(self, which, kind, share):
        """A part of what is still in quarantine of a return, at last all of it."""
        place = which % len(self.back)
        returned, left, nth = self.back.pop(place)
        some = part(left, share)
        self.deliver(self.house.verdict(returned, (kind, str(some)), nth=nth))
        if left - some:
            self.back.append([returned, left - some, nth + 1])

    @rule(lot=st.sampled_from(LOTS))
    def hold(self, lot):
        found = self.house.door.as_("inspector").get("/lots", product_id=self.product)
        lots = {each["number"]: each["id"] for each in found.json["items"]}
        lot_id = lots.get(lot if self.tracked else "-")
        if lot_id:
            self.held.append(self.house.hold(self.product, lot_id))
            self.deliver(self.held[-1])

    @has("held")
    @rule(which=any_of, quantity=st.none() | few, nth=st.integers(2, 9))
    def end(self, which, quantity, nth):
        hold = self.held[which % len(self.held)]
        self.deliver(self.house.hold_ended(hold, quantity, nth))
        if quantity is None:
            self.held.remove(hold)

    @rule(quantity=few, sign=st.sampled_from(["", "-"]), lot=st.sampled_from(LOTS))
    def count_difference(self, quantity, sign, lot):
        """Refused where the lot is not known or the shortage is larger than the lot."""
        form = {"product_id": self.product, "quantity": sign + quantity, "reason": "盘点"}
        form["lot"] = lot if self.tracked else None
        answer = self.house.door.as_("warehouse_keeper").post("/adjustments", form)
        if answer.status_code == 201:
            path = f"/adjustments/{answer.json['id']}/approve"
            approved = self.house.door.as_("inventory_manager").post(path, {"unit_cost": "5"})
            assert approved.status_code in (200, 409)

    @has("receipts")
    @rule(which=any_of, quantity=few)
    def send_to_supplier(self, which, quantity):
        """Refused where less of the receipt is left, or of its lot is free."""
        asked = self.house.ask_back(self.receipts[which % len(self.receipts)], quantity)
        if asked.status_code == 201 and self.house.ship(asked.json).status_code != 200:
            path = f"/supplier-returns/{asked.json['id']}/cancel"
            self.house.done(self.house.door.as_("buyer").post(path, {"reason": "已售"}))

    @rule(quantity=few)
    def use(self, quantity):
        assert self.house.use(self.product, quantity).status_code in (201, 409)

    @invariant()
    def books_balance(self):
        if hasattr(self, "product"):
            assert_books_balance(self.house.door, self.product)
            assert self.house.door.inbox("dead") == []


@pytest.mark.both_databases
def test_the_books_balance_whatever_happens(house):
    machine = type("HouseTrade", (Trade,), {"house": house})
    machine.TestCase.settings = settings(
        max_examples=12,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    machine.TestCase().runTest()
