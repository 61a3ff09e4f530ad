"""Amended orders: the newest word of sales counts in any order of arrival, and what had gone is said."""

from itertools import permutations

import pytest

from .books import assert_books_balance
from .house import X, Y


def amended(house, order, quantity, status="confirmed", sequence=4, **more):
    """The order told again whole, its first line of another quantity."""
    lines = [order.lines[0] | {"quantity": quantity}, *order.lines[1:], *more.get("new", [])]
    data = order.data() | {"lines": lines, "status": status, "revision": 2}
    return fact("amended", order, data, sequence)


def amending(order, quantity, sequence=4):
    line = {"line_id": order.lines[0]["line_id"], "product_id": order.lines[0]["product_id"]}
    lines = [line | {"quantity": quantity}]
    data = {"order_id": order.id, "number": "SO-1", "revision": 2, "lines": lines}
    return fact("amending", order, data, sequence)


def fact(verb, order, data, sequence):
    subject = f"order/{order.id}"
    return {"type": f"sales.order.{verb}.v1", "subject": subject} | {
        "sequence": sequence,
        "data": data,
    }


def issued(house, order):
    return sum(float(x["quantity"]) for f in house.issues_of(order) for x in f["lines"])


def test_a_confirmed_order_amended_down_frees_its_reservation_for_who_waits(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    first, second = house.order(X, (p, "8")), house.order(Y, (p, "6"))
    house.door.deliver(house.confirmed(first))
    house.door.deliver(house.confirmed(second))
    house.door.deliver(amended(house, first, "3"))
    told = house.door.facts("inventory.stock.reserved.v1")
    last = {f["order_id"]: f["lines"][0] for f in told}
    assert (last[first.id]["reserved"], last[first.id]["backordered"]) == ("3.000", "0.000")
    assert (last[second.id]["reserved"], last[second.id]["backordered"]) == ("6.000", "0.000")
    assert house.pieces(p)["free"] == 1
    assert_books_balance(house.door, p)


@pytest.mark.parametrize("place", range(6))
def test_confirmed_amended_and_posted_end_alike_in_any_order(house, place):
    p = house.product()
    house.receive(p, "20", "10.00", "L-A")
    order = house.order(X, (p, "8"))
    more = order.lines[0] | {"line_id": order.lines[0]["line_id"][:-4] + "0000", "quantity": "2"}
    posted = house.posted(order)
    posted["data"] = amended(house, order, "5", new=[more])["data"]
    posted["sequence"] = 5
    facts = [house.confirmed(order), amended(house, order, "5", new=[more]), posted]
    for each in list(permutations(facts))[place]:
        house.door.deliver(each)
    assert issued(house, order) == 7
    assert house.pieces(p)["free"] == 13
    assert_books_balance(house.door, p)


def test_a_posted_order_that_is_to_be_amended_answers_what_had_gone(house):
    p = house.product()
    house.receive(p, "4", "10.00", "L-A")
    order = house.post(X, (p, "10"))
    house.door.deliver(amending(order, "6"))
    (told,) = house.door.facts("inventory.stock.amended.v1")
    assert told["revision"] == 2
    assert (told["lines"][0]["ordered"], told["lines"][0]["issued"]) == ("6.000", "4.000")
    house.receive(p, "9", "10.00", "L-B")
    assert issued(house, order) == 6
    house.door.deliver(amending(order, "1", sequence=6))
    told = house.door.facts("inventory.stock.amended.v1")[-1]
    assert (told["lines"][0]["ordered"], told["lines"][0]["issued"]) == ("6.000", "6.000")
    assert_books_balance(house.door, p)


def test_a_request_that_comes_before_its_order_waits_for_it(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    order = house.order(X, (p, "8"))
    house.door.deliver(amending(order, "6"))
    assert house.door.facts("inventory.stock.amended.v1") == []
    house.door.deliver(house.posted(order))
    (told,) = house.door.facts("inventory.stock.amended.v1")
    assert told["lines"][0]["issued"] == "8.000"


def test_a_cancelled_order_opens_again_only_for_a_newer_confirmation(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    order = house.order(X, (p, "8"))
    again = house.confirmed(order) | {"sequence": 7}
    house.door.deliver(house.confirmed(order), house.cancelled(order))
    assert house.pieces(p)["free"] == 10
    house.door.deliver(again)
    assert house.pieces(p)["reserved"] == 8
    late = house.order(Y, (p, "2"))
    renewed = house.confirmed(late) | {"sequence": 7}
    house.door.deliver(house.confirmed(late), renewed)
    house.door.deliver(house.cancelled(late))  # older than its renewal
    assert house.pieces(p)["reserved"] == 10
    assert_books_balance(house.door, p)
