"""Orders and the queue: reserved, issued, back-ordered, filled, cancelled, in whatever order facts come."""

from datetime import timedelta
from decimal import Decimal
from itertools import permutations

import pytest

from chassis import clock

from .books import assert_books_balance
from .house import X, Y, Z


def reserved(house, order):
    """What was last said of an order's first line."""
    told = [f for f in house.door.facts("inventory.stock.reserved.v1") if f["order_id"] == order.id]
    return (told[-1]["lines"][0]["reserved"], told[-1]["lines"][0]["backordered"]) if told else None


def issued(house, order):
    return [line["quantity"] for fact in house.issues_of(order) for line in fact["lines"]]


def test_a_counter_sale_issues_at_once_and_says_nothing_of_reservations(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    order = house.post(X, (p, "4"))
    fact = house.issues_of(order)[0]
    assert fact["kind"] == "sale" and fact["lines"][0]["line_id"] == order.lines[0]["line_id"]
    assert (fact["lines"][0]["quantity"], fact["lines"][0]["cost"]) == ("4.000", "40.00")
    assert reserved(house, order) is None


def test_a_posted_order_that_is_short_issues_what_there_is_and_waits_for_the_rest(house):
    p = house.product()
    house.receive(p, "3", "10.00", "L-A")
    order = house.post(X, (p, "5"))
    assert issued(house, order) == ["3.000"]
    short = house.door.facts("inventory.stock.backordered.v1")[-1]
    assert short["lines"] == [{"line_id": order.lines[0]["line_id"], "backordered": "2.000"}]
    house.receive(p, "10", "12.00", "L-B")
    assert issued(house, order) == ["3.000", "2.000"]
    assert house.issues_of(order)[1]["lines"][0]["cost"] == "24.00"
    assert house.pieces(p)["free"] == 8


def test_goods_go_to_those_who_wait_in_the_order_of_their_confirmation(house):
    p = house.product()
    now = clock.now()
    late = house.order(X, (p, "4"), queued_at=now.isoformat())
    early = house.order(Y, (p, "3"), queued_at=(now - timedelta(hours=2)).isoformat())
    counter = house.order(Z, (p, "2"), queued_at=(now - timedelta(hours=1)).isoformat())
    house.door.deliver(house.confirmed(late), house.posted(counter), house.confirmed(early))
    house.receive(p, "6", "10.00", "L-A")
    assert reserved(house, early) == ("3.000", "0.000")
    assert issued(house, counter) == ["2.000"]
    assert reserved(house, late) == ("1.000", "3.000")


@pytest.mark.parametrize("swapped", [False, True])
def test_of_one_window_the_older_is_served_first_whether_confirmed_or_posted(house, swapped):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    now = clock.now()
    older = house.order(X, (p, "10"), queued_at=(now - timedelta(hours=1)).isoformat())
    younger = house.order(Y, (p, "10"), queued_at=now.isoformat())
    if swapped:
        house.door.deliver(house.posted(younger), house.confirmed(older))
        assert issued(house, younger) == [] and reserved(house, older) == ("10.000", "0.000")
    else:
        house.door.deliver(house.confirmed(younger), house.posted(older))
        assert issued(house, older) == ["10.000"]
        assert reserved(house, younger) == ("0.000", "10.000")


def test_a_line_with_a_blank_lot_names_none_and_is_filled(house):
    p = house.product()
    order = house.post(X, (p, "5", ""))
    house.receive(p, "5", "10.00", "L-A")
    assert issued(house, order) == ["5.000"]


def test_an_order_confirmed_and_posted_in_one_window_issues_once(house):
    p = house.product()
    house.receive(p, "3", "10.00", "L-A")
    order = house.order(X, (p, "5"))
    house.door.deliver(house.posted(order), house.confirmed(order))
    assert issued(house, order) == ["3.000"] and reserved(house, order) == ("0.000", "2.000")
    assert len(house.door.facts("inventory.stock.backordered.v1")) == 1


def test_posting_takes_the_own_reservation_first_then_what_is_free(house):
    p = house.product()
    house.receive(p, "3", "10.00", "L-A")
    order = house.confirm(X, (p, "5"))
    assert reserved(house, order) == ("3.000", "2.000")
    house.receive(p, "1", "10.00", "L-A")
    house.door.deliver(house.posted(order))
    assert issued(house, order) == ["4.000"] and reserved(house, order) == ("0.000", "1.000")


def test_orders_posted_in_one_window_never_take_more_than_there_is(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    now = clock.now()
    orders = [
        house.order(X, (p, "4"), queued_at=(now + timedelta(seconds=n)).isoformat())
        for n in range(4)
    ]
    house.door.deliver(*[house.posted(order) for order in reversed(orders)])
    assert [issued(house, order) for order in orders] == [["4.000"], ["4.000"], ["2.000"], []]
    assert house.stock(p)["value"] == "0.00"


def test_several_lines_of_one_order_leave_in_one_issue(house):
    p, q = house.product("P"), house.product("Q", "none")
    house.receive(p, "5", "10.00", "L-A")
    house.receive(q, "5", "2.00")
    order = house.post(X, (p, "2"), (q, "3"), (p, "1"))
    facts = house.issues_of(order)
    assert len(facts) == 1
    lines = {line["line_id"]: line for line in facts[0]["lines"]}
    assert [lines[line["line_id"]]["quantity"] for line in order.lines] == [
        "2.000",
        "3.000",
        "1.000",
    ]
    assert lines[order.lines[1]["line_id"]]["lots"][0]["lot"] == "-"


def test_confirming_after_posting_changes_nothing(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    order = house.post(X, (p, "4"))
    house.door.deliver(house.confirmed(order))
    assert house.pieces(p) == {"free": 6, "reserved": 0, "held": 0, "quarantined": 0}
    assert issued(house, order) == ["4.000"]


@pytest.mark.parametrize("sequence", list(permutations(range(2))))
def test_a_cancellation_frees_the_stock_even_if_it_comes_before_its_order(house, sequence):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    order = house.order(X, (p, "4"))
    facts = [house.confirmed(order), house.cancelled(order)]
    for place in sequence:
        house.door.deliver(facts[place])
    assert house.pieces(p)["free"] == 10


def test_a_cancelled_reservation_serves_the_next_in_the_queue(house):
    p = house.product()
    house.receive(p, "5", "10.00", "L-A")
    first, second = house.confirm(X, (p, "5")), house.confirm(Y, (p, "3"))
    house.door.deliver(house.cancelled(first))
    assert reserved(house, second) == ("3.000", "0.000")
    assert reserved(house, first) == ("0.000", "0.000")


def test_cancelling_a_posted_order_answers_what_had_gone_and_what_never_will(house):
    p = house.product()
    house.receive(p, "3", "10.00", "L-A")
    order = house.post(X, (p, "5"))
    house.door.deliver(house.cancelling(order))
    answer = house.door.facts("inventory.stock.unfilled.v1")[-1]
    line = order.lines[0]["line_id"]
    assert answer["lines"] == [{"line_id": line, "issued": "3.000", "cancelled": "2.000"}]
    house.receive(p, "9", "10.00", "L-A")
    assert issued(house, order) == ["3.000"]


def test_cancelling_waits_for_the_posting_it_is_about(house):
    p = house.product()
    house.receive(p, "9", "10.00", "L-A")
    order = house.order(X, (p, "5"))
    house.door.deliver(house.cancelling(order))
    assert house.door.facts("inventory.stock.unfilled.v1") == []
    house.door.deliver(house.posted(order))
    answer = house.door.facts("inventory.stock.unfilled.v1")[-1]
    assert answer["lines"][0]["issued"] == "5.000"


def test_every_fact_ten_times_and_shuffled_has_one_effect(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    order = house.order(X, (p, "4"))
    posted = house.posted(order) | {"id": "01920000-0000-7000-8000-0000000000aa"}
    confirmed = house.confirmed(order) | {"id": "01920000-0000-7000-8000-0000000000bb"}
    for _ in range(10):
        house.door.deliver(posted, confirmed)
        house.door.deliver(confirmed)
    assert issued(house, order) == ["4.000"] and house.pieces(p)["free"] == 6
    again = house.posted(order)  # stated twice by mistake, under another id
    house.door.deliver(again)
    assert issued(house, order) == ["4.000"]


def test_a_line_that_names_a_lot_gets_that_lot_only(house):
    p = house.product()
    house.receive(p, "5", "10.00", "L-A")
    house.receive(p, "2", "20.00", "L-B")
    order = house.post(X, (p, "3", "L-B"))
    assert house.issues_of(order)[0]["lines"][0]["lots"][0]["lot"] == "L-B"
    assert issued(house, order) == ["2.000"] and house.pieces(p)["free"] == 5
    house.receive(p, "2", "20.00", "L-B")
    assert issued(house, order) == ["2.000", "1.000"]


def test_an_order_for_an_unknown_product_is_dead_and_says_why_and_stops_nobody(house):
    p = house.product()
    house.receive(p, "5", "10.00", "L-A")
    wrong = house.order(X, ("01920000-0000-7000-8000-0000000000ff", "1"))
    right = house.order(Y, (p, "2"))
    house.door.deliver(house.posted(wrong), house.posted(right))
    assert issued(house, right) == ["2.000"]
    assert house.door.inbox("dead")[0].startswith("product_unknown")


@pytest.mark.on_postgres
def test_a_large_window_of_orders_balances(house):
    products = [house.product(f"P{n}", "lot" if n % 2 else "none") for n in range(6)]
    for n, p in enumerate(products):
        house.receive(p, "60", "3.33", "L-A" if n % 2 else None)
    orders = [
        house.order(X, *[(p, f"{1 + (n + i) % 3}") for i, p in enumerate(products)])
        for n in range(40)
    ]
    house.door.deliver(*[house.posted(order) for order in orders])
    for p in products:
        assert house.stock(p)["quantity"] == "0.000" and house.stock(p)["value"] == "0.00"
        assert_books_balance(house.door, p)
    total = sum(Decimal(quantity) for order in orders for quantity in issued(house, order))
    assert total == 360


def test_a_replacement_waits_and_leaves_as_one(house):
    p = house.product()
    order = house.order(X, (p, "3"))
    order.kind = "replacement"
    house.door.deliver(house.posted(order))
    house.receive(p, "2", "10.00", "L-A")
    house.receive(p, "2", "12.00", "L-B")
    told = house.issues_of(order)
    assert [fact["kind"] for fact in told] == ["replacement", "replacement"]
    assert issued(house, order) == ["2.000", "1.000"]
