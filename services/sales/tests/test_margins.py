"""The margin report: deliveries less credit notes, before and after quality cost, in scope."""

import random
from uuid import uuid4

import pytest

from .conftest import done, line


def charge(desk, customer, amount, product=None, **more):
    data = {
        "cost_id": str(uuid4()),
        "case_id": str(uuid4()),
        "case_number": "QC-2026-000001",
        "customer_id": customer,
        "product_id": product,
        "kind": "scrap",
        "amount": amount,
        "booked_on": "2026-03-12",
    } | more
    desk.tell("quality.cost.recorded.v1", f"cost/{data['cost_id']}", data)
    return data


def test_a_product_narrows_the_report_and_quality_cost_counts_once(desk):
    x, p, q = desk.customer(), desk.product(), desk.product()
    order = desk.posted(x, line(p, "10"), line(q, "10"))
    desk.issue(order, {"cost": "100.00"}, {"cost": "40.00"})
    charge(desk, x, "7.00", p)
    charge(desk, x, "-2.00", p, kind="recharge")
    fine = charge(desk, x, "5.00", kind="fine")
    desk.tell("quality.cost.recorded.v1", f"cost/{fine['cost_id']}", fine)
    assert desk.margin(x)["margin_after_quality"] == "170.00"
    narrow = desk.margin(x, product_id=p)
    assert (narrow["net"], narrow["cost"], narrow["quality_cost"]) == ("160.00", "100.00", "5.00")
    assert narrow["margin_after_quality"] == "55.00"


def test_a_customer_with_quality_cost_alone_is_in_the_report(desk):
    x = desk.customer()
    charge(desk, x, "5.00")
    line = desk.margin(x)
    assert (line["margin"], line["margin_after_quality"]) == ("0.00", "-5.00")
    assert line["customer_name"] == "华东汽配"


def test_the_report_pages_through_its_customers(desk):
    p = desk.product()
    customers = sorted(desk.customer() for _ in range(3))
    for customer in customers:
        desk.issue(desk.posted(customer, line(p)))
    ask = desk.by("executive").get
    first = done(ask("/reports/margins", limit=2))
    assert [x["customer_id"] for x in first["items"]] == customers[:2]
    rest = done(ask("/reports/margins", limit=2, after=first["next"]))
    assert [x["customer_id"] for x in rest["items"]] == customers[2:]
    assert rest["next"] is None
    assert ask("/reports/margins", sort="colour").status_code == 422


def test_a_manager_sees_the_margins_of_the_own_department(desk):
    x = desk.customer()
    desk.issue(desk.posted(x, line(desk.product())))
    charge(desk, x, "5.00")
    other = desk.by("sales_manager", user="mia", dept="export")
    assert done(other.get("/reports/margins"))["items"] == []
    assert desk.margin(x)["quality_cost"] == "5.00"


@pytest.mark.both_databases
def test_kept_totals_are_deliveries_less_credit_notes_whatever_happens(desk):
    chance = random.Random(3)
    customers, products = [desk.customer() for _ in range(2)], [desk.product() for _ in range(3)]
    for _ in range(8):
        lines = [line(p, str(chance.randint(3, 9)), price="7.77") for p in products]
        order = desk.posted(chance.choice(customers), *lines)
        desk.issue(order, *({"quantity": "2", "cost": "9.99"} for _ in lines))
        if chance.random() < 0.7:
            desk.issue(order, {"quantity": "1", "cost": "4.44"}, None, None)
        for delivery in desk.deliveries(order):
            if chance.random() < 0.5:
                desk.take_back(delivery, "1")
    for customer in customers:
        ask = desk.by("finance").get
        deliveries = done(ask("/deliveries", customer_id=customer, limit=200))["items"]
        notes = done(ask("/credit-notes", customer_id=customer, limit=200))["items"]
        for name in ("net", "cost"):
            left = sum(cents(x[name]) for x in deliveries) - sum(cents(x[name]) for x in notes)
            assert cents(desk.margin(customer)[name]) == left
        owed = sum(cents(x["open"]) for x in desk.receivables(customer))
        assert cents(desk.account(customer)["open_receivables"]) == owed


def cents(amount):
    return int(amount.replace(".", ""))
