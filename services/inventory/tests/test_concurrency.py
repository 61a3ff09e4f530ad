"""Two workers and the HTTP door at once on PostgreSQL: stock is never below zero, books always balance."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from random import Random

import pytest

from chassis.transport.inbox import Inbox
from tests.support.door import _delivery, envelope

from .books import assert_books_balance
from .house import X, Y

pytestmark = pytest.mark.on_postgres


def run_all(house, windows, calls):
    """Windows of facts by two workers of one service, calls by people, all at the same time."""

    def work(mine):
        inbox = Inbox(house.door.service, house.door.database)
        for window in mine:
            inbox.receive([_delivery(envelope(fact), False) for fact in window])

    with ThreadPoolExecutor(max_workers=2 + len(calls)) as pool:
        workers = [pool.submit(work, windows[n::2]) for n in range(2)]
        answers = [pool.submit(call) for call in calls]
        for worker in workers:
            worker.result()
        return [answer.result() for answer in answers]


def settle(house):
    """Run what had to wait for a lock, as the worker's next turns would."""
    from sqlalchemy import text

    inbox = Inbox(house.door.service, house.door.database)
    with house.door.database.transaction() as session:
        session.execute(text("UPDATE inbox SET due = now() WHERE state = 'waiting'"))
    while inbox.work_off():
        pass
    assert house.door.inbox("waiting") == house.door.inbox("dead") == []


def test_twenty_buyers_of_the_last_unit(house):
    p = house.product()
    house.receive(p, "1", "10.00", "L-A")
    orders = [house.order(X, (p, "1")) for _ in range(20)]
    uses = [lambda: house.use(p, "1") for _ in range(5)]
    answers = run_all(house, [[house.posted(order)] for order in orders], uses)
    settle(house)
    sold = sum(len(house.issues_of(order)) for order in orders)
    used = sum(answer.status_code == 201 for answer in answers)
    assert sold + used == 1
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert_books_balance(house.door, p)


@pytest.mark.parametrize("seed", range(4))
def test_crossing_orders_holds_counts_uses_and_receipts(house, seed):
    random = Random(seed)
    products = [house.product(f"P{n}", random.choice(["lot", "none"])) for n in range(4)]
    for p in products:
        house.receive(p, "12", "3.33", "L-A" if _tracked(house, p) else None)
    receipts = [_receipt(house, p) for p in products]
    windows = []
    for _ in range(15):
        wanted = random.sample(products, 3)
        order = house.order(
            random.choice([X, Y]), *[(p, str(random.randint(1, 3))) for p in wanted]
        )
        windows.append([house.confirmed(order)] * random.randint(0, 1) + [house.posted(order)])
        if random.random() < 0.3:
            windows.append([house.cancelling(order)])
    for p in products[:2]:
        hold = house.hold(p, house.lot_id(p, "L-A" if _tracked(house, p) else "-"))
        windows.insert(random.randrange(10), [hold])
        windows.append([house.hold_ended(hold)])
    calls = [lambda p=p: house.use(p, "1") for p in products]
    calls += [lambda r=r: r() for r in receipts]
    calls += [lambda p=p: _count(house, p) for p in products[2:]]
    answers = run_all(house, windows, calls)
    settle(house)
    assert {answer.status_code for answer in answers} <= {200, 201, 409}
    for p in products:
        assert_books_balance(house.door, p)
        assert min(house.pieces(p).values()) >= 0


def _tracked(house, product):
    return house.door.as_("finance").get(f"/products/{product}").json["tracking"] == "lot"


def _receipt(house, product):
    """A receipt ready to be sent: its order is written and checked."""
    order = house.checked_order(product, "5", "4.44")
    lot = "L-A" if _tracked(house, product) else None
    line = {"order_line_id": order["lines"][0]["id"], "quantity": "5", "lot": lot}
    body = {"purchase_order_id": order["id"], "lines": [line]}
    return lambda: house.door.as_("warehouse_keeper").post("/receipts", body)


def _count(house, product):
    return house.adjust(product, str(Decimal("-1")), "L-A" if _tracked(house, product) else None)
