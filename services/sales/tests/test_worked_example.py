"""The company's worked example, to the cent, through the service's doors."""

import pytest

from .conftest import done, line, lot


@pytest.mark.both_databases
def test_two_sales_and_a_return_leave_the_customer_the_margin_of_the_worked_example(desk):
    x, p = desk.customer(), desk.product()
    order = desk.confirm(desk.draft(x, line(p, "200", price="16.00")))
    assert (order["net"], order["tax"], order["gross"]) == ("3200.00", "416.00", "3616.00")
    order = desk.post(order)
    desk.issue(order, {"cost": "2000.00"})
    order = desk.order(order)
    assert (order["fulfilment"], order["settled"], order["cost"]) == ("all", "none", "2000.00")
    assert order["margin"] == order["lines"][0]["margin"] == "1200.00"
    assert order["lines"][0]["cost_price"] == "10.000000"
    (receivable,) = desk.receivables(x)
    assert (receivable["gross"], receivable["open"]) == ("3616.00", "3616.00")
    assert (receivable["booked_on"], receivable["due_on"]) == ("2026-03-02", "2026-04-01")

    (delivery,) = desk.deliveries(order)
    returned = desk.take_back(delivery, "6")
    (note,) = done(desk.by("finance").get("/credit-notes", customer_id=x))["items"]
    assert (note["net"], note["tax"], note["gross"]) == ("96.00", "12.48", "108.48")
    assert (note["cost"], note["open"], note["return_id"]) == ("60.00", "0.00", returned["id"])
    assert desk.receivables(x)[0]["open"] == "3507.52"

    second = desk.posted(x, line(p, "20", price="16.00"))
    desk.issue(second, {"cost": "211.43", "lots": [lot(0xB, "L-B", "20")]})
    margin = desk.margin(x)
    assert (margin["net"], margin["cost"]) == ("3424.00", "2151.43")
    assert margin["margin"] == "1272.57"
    cost = {
        "cost_id": str(__import__("uuid").uuid4()),
        "case_id": "01920000-0000-7000-8000-000000000001",
        "case_number": "QC-2026-000001",
        "customer_id": x,
        "product_id": p,
        "kind": "scrap",
        "amount": "20.00",
        "booked_on": "2026-03-12",
    }
    desk.tell("quality.cost.recorded.v1", f"cost/{cost['cost_id']}", cost)
    margin = desk.margin(x)
    assert (margin["quality_cost"], margin["margin_after_quality"]) == ("20.00", "1252.57")
    assert margin["margin_rate"] == "0.3717"
    account = desk.account(x)
    assert (account["open_receivables"], account["undelivered"]) == ("3869.12", "0.00")
