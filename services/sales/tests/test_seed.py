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
        "posted",
        "posted",
    ]
    quoted = done(ask("/quotations"))["items"]
    assert sorted(x["status"] for x in quoted) == ["accepted", "declined", "draft", "revised"]
    seed.seed(desk.door.database)
    work(desk)
    assert len(done(ask("/orders"))["items"]) == 5


def test_the_demo_returns_follow_the_first_deliveries(desk):
    desk.customer(), desk.customer(), desk.product()
    seed.seed(desk.door.database)
    work(desk)
    posted = done(desk.by("finance").get("/orders", status="posted"))["items"]
    for order in posted:
        desk.issue(order)
    timer = seed.Timer(seed.TIMER, "return", seed.clock.now(), {"left": 2})
    for _ in range(2):
        with desk.door.database.transaction() as session:
            seed.write_demo_documents(session, timer)
    replaced, credited = done(desk.by("service_agent").get("/returns"))["items"]
    assert credited["lines"][0]["quantity"] == replaced["lines"][0]["quantity"] == "1.000"
    assert (credited["outcome"], replaced["outcome"]) == ("credit", "replacement")
