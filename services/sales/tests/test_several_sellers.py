"""Goods that several salespeople sold come back in one return: each is told, and decides, of the own."""

import pytest

from chassis.ids import new_id

from .conftest import done, line, refused, return_of
from .test_margins import cents
from .test_returns import verdict
from .till import report

NAMES = ("anna", "bert")


@pytest.fixture
def sold(desk):
    """Ten pieces to one customer from each seller, all delivered; their delivery lines."""
    x, p = desk.customer(), desk.product()
    lines = {}
    for name in NAMES:
        seller = desk.by("salesperson", user=name)
        order = done(seller.post("/orders", {"customer_id": x, "lines": [line(p, "10")]}), 201)
        done(seller.post(f"/orders/{order['id']}/post"))
        desk.issue(order)
        lines[name] = desk.deliveries(order)[0]["lines"][0]["id"]
    return lines


def back(desk, sold, *quantities, **head):
    asked = zip(sold.values(), quantities, strict=True)
    lines = [{"delivery_line_id": id, "quantity": quantity} for id, quantity in asked]
    return done(desk.by("service_agent").post("/returns", return_of(*lines, **head)), 201)


def of_second(returned):
    return returned | {"lines": returned["lines"][1:]}


def sum_of(lines):
    return sum(cents(each["net"]) for each in lines)


@pytest.mark.both_databases
def test_each_seller_is_listed_with_the_own_part_as_it_counts(desk, sold):
    returned = back(desk, sold, "4", "1")
    verdict(desk, of_second(returned), ("to_customer", "1"))
    for name, moved in (("anna", ["160.00", "-64.00"]), ("bert", ["160.00", "-16.00", "16.00"])):
        user = str(desk.door.user_id(name))
        (group,) = report(desk, "ranking", by="salesperson", salesperson_id=user)["items"]
        own = done(desk.by("salesperson", user=name).get("/reports/sales"))
        for told in (report(desk, "sales", salesperson_id=user), own):
            assert [d["net"] for d in told["items"]] == moved
            assert {d["salesperson_id"] for d in told["items"]} == {user}
            assert [sum_of(d["lines"]) for d in told["items"]] == [cents(n) for n in moved]
            assert cents(told["totals"]["net"]) == cents(group["net"]) == sum(map(cents, moved))
    whole = report(desk, "sales")
    assert [d["net"] for d in whole["items"]] == ["160.00", "160.00", "-80.00", "16.00"]
    assert whole["totals"]["net"] == "256.00"


@pytest.mark.both_databases
def test_each_seller_sees_the_return_and_its_credit_and_decides_about_the_own_goods(desk, sold):
    returned = back(desk, sold, "4", "1")
    decide = f"/returns/{returned['id']}/decide"
    for place, name in enumerate(NAMES):
        seller = desk.by("salesperson", user=name)
        for path in ("/returns", "/credit-notes"):
            (seen,) = done(seller.get(path))["items"]
            assert done(seller.get(f"{path}/{seen['id']}"))["number"] == seen["number"]
        lines = [{"return_line_id": x["id"], "outcome": "refused"} for x in returned["lines"]]
        form = {"reason": "超期", "lines": [lines[1 - place]]}
        pointer = "/lines/0/return_line_id"
        refused(seller.post(decide, form), 422, "return_line_unknown", pointer)
        done(seller.post(decide, form | {"lines": [lines[place]]}))
        assert len(done(seller.get("/credit-reversals"))["items"]) == 1
    stranger = desk.by("salesperson", user="carl")
    for path in ("/returns", "/credit-notes", "/credit-reversals"):
        assert done(stranger.get(path))["items"] == []
    refused(stranger.get(f"/returns/{returned['id']}"), 404, "return_not_found")


def test_what_is_sent_anew_is_each_sellers_own_order(desk, sold):
    returned = back(desk, sold, "4", "1", outcome="replacement")
    items = [
        {"item_id": str(new_id()), "return_line_id": x["id"], "lot_id": x["lots"][0]["lot_id"]}
        | {"kind": "scrap", "fault": "confirmed", "quantity": x["quantity"]}
        for x in returned["lines"]
    ]
    data = {"disposal_id": str(new_id()), "case_id": str(new_id()), "return_id": returned["id"]}
    subject = f"return/{returned['id']}"
    desk.tell("quality.return.disposed.v1", subject, data | {"items": items})
    orders = done(desk.by("finance").get("/orders", return_id=returned["id"]))["items"]
    told = {x["salesperson_id"]: desk.order(x)["lines"][0]["quantity"] for x in orders}
    ids = [str(desk.door.user_id(name)) for name in NAMES]
    assert told == dict(zip(ids, ("4.000", "1.000"), strict=True))
    for order in orders:
        desk.issue(desk.order(order), kind="replacement")
    ranked = report(desk, "ranking", by="salesperson")["items"]
    assert {x["salesperson_id"]: x["quantity"] for x in ranked} == dict.fromkeys(ids, "10.000")
