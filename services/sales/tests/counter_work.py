"""What salespeople, the warehouse and quality do by chance in test_cash_books: sell, deliver, take back, judge."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from chassis import clock
from tests.support.plays import Play, event

from .conftest import done, line, lot
from .test_answers import cancel, unfilled
from .test_outcomes import sent_back
from .test_returns import verdict

D = Decimal
prices = st.sampled_from(["0.01", "0.333333", "7.77", "16.00", "100.005001"])
pieces = st.integers(1, 9_000).map(lambda n: f"{D(n) / 1000:.3f}")
cents = st.integers(0, 99_999).map(lambda n: f"{D(n) / 100:.2f}")
modes = st.sampled_from(["excluded", "included"])
outcomes = st.sampled_from(["credit", "credit", "credit", "replacement", "repair", "refused"])
any_of = st.integers(0, 99)
shares = st.sampled_from([1, 1, 2, 3])
VERDICTS = (
    ("restock", "confirmed"),
    ("scrap", "confirmed"),
    ("scrap", "misuse"),
    ("rework", "commercial"),
    ("to_customer", "no_fault"),
    ("to_customer", "no_fault"),
)


def has(name):
    """The rule applies when there is something to do it to."""
    return precondition(lambda self: bool(getattr(self, name)))


def part(left, share):
    """A share of what is left, at last all of it."""
    return (left / share).quantize(D("0.001")) or left


class CounterWork(Play):
    """Rules of selling; `desk` and `customer` are the play's."""

    def begin_sales(self):
        self.products = [self.desk.product(tax_rate=rate) for rate in ("0.13", "0.06")]
        self.confirmed, self.under_way, self.delivered, self.returned = [], [], [], []

    @rule(
        wanted=st.lists(st.tuples(pieces, prices), min_size=1, max_size=2),
        mode=modes,
        discounts=st.tuples(st.booleans(), st.booleans()),
        verb=st.sampled_from(["confirm", "post", "deliver", "deliver"]),
        share=shares,
        cost=cents,
    )
    def order(self, wanted, mode, discounts, verb, share, cost):
        """A draft is confirmed, or posted and perhaps delivered at once, in part or whole; a discount
        takes a seventh of a line, or an eighth of the order."""
        of_line, of_order = discounts
        lines, worth = [], D(0)
        for product, (quantity, price) in zip(self.products, wanted, strict=False):
            full = (D(quantity) * D(price)).quantize(D("0.01"))
            taken = (full / 7).quantize(D("0.01")) if of_line else D(0)
            worth += full - taken
            lines.append(line(product, quantity, price=price, discount=str(taken)))
        head = {"price_mode": mode}
        if of_order:
            head["discount"] = str((worth / 8).quantize(D("0.01")))
        drafted = self.desk.draft(self.customer, *lines, **head)
        if verb == "confirm":
            self.confirmed.append(self.desk.confirm(drafted))
        else:
            self.under_way.append(self.desk.post(drafted))
        if verb == "deliver":
            self.issue(-1, share, cost)

    @has("confirmed")
    @rule(which=any_of)
    def post(self, which):
        order = self.confirmed.pop(which % len(self.confirmed))
        self.under_way.append(self.desk.post(order))

    @has("confirmed")
    @rule(which=any_of)
    def cancel(self, which):
        cancel(self.desk, self.confirmed.pop(which % len(self.confirmed)))

    @has("under_way")
    @rule(which=any_of)
    def call_off(self, which):
        """A posted order: inventory answers what had gone, and that can only be returned."""
        order = self.desk.order(self.under_way.pop(which % len(self.under_way)))
        if order["fulfilment"] != "all":
            cancel(self.desk, order)
            fates = [(x["delivered"], str(_left(x))) for x in order["lines"]]
            unfilled(self.desk, order, *fates)
            event(f"called off: delivered {order['fulfilment']}")

    @has("under_way")
    @rule(which=any_of, share=shares, cost=cents, yesterday=st.booleans())
    def deliver(self, which, share, cost, yesterday):
        self.issue(which % len(self.under_way), share, cost, late=yesterday)

    def issue(self, place, share, cost, late=False):
        """Inventory issues a part of what is left of each line, or at last all of it; sales may hear
        of it on the next day."""
        order = self.desk.order(self.under_way[place])
        left = [_left(each) for each in order["lines"]]
        if not any(left):
            return
        told = [self._issued(part(each, share), cost) if each else None for each in left]
        day = clock.today() - timedelta(days=late)
        self.desk.issue(order, *told, kind=order["kind"], issued_on=str(day))
        seen = self.desk.deliveries(order)[-1]
        self.delivered.append(seen["id"])
        self.booked(date.fromisoformat(seen["booked_on"]))
        event(f"delivered: {order['kind']}, {self.desk.order(order)['fulfilment']}")

    def booked(self, day):
        """What was to be seen of a day's end is different when something is booked on it late."""

    def _issued(self, quantity, cost):
        """Of one lot, or of two, each at its own cost."""
        first = (quantity / 3).quantize(D("0.001"))
        if not first or D(cost) < 1:
            return {"quantity": str(quantity), "cost": cost}
        of_first = (D(cost) / 5).quantize(D("0.01"))
        both = ((0xA, "L-A", first, of_first), (0xB, "L-B", quantity - first, D(cost) - of_first))
        lots = [lot(n, name, str(q), str(worth)) for n, name, q, worth in both]
        return {"quantity": str(quantity), "cost": cost, "lots": lots}

    @has("delivered")
    @rule(
        which=any_of,
        place=any_of,
        share=shares,
        outcome=outcomes,
        verdict=st.none() | st.sampled_from(VERDICTS),
    )
    def take_back(self, which, place, share, outcome, verdict):
        """A part of what is still with the customer of a delivered line; judged at once, or later."""
        id = self.delivered[which % len(self.delivered)]
        delivery = done(self.desk.by("finance").get(f"/deliveries/{id}"))
        it = delivery["lines"][place % len(delivery["lines"])]
        left = D(it["quantity"]) - D(it["returned"])
        if left:
            quantity = part(left, share)
            told = {"lines": [it]}
            back = self.desk.take_back(told, str(quantity), outcome=outcome)
            self.returned.append([back, quantity])
            event(f"returned: {delivery['kind']}, {outcome}")
            if verdict:
                self.judge_pieces(-1, verdict, share)

    @has("returned")
    @rule(which=any_of, of=st.sampled_from(VERDICTS), share=shares)
    def judge(self, which, of, share):
        self.judge_pieces(which % len(self.returned), of, share)

    def judge_pieces(self, place, of, share):
        """Quality judges some of the pieces; what goes back to the customer may come again."""
        returned, left = self.returned.pop(place)
        kind, fault = of
        for some, lot_told in self._of_one_lot(returned, part(left, share)):
            shown = {"lines": [returned["lines"][0] | {"lots": [lot_told]}], "id": returned["id"]}
            verdict(self.desk, shown, (kind, str(some), fault))
            if kind == "to_customer":
                sent_back(self.desk, shown, str(some))
            left -= some
        event(f"judged: {kind}, {fault}")
        event(f"judged: {returned['lines'][0]['outcome']}")
        if left:
            self.returned.append([returned, left])
        self._find_replacements(returned)

    def _of_one_lot(self, returned, quantity):
        """The pieces by their lots: one that comes back names the lot it went with."""
        judged = sum(D(x["quantity"]) for x in returned["lines"][0]["lots"]) - self._unjudged(
            returned
        )
        for each in returned["lines"][0]["lots"]:
            there = D(each["quantity"])
            gone = min(judged, there)
            judged -= gone
            taken = min(there - gone, quantity)
            if taken:
                quantity -= taken
                yield taken, each

    def _unjudged(self, returned):
        shown = done(self.desk.by("finance").get(f"/returns/{returned['id']}"))["lines"][0]
        return D(shown["quantity"]) - D(shown["judged"])

    @has("returned")
    @rule(which=any_of, outcome=outcomes)
    def decide(self, which, outcome):
        """Another outcome, before anything was judged."""
        returned, _ = self.returned[which % len(self.returned)]
        told = {"return_line_id": returned["lines"][0]["id"], "outcome": outcome}
        path = f"/returns/{returned['id']}/decide"
        form = {"reason": "改判", "lines": [told]}
        decided = self.desk.by("salesperson").post(path, form)
        assert decided.status_code in (200, 409), decided.json
        event(f"decided anew: {decided.status_code}")

    def _find_replacements(self, returned):
        asked = self.desk.by("finance").get("/orders", return_id=returned["id"])
        known = {order["id"] for order in self.under_way}
        self.under_way += [x for x in done(asked)["items"] if x["id"] not in known]


def _left(it):
    return D(it["quantity"]) - D(it["delivered"]) - D(it["cancelled"])
