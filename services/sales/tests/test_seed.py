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
    assert sorted(order["status"] for order in orders) == ["confirmed", "draft", "posted", "posted"]
    seed.seed(desk.door.database)
    work(desk)
    assert len(done(ask("/orders"))["items"]) == 4


def test_the_demo_return_follows_the_first_delivery(desk):
    desk.customer(), desk.customer(), desk.product()
    seed.seed(desk.door.database)
    work(desk)
    posted = done(desk.by("finance").get("/orders", status="posted"))["items"]
    desk.issue(posted[0])
    timer = seed.Timer(seed.TIMER, "return", seed.clock.now(), {"left": 2})
    for _ in range(2):
        with desk.door.database.transaction() as session:
            seed.write_demo_documents(session, timer)
    (returned,) = done(desk.by("service_agent").get("/returns"))["items"]
    assert returned["lines"][0]["quantity"] == "1.000"
