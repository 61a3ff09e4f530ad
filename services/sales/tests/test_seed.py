"""Demo documents appear by themselves once customers, credit and products are known."""

from .. import seed
from .conftest import done


def work(desk):
    desk.deliver()  # opens the inbox
    while desk.door._inbox.work_off():
        pass


def test_demo_documents_wait_for_their_customers_and_are_written_once(desk, monkeypatch):
    monkeypatch.setattr(seed, "timedelta", lambda seconds: seed.clock.now() - seed.clock.now())
    seed.seed(desk.door.database)
    desk.customer(), desk.customer(limit="300.00"), desk.product()
    work(desk)
    ask = desk.by("finance").get
    orders = done(ask("/orders"))["items"]
    assert sorted(order["status"] for order in orders) == [
        "confirmed",
        "draft",
        "draft",
        "draft",
        "posted",
        "posted",
    ]
    quoted = done(ask("/quotations"))["items"]
    assert sorted(x["status"] for x in quoted) == ["accepted", "declined", "draft", "revised"]
    seed.seed(desk.door.database)
    work(desk)
    assert len(done(ask("/orders"))["items"]) == 6
    (hold,) = done(ask("/credit-holds"))["items"]
    assert (hold["status"], hold["ground"]) == ("open", "limit")


def test_the_demo_returns_follow_the_first_deliveries(desk):
    desk.customer(), desk.customer(), desk.product(), desk.product()
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
    assert [x["outcome"] for x in returns] == ["credit", "replacement", "repair", "refused"]
    assert {x["lines"][0]["quantity"] for x in returns} == {"1.000"}


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
    assert sorted((x["level"], x["status"]) for x in letters) == [(1, "sent"), (2, "proposed")]
