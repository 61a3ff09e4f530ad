"""Demo documents appear by themselves once customers, credit and products are known."""

from collections import Counter

from .. import seed
from ..money_words import BILL_STATE
from .conftest import done


def work(desk):
    desk.deliver()  # opens the inbox
    while desk.door._inbox.work_off():
        pass


def test_demo_documents_wait_for_their_customers_and_are_written_once(desk, monkeypatch):
    monkeypatch.setattr(seed, "timedelta", lambda seconds: seed.clock.now() - seed.clock.now())
    seed.seed(desk.door.database)
    seed.seed(desk.door.database)  # as when the first start is ended before the worker wrote
    desk.customer(), desk.customer(limit="300.00"), desk.product()
    work(desk)
    ask = desk.by("finance").get
    orders = done(ask("/orders"))["items"]
    states = Counter(order["status"] for order in orders)
    assert states == {"draft": 4, "confirmed": 2, "posted": 2, "cancelling": 1, "cancelled": 2}
    held = [(each["status"], each["ground"]) for each in done(ask("/credit-holds"))["items"]]
    assert sorted(held) == [("lapsed", "limit"), ("open", "limit"), ("released", "limit")]
    quoted = Counter(x["status"] for x in done(ask("/quotations"))["items"])
    assert quoted == dict.fromkeys(
        ("draft", "revised", "declined", "accepted", "withdrawn", "sent"), 1
    )
    assert {each["status"] for each in done(ask("/periods"))["items"]} == {"closed", "open"}
    seed.seed(desk.door.database)
    work(desk)
    assert len(done(ask("/orders"))["items"]) == len(orders)


def test_the_demo_returns_follow_the_first_deliveries(desk):
    desk.customer(), desk.customer(), desk.product(), desk.product(), desk.product()
    seed.seed(desk.door.database)
    work(desk)
    posted = done(desk.by("finance").get("/orders", status="posted"))["items"]
    for order in posted:
        desk.issue(order)
    timer = seed.Timer(seed.TIMER, "return", seed.clock.now(), {"left": 2})
    for _ in range(2):
        with desk.door.database.transaction() as session:
            seed.write_demo_documents(session, timer)
    returns = done(desk.by("service_agent").get("/returns"))["items"][::-1]
    assert [x["outcome"] for x in returns] == [x["outcome"] for x in seed.RETURNS]
    assert [x["lines"][0]["quantity"] for x in returns] == [
        "1.000",
        "1.000",
        "2.000",
        "1.000",
        "1.000",
        "1.000",
    ]
    way = Counter(x["status"] for x in done(desk.by("finance").get("/deliveries"))["items"])
    assert way == {"signed_for": 1, "shipped": 1}


def test_the_demo_debts_are_aged_rated_and_dunned(desk):
    desk.customer(), desk.customer(), desk.product()
    seed.seed(desk.door.database)
    work(desk)
    for order in done(desk.by("finance").get("/orders", status="posted"))["items"]:
        desk.issue(order, issued_on=seed.clock.today().isoformat())
    timer = seed.Timer(seed.TIMER, "return", seed.clock.now(), {"left": 2})
    for _ in range(2):
        with desk.door.database.transaction() as session:
            seed.write_demo_documents(session, timer)
    ask = desk.by("finance").get
    totals = done(ask("/reports/ageing"))["totals"]
    assert (totals["d1_30"], totals["d31_60"]) == ("1540.00", "860.00")
    rated = done(ask("/reports/rating-proposals"))["items"]
    assert sorted(str(x["proposed"]) for x in rated) == ["B", "None"]
    letters = done(ask("/dunning-letters"))["items"]
    assert sorted((x["level"], x["status"]) for x in letters) == [
        (1, "lapsed"),
        (1, "sent"),
        (2, "dropped"),
        (2, "proposed"),
    ]


def test_the_demo_money_shows_every_state_it_can_come_to(desk):
    desk.customer(), desk.customer(), desk.product(sale_price="160.00")
    seed.seed(desk.door.database)
    work(desk)
    for order in done(desk.by("finance").get("/orders", status="posted"))["items"]:
        desk.issue(order)
    timer = seed.Timer(seed.TIMER, "return", seed.clock.now(), {"left": 2})
    with desk.door.database.transaction() as session:
        seed.write_demo_documents(session, timer)

    def states(path, name="status"):
        return {x[name] for x in done(desk.by("finance").get(path))["items"]}

    assert states("/receivables", "invoice_state") == {"none", "issued", "red"}
    assert states("/receivables", "settled") == {"none", "part", "all"}
    assert states("/payments") == {"received", "reversed"}
    assert states("/payments", "method") == {"cash", "transfer", "bill", "other"}
    assert states("/payments", "bill_state") == {None, *BILL_STATE}
    assert states("/refunds") == {"asked", "rejected", "approved", "reversed"}
    assert states("/debit-notes") == {"asked", "rejected", "approved", "reversed"}
    assert states("/write-offs", "kind") == {"tail", "bad_debt"}
    assert states("/write-offs") == {"asked", "approved", "rejected"}
    assert states("/write-offs", "recovered") == {"0.00", "2.00"}
    assert states("/openings") == {"asked", "approved", "rejected"}
    assert "part" in states("/settlements", "reversal")
