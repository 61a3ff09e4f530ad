"""Issues become deliveries: once, in parts that add up, in whatever order and company they arrive."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from chassis.transport.inbox import Inbox
from tests.support.door import _delivery, envelope

from ..deliveries.models import Delivery
from .conftest import Died, customer_file, done, line, lot


def test_an_issue_writes_the_delivery_with_cost_and_margin_and_states_it(desk):
    x, p = desk.customer(terms_kind="month_end", terms_days=15), desk.product()
    order = desk.posted(x, line(p, "3"), line(p, "5", lot="L-B"))
    told = {"cost": "31.00", "lots": [lot(1, "L-A", "1"), lot(2, "L-B", "2")]}
    desk.issue(order, told, {"cost": "50.00"}, issued_on="2026-02-10")
    (delivery,) = desk.deliveries(order)
    assert delivery["number"] == "DN-2026-000001"
    assert (delivery["net"], delivery["cost"], delivery["margin"]) == ("128.00", "81.00", "47.00")
    first = delivery["lines"][0]
    assert (first["cost_price"], first["margin"]) == ("10.333333", "17.00")
    assert [(x["lot"], x["quantity"]) for x in first["lots"]] == [("L-A", "1"), ("L-B", "2")]
    (receivable,) = desk.receivables(x)
    assert (receivable["gross"], receivable["due_on"]) == ("144.64", "2026-03-15")
    assert receivable["number"] == "AR-2026-000001"
    (fact,) = desk.door.facts("sales.delivery.recorded.v1")
    assert (fact["number"], fact["delivered_on"]) == (delivery["number"], "2026-02-10")
    assert [x["delivery_line_id"] for x in fact["lines"]] == [x["id"] for x in delivery["lines"]]
    assert set(fact["lines"][0]["lots"][0]) == {"lot_id", "lot", "quantity"}


def test_the_fact_of_a_delivery_carries_on_the_chain_of_its_issue(desk):
    order = desk.posted(desk.customer(), line(desk.product()))
    desk.deliver(desk.issue_fact(order) | {"correlationid": "chain-1"})
    (fact,) = desk.door.envelopes("sales.delivery.recorded.v1")
    assert fact["correlationid"] == "chain-1"


@pytest.mark.both_databases
def test_parts_add_up_to_the_line_and_the_last_takes_the_rest(desk):
    x, p = desk.customer(), desk.product()
    order = desk.posted(x, line(p, "3", price="33.335"), price_mode="excluded")
    assert (order["net"], order["gross"]) == ("100.01", "113.01")
    for _ in range(2):
        desk.issue(order, {"quantity": "1", "cost": "6.67"})
        assert desk.order(order)["fulfilment"] == "part"
    desk.issue(order, {"quantity": "1", "cost": "6.66"})
    parts = [x["net"] for x in desk.deliveries(order)]
    assert parts == ["33.34", "33.33", "33.34"]
    told = desk.order(order)
    assert (told["fulfilment"], told["delivered_net"], told["cost"]) == ("all", "100.01", "20.00")
    assert sum(float(x["gross"]) for x in desk.receivables(x)) == pytest.approx(113.01)
    account = desk.account(x)
    assert (account["open_receivables"], account["undelivered"]) == ("113.01", "0.00")


def test_the_same_issue_is_written_once_even_as_another_event(desk):
    x, p = desk.customer(), desk.product()
    order = desk.posted(x, line(p))
    fact = desk.issue_fact(order)
    desk.deliver(fact)
    desk.deliver(fact)
    desk.deliver(fact, fact)
    assert len(desk.deliveries(order)) == 1
    assert desk.account(x)["open_receivables"] == order["gross"]


@pytest.mark.both_databases
def test_a_shuffled_window_of_many_issues_ends_as_one_by_one(desk):
    customers = [desk.customer(limit="9000000.00") for _ in range(3)]
    products = [desk.product() for _ in range(3)]
    chance = random.Random(7)
    orders, facts = [], []
    for n in range(12):
        lines = [line(p, "6", price=f"{n + 1}.33") for p in products]
        order = desk.posted(customers[n % 3], *lines)
        orders.append(order)
        facts += [desk.issue_fact(order, *({"quantity": "2"} for _ in lines)) for _ in range(3)]
    chance.shuffle(facts)
    desk.deliver(*facts[:20], *facts[:5])
    desk.deliver(*facts[10:])
    for order in orders:
        told = desk.order(order)
        assert (told["fulfilment"], told["delivered_net"]) == ("all", order["net"])
        assert len(desk.deliveries(order)) == 3
    numbers = {x["number"] for order in orders for x in desk.deliveries(order)}
    assert numbers == {f"DN-2026-{n:06d}" for n in range(1, 37)}
    for customer in customers:
        due = sum(float(o["gross"]) for o in orders if o["customer_id"] == customer)
        assert float(desk.account(customer)["open_receivables"]) == pytest.approx(due)
        assert desk.account(customer)["undelivered"] == "0.00"


def test_an_issue_of_an_unknown_order_or_beyond_the_order_is_a_dead_letter(desk):
    x, p = desk.customer(), desk.product()
    order = desk.posted(x, line(p))
    ghost = order | {"id": p}
    with pytest.raises(Died, match="issue_unknown"):
        desk.issue(ghost)
    with pytest.raises(Died, match="more than the"):
        desk.issue(order, {"quantity": "10.001"})
    good = desk.issue_fact(order)
    with pytest.raises(Died):
        desk.deliver(desk.issue_fact(ghost), good)
    assert desk.order(order)["fulfilment"] == "all"


def test_a_draft_is_never_issued(desk):
    order = desk.draft(desk.customer(), line(desk.product()))
    with pytest.raises(Died, match="draft"):
        desk.issue(order)


def test_a_window_takes_a_bounded_number_of_statements(desk):
    from sqlalchemy import event

    customer, p = desk.customer(limit="9000000.00"), desk.product()
    orders = [desk.posted(customer, *[line(p, "1")] * 5) for _ in range(20)]
    facts = [desk.issue_fact(order) for order in orders]
    counted = []
    event.listen(
        desk.door.database.engine, "before_cursor_execute", lambda *a: counted.append(a[2])
    )
    desk.deliver(*facts[:10])
    ten = len(counted)
    desk.deliver(*facts[10:])
    assert len(counted) - ten <= ten <= 30
    with desk.door.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Delivery)) == 20


def test_the_terms_are_those_in_force_when_the_goods_were_promised(desk):
    x = desk.customer(terms_kind="days", terms_days=10)
    order = desk.posted(x, line(desk.product()))
    desk.tell("customer.file.changed.v1", f"customer/{x}", customer_file(x) | {"terms_days": 90})
    desk.issue(order)
    assert desk.receivables(x)[0]["due_on"] == "2026-03-12"


@pytest.mark.on_postgres
def test_two_workers_and_people_at_the_door_cross_without_loss(desk):
    p = desk.product()
    customers = [desk.customer(limit="9000000.00") for _ in range(4)]
    orders = [desk.posted(customers[n % 4], line(p, "4"), line(p, "2")) for n in range(24)]
    told = {"quantity": "2"}
    facts = [desk.issue_fact(order, told, told) for order in orders]
    facts += [desk.issue_fact(order, told, None) for order in orders]
    facts += [desk.reserved(order, ("2", "2"), ("2", "0")) for order in orders]

    def work(turn):
        inbox = Inbox(desk.door.service, desk.door.database)
        mine = facts[:]
        random.Random(turn).shuffle(mine)
        for start in range(0, len(mine), 9):
            window = [_delivery(envelope(fact), False) for fact in mine[start : start + 9]]
            inbox.receive(window)

    def sell(turn):
        for _ in range(6):
            desk.posted(customers[turn], line(p, "1"))

    facts = [envelope(fact) for fact in facts]
    with ThreadPoolExecutor(6) as pool:
        jobs = [pool.submit(work, n) for n in range(2)] + [pool.submit(sell, n) for n in range(4)]
        for job in jobs:
            job.result()
    inbox = Inbox(desk.door.service, desk.door.database)
    while inbox.work_off():
        pass
    assert all(desk.order(order)["fulfilment"] == "all" for order in orders)
    for place, customer in enumerate(customers):
        due = sum(float(order["gross"]) for order in orders[place::4])
        account = desk.account(customer)
        assert float(account["open_receivables"]) == pytest.approx(due)
        assert account["undelivered"] == "108.48"
    numbers = {x["number"] for order in orders for x in desk.deliveries(order)}
    assert numbers == {f"DN-2026-{n:06d}" for n in range(1, 49)}


def test_deliveries_are_in_the_scope_of_their_order(desk):
    order = desk.posted(desk.customer(), line(desk.product()))
    desk.issue(order)
    (delivery,) = desk.deliveries(order, "salesperson")
    bert = desk.by("salesperson", user="bert")
    assert bert.get(f"/deliveries/{delivery['id']}").status_code == 404
    assert done(bert.get("/receivables"))["items"] == []
    assert done(desk.by("warehouse_keeper").get(f"/deliveries/{delivery['id']}"))["lines"]
