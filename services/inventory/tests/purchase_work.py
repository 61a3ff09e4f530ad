"""What purchasing and incoming inspection do by chance in test_books."""

from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.support.plays import Play, event

from .goods import LOTS
from .test_inspections import act, inspect, plan, waiting

DISPOSALS = {
    "concede": "quality_manager",
    "sort": "inspector",
    "send-back": "warehouse_keeper",
    "scrap": "inventory_manager",
}
few = st.integers(1, 9_000).map(lambda n: f"{Decimal(n) / 1000:.3f}")
many = st.integers(10_000, 30_000).map(lambda n: f"{Decimal(n) / 1000:.3f}")
prices = st.sampled_from(["0.01", "0.333333", "7", "10.00", "13.370001"])
modes = st.sampled_from(["excluded", "included"])
lots = st.sampled_from(LOTS)
any_of = st.integers(0, 99)
shares = st.sampled_from([1, 2, 3])


def has(name):
    """The rule applies when there is something to do it to."""
    return precondition(lambda self: bool(getattr(self, name)))


class PurchaseWork(Play):
    """Rules of purchasing; `house` and `goods` are the play's."""

    def begin_purchases(self):
        """A supplier whose goods go straight into the stock, and one whose goods are inspected."""
        self.trusted, self.watched = map(self.house.supplier, self.house.codes(2))
        told = {"supplier_id": self.watched, "accept_on_zero": True}
        plan(self.house, self.goods.id, **told)
        self.receipts, self.ordered, self.arrived, self.rejected = [], [], [], []

    @rule(quantity=many, price=prices, lot=lots, mode=modes)
    def receive(self, quantity, price, lot, mode):
        self.take_in(self.order(self.trusted, mode, (quantity, price)), lot)

    @rule(quantity=many, price=prices, lot=lots, verdict=st.sampled_from([None, 0, 1]))
    def receive_into_quarantine(self, quantity, price, lot, verdict):
        """Inspected at once, with so many defects, or later."""
        self.take_in(self.order(self.watched, "excluded", (quantity, price)), lot)
        if verdict is not None:
            self.judge_lot(-1, verdict)

    @rule(quantity=many, other=many, price=prices, lot=lots, mode=modes)
    def receive_for_two_lines(self, quantity, other, price, lot, mode):
        """The same lot comes for two lines of one order, each inspected for itself."""
        self.take_in(self.order(self.watched, mode, (quantity, price), (other, "7")), lot)

    @rule(quantity=many, price=prices, mode=modes, watched=st.booleans())
    def order_goods(self, quantity, price, mode, watched):
        supplier = self.watched if watched else self.trusted
        self.ordered.append(self.order(supplier, mode, (quantity, price)))

    @has("ordered")
    @rule(which=any_of, share=shares, lot=lots, more=st.booleans())
    def receive_part(self, which, share, lot, more):
        """A part of what is open, at last all of it or a tenth more than was ordered."""
        order = self.ordered.pop(which % len(self.ordered))
        line = order["lines"][0]
        quantity = self.goods.share(Decimal(line["open"]), share)
        beyond = Decimal(line["allowed"]) - Decimal(line["pieces"]) if more else 0
        if quantity == Decimal(line["open"]) and beyond and self.goods.tracking != "serial":
            quantity += beyond
            event("received more than ordered")
        self.take_in(order, lot, str(quantity))
        order = self.house.done(self.house.door.as_("buyer").get(f"/purchase-orders/{order['id']}"))
        self.ordered += [order] if Decimal(order["lines"][0]["open"]) else []

    @has("ordered")
    @rule(which=any_of)
    def call_rest_off(self, which):
        order = self.ordered.pop(which % len(self.ordered))
        path = f"/purchase-orders/{order['id']}/cancel"
        self.house.done(self.house.door.as_("buyer").post(path, {"reason": "不再需要"}))

    @has("arrived")
    @rule(which=any_of, defects=st.sampled_from([0, 0, 1]))
    def inspect(self, which, defects):
        self.judge_lot(which % len(self.arrived), defects)

    def judge_lot(self, place, defects):
        """A lot that waits is accepted, or rejected for its one defect."""
        judged = inspect(self.house, self.arrived.pop(place), defects)
        assert judged["status"] == ("rejected" if defects else "accepted")
        event(f"a lot {judged['status']}")
        self.rejected += [judged] * defects

    @has("rejected")
    @rule(which=any_of, verb=st.sampled_from(list(DISPOSALS)), share=shares)
    def dispose(self, which, verb, share):
        """Rejected pieces are taken as they are, sorted good, sent back or scrapped."""
        lot = self.rejected.pop(which % len(self.rejected))
        told = {"reason": "裂纹"}
        if verb != "concede":
            told["quantity"] = str(self.goods.share(Decimal(lot["left"]), share))
        lot = self.house.done(act(self.house, lot, verb, told, role=DISPOSALS[verb]))
        event(f"rejected pieces: {verb}")
        self.rejected += [lot] if Decimal(lot["left"]) else []

    @has("receipts")
    @rule(which=any_of, line=any_of, quantity=few)
    def send_to_supplier(self, which, line, quantity):
        """Refused where less of the receipt is left, or of its lot is free."""
        receipt = self.receipts[which % len(self.receipts)]
        lines = receipt["lines"]
        came = lines[line % len(lines)]
        wanted = min(Decimal(self.goods.some(quantity)), Decimal(came["quantity"]))
        told = {"receipt_line_id": came["id"], "quantity": str(wanted)}
        asked = self.house.ask_back(receipt, "", lines=[told])
        if asked.status_code != 201:
            event(f"not sent to its supplier: {asked.json['code']}")
        elif self.house.ship(asked.json).status_code == 200:
            event("sent to its supplier")
        else:
            path = f"/supplier-returns/{asked.json['id']}/cancel"
            self.house.done(self.house.door.as_("buyer").post(path, {"reason": "已售"}))

    def order(self, supplier, mode, *lines):
        """An order of (quantity, price) lines, checked by another person."""
        same = {"product_id": self.goods.id, "tax_rate": "0.13"}
        told = [same | {"quantity": self.goods.some(q), "unit_price": price} for q, price in lines]
        form = {"supplier_id": supplier, "price_mode": mode, "lines": told}
        order = self.house.done(self.house.door.as_("buyer").post("/purchase-orders", form))
        path = f"/purchase-orders/{order['id']}/check"
        return self.house.done(self.house.door.as_("inventory_manager").post(path))

    def take_in(self, order, lot, quantity=None):
        """Receive some of an order's line, or all of all its lines; what must be is put up for
        inspection."""
        lines = []
        for line in order["lines"]:
            pieces = quantity or line["quantity"]
            arriving = self.goods.arriving(pieces, lot, lines)
            lines.append({"order_line_id": line["id"], "quantity": pieces} | arriving)
        form = {"purchase_order_id": order["id"], "lines": lines}
        keeper = self.house.door.as_("warehouse_keeper")
        self.receipts.append(self.house.done(keeper.post("/receipts", form)))
        if order["supplier_id"] == self.watched:
            known = {each["id"] for each in (*self.arrived, *self.rejected)}
            listed = waiting(self.house, self.goods.id)
            fresh = [one for one in listed if one["status"] == "waiting" and one["id"] not in known]
            self.arrived += fresh
