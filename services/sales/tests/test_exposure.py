"""Exposure term by term, and what lets an order of a customer pass that pays in advance."""

import pytest

from .conftest import done, line
from .till import owed, pay, settle


def draft(desk, customer, gross):
    """An order of this gross amount."""
    return desk.draft(
        customer, line(desk.product(), "1", price=gross), price_mode="included", remark=gross
    )


def held(desk, problem):
    """What the hold of a refused order says of it."""
    hold = done(desk.by("finance").get(f"/credit-holds/{problem['credit_hold_id']}"))
    return hold["ground"], hold["exposure"]


@pytest.mark.both_databases
def test_exposure_counts_each_term_once_and_no_order_twice(desk):
    x = desk.customer(limit="1000.00")
    receivable = owed(desk, x, "113.00")
    settle(desk, x, (pay(desk, x, "43.00"), receivable, "13.00"))  # 100.00 open, 30.00 left
    short = desk.post(draft(desk, x, "50.00"))
    desk.deliver(desk.reserved(short, ("0", "1")))  # back-ordered: owed all the same
    gone = desk.post(draft(desk, x, "7.00"))
    done(desk.by("salesperson").post(f"/orders/{gone['id']}/cancel", {"reason": "x"}))  # asks first
    stopped = desk.confirm(draft(desk, x, "40.00"))
    desk.credit(x, "127.00")
    assert held(desk, desk.post(stopped, 409)) == ("limit", "167.00")
    assert desk.account(x)["exposure"] == "127.00"  # 100 - 30 + 50 + 7
    order = draft(desk, x, "60.00")
    desk.credit(x, "186.99")
    assert held(desk, desk.confirm(order, 409)) == ("limit", "187.00")
    desk.credit(x, "187.00")
    desk.confirm(order)
    desk.post(order)
    assert desk.account(x)["exposure"] == "187.00"
    answer = {"line_id": gone["lines"][0]["id"], "issued": "0", "cancelled": "1"}
    told = {"order_id": gone["id"], "lines": [answer]}
    desk.tell("inventory.stock.unfilled.v1", f"order/{gone['id']}", told)
    desk.confirm(draft(desk, x, "7.00"))
    assert held(desk, desk.confirm(draft(desk, x, "0.01"), 409)) == ("limit", "187.01")


def test_under_rating_c_an_advance_lets_pass_what_it_covers_and_nothing_twice(desk):
    x = desk.customer(limit="1000.00", rating="C")
    money = pay(desk, x, "100.00")
    first = desk.confirm(draft(desk, x, "60.00"))
    assert held(desk, desk.confirm(draft(desk, x, "40.01"), 409))[0] == "rating"
    desk.confirm(draft(desk, x, "40.00"))
    desk.post(first)
    desk.issue(first)
    (receivable,) = desk.receivables(x)
    settle(desk, x, (money, receivable, "60.00"))  # 40.00 left, for the second order
    assert held(desk, desk.confirm(draft(desk, x, "0.01"), 409))[0] == "rating"
    pay(desk, x, "0.01")
    desk.confirm(draft(desk, x, "0.01"))


def test_a_covered_order_of_a_customer_with_rating_c_is_within_the_limit_too(desk):
    x = desk.customer(limit="50.00", rating="B")
    owed(desk, x, "50.00")
    desk.credit(x, "50.00", "C")
    pay(desk, x, "50.00")
    order = draft(desk, x, "50.00")
    desk.credit(x, "49.99", "C")
    assert held(desk, desk.confirm(order, 409)) == ("limit", "50.00")
    desk.credit(x, "50.00", "C")
    desk.confirm(order)


@pytest.mark.both_databases
def test_an_open_credit_lowers_exposure_and_covers_nothing_where_advances_have_to(desk):
    x = desk.customer(limit="1000.00")
    receivable = owed(desk, x, "113.00")
    settle(desk, x, (pay(desk, x, "113.00"), receivable, "113.00"))
    (delivery,) = desk.deliveries({"id": receivable["order_id"]})
    desk.take_back(delivery, "1")  # credited on receipt, and nothing of its delivery is open
    desk.credit(x, "1000.00", "C")
    account = desk.account(x)
    stands = [account[name] for name in ("unallocated", "advances", "exposure")]
    assert stands == ["113.00", "0.00", "-113.00"]
    order = draft(desk, x, "50.00")
    assert held(desk, desk.confirm(order, 409)) == ("rating", "-63.00")
    wrong = pay(desk, x, "50.00")
    done(desk.by("finance").post(f"/payments/{wrong['id']}/reverse", WRONG))
    assert desk.account(x)["advances"] == "0.00"
    desk.confirm(order, 409)
    pay(desk, x, "50.00")
    desk.confirm(order)
    assert desk.account(x)["advances"] == "50.00"


WRONG = {"kind": "mistaken", "reason": "记错客户"}
