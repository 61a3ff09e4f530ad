"""Returns: never more than was delivered, in the lots that left, credited to the cent."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from .conftest import done, line, lot, refused, return_of


def delivered(desk, customer, quantity="10", **told):
    order = desk.posted(customer, line(desk.product(), quantity))
    desk.issue(order, told)
    return desk.deliveries(order)[0]


def notes(desk, customer):
    return done(desk.by("finance").get("/credit-notes", customer_id=customer))["items"][::-1]


def test_a_return_names_what_came_back_and_states_it_for_inventory_and_quality(desk):
    x = desk.customer()
    delivery = delivered(desk, x)
    returned = desk.take_back(delivery, "6")
    assert returned["number"].startswith("RT-")
    assert (returned["customer_id"], returned["credited"]) == (x, "all")
    (told,) = returned["lines"]
    assert [(b["lot"], b["quantity"]) for b in told["lots"]] == [("L-A", "6.000")]
    (fact,) = desk.door.facts("sales.return.received.v1")
    assert (fact["phase"], fact["severity"], returned["reason"]) == (
        "after_sales",
        "general",
        "异响",
    )
    assert fact["credit_when"] == "on_receipt" and "异响" not in str(fact)
    (stated,) = fact["lines"]
    assert stated["issue_id"] == delivery["issue_id"]
    assert stated["issue_line_id"] == delivery["lines"][0]["issue_line_id"]
    assert (stated["delivery_number"], stated["quantity"]) == (delivery["number"], "6.000")
    assert desk.deliveries({"id": delivery["order_id"]})[0]["lines"][0]["returned"] == "6.000"
    (credit,) = desk.door.facts("sales.credit_note.issued.v1")
    assert (credit["return_id"], credit["net"], credit["gross"]) == (
        returned["id"],
        "96.00",
        "108.48",
    )


def test_more_than_delivered_less_returned_is_refused_and_changes_nothing(desk):
    x = desk.customer()
    delivery = delivered(desk, x)
    desk.take_back(delivery, "6")
    body = {"delivery_line_id": delivery["lines"][0]["id"], "quantity": "4.001"}
    answer = desk.by("service_agent").post("/returns", return_of(body))
    problem = refused(answer, 409, "return_too_much", "/lines/0/quantity")
    assert "Only 4.000" in problem["detail"]
    twice = [body | {"quantity": "3"}, body | {"quantity": "2"}]
    answer = desk.by("service_agent").post("/returns", return_of(*twice))
    refused(answer, 409, "return_too_much", "/lines/1/quantity")
    assert len(notes(desk, x)) == 1
    desk.take_back(delivery, "4")


def test_lots_come_back_in_the_order_they_left_or_as_named(desk):
    x = desk.customer()
    lots = [lot(1, "L-A", "6"), lot(2, "L-B", "4")]
    delivery = delivered(desk, x, cost="100.00", lots=lots)
    first = desk.take_back(delivery, "2", lot="L-B")
    second = desk.take_back(delivery, "7")
    assert [(b["lot"], b["quantity"]) for b in first["lines"][0]["lots"]] == [("L-B", "2.000")]
    assert [(b["lot"], b["quantity"]) for b in second["lines"][0]["lots"]] == [
        ("L-A", "6.000"),
        ("L-B", "1.000"),
    ]
    body = {"delivery_line_id": delivery["lines"][0]["id"], "quantity": "1", "lot": "L-A"}
    answer = desk.by("service_agent").post("/returns", return_of(body))
    refused(answer, 409, "lot_not_delivered", "/lines/0/lot")


def test_returned_parts_add_up_to_the_delivery_and_settle_it(desk):
    x = desk.customer()
    order = desk.posted(x, line(desk.product(), "3", price="33.335"))
    desk.issue(order, {"cost": "20.00"})
    (delivery,) = desk.deliveries(order)
    for _ in range(3):
        desk.take_back(delivery, "1")
    credited = notes(desk, x)
    assert [n["net"] for n in credited] == ["33.34", "33.33", "33.34"]
    assert [n["cost"] for n in credited] == ["6.67", "6.66", "6.67"]
    assert sum(float(n["gross"]) for n in credited) == pytest.approx(113.01)
    (receivable,) = desk.receivables(x)
    assert (receivable["open"], receivable["settled"]) == ("0.00", "all")
    assert desk.order(order)["settled"] == "all"
    margin = desk.margin(x)
    assert (margin["net"], margin["cost"], margin["margin"]) == ("0.00", "0.00", "0.00")
    assert margin["margin_rate"] is None


def test_one_return_of_two_deliveries_settles_each_its_own(desk):
    x = desk.customer()
    first, second = delivered(desk, x), delivered(desk, x)
    lines = [
        {"delivery_line_id": d["lines"][0]["id"], "quantity": q}
        for d, q in ((first, "1"), (second, "2"))
    ]
    done(desk.by("service_agent").post("/returns", return_of(*lines)), 201)
    assert [r["open"] for r in desk.receivables(x)] == ["162.72", "144.64"]
    assert desk.account(x)["open_receivables"] == "307.36"


def test_lines_of_other_customers_unknown_lines_and_foreign_scopes_are_refused(desk):
    x, y = desk.customer(), desk.customer()
    a, b = delivered(desk, x)["lines"][0], delivered(desk, y)["lines"][0]
    both = return_of(*({"delivery_line_id": n["id"], "quantity": "1"} for n in (a, b)))
    agent, bert = desk.by("service_agent"), desk.by("salesperson", user="bert")
    refused(agent.post("/returns", both), 422, "return_of_several_customers", "/lines")
    ghost = return_of({"delivery_line_id": x, "quantity": "1"})
    pointer = "/lines/0/delivery_line_id"
    refused(agent.post("/returns", ghost), 422, "delivery_line_unknown", pointer)
    foreign = return_of({"delivery_line_id": a["id"], "quantity": "1"})
    refused(bert.post("/returns", foreign), 422, "delivery_line_unknown", pointer)
    own = desk.by("salesperson").post("/returns", foreign)
    assert done(own, 201)["salesperson_id"] == str(desk.door.user_id("salesperson"))


@pytest.mark.parametrize(
    "change", [{"phase": "later"}, {"severity": None}, {"reason": " "}, {"outcome": "gift"}]
)
def test_a_wrong_head_is_refused_by_name(desk, change):
    delivery = delivered(desk, desk.customer())
    body = {"delivery_line_id": delivery["lines"][0]["id"], "quantity": "1"}
    answer = desk.by("service_agent").post("/returns", return_of(body, **change))
    refused(answer, 422, "invalid_fields", f"/{next(iter(change))}")


@pytest.mark.both_databases
def test_simultaneous_returns_never_bring_back_more_than_was_delivered(desk):
    x = desk.customer()
    delivery = delivered(desk, x)
    body = return_of({"delivery_line_id": delivery["lines"][0]["id"], "quantity": "4"})

    def give_back(_):
        return desk.by("service_agent").post("/returns", body).status_code

    with ThreadPoolExecutor(6) as pool:
        answers = sorted(pool.map(give_back, range(6)))
    assert answers == [201, 201, 409, 409, 409, 409]
    assert desk.receivables(x)[0]["open"] == "36.16"
    numbers = [n["number"] for n in notes(desk, x)]
    assert [n[-6:] for n in numbers] == ["000001", "000002"]


def verdict(desk, returned, *items):
    told = [
        {
            "item_id": str(uuid4()),
            "return_line_id": returned["lines"][0]["id"],
            "lot_id": returned["lines"][0]["lots"][0]["lot_id"],
            "kind": kind,
            "fault": fault or ("no_fault" if kind == "to_customer" else "confirmed"),
            "quantity": quantity,
        }
        for kind, quantity, fault in ((*item, None)[:3] for item in items)
    ]
    data = {"disposal_id": str(uuid4()), "case_id": str(uuid4()), "return_id": returned["id"]}
    subject = f"return/{returned['id']}"
    desk.tell("quality.return.disposed.v1", subject, data | {"items": told})


def test_a_customer_credited_after_the_verdict_waits_for_it_and_gets_what_it_earns(desk):
    x = desk.customer(return_credit="after_verdict")
    delivery = delivered(desk, x)
    returned = desk.take_back(delivery, "6")
    assert returned["credited"] == "none" and notes(desk, x) == []
    ask = desk.by("finance").get
    verdict(desk, returned, ("restock", "1"), ("to_customer", "2"))
    assert done(ask(f"/returns/{returned['id']}"))["credited"] == "part"
    verdict(desk, returned, ("scrap", "2"), ("rework", "1"))
    assert done(ask(f"/returns/{returned['id']}"))["credited"] == "part"
    assert [n["net"] for n in notes(desk, x)] == ["16.00", "48.00"]
    assert desk.receivables(x)[0]["open"] == "108.48"


def test_a_return_that_goes_back_to_the_customer_whole_is_not_credited(desk):
    x = desk.customer(return_credit="after_verdict")
    returned = desk.take_back(delivered(desk, x), "6")
    verdict(desk, returned, ("to_customer", "6"))
    told = done(desk.by("finance").get(f"/returns/{returned['id']}"))
    assert told["credited"] == "refused" and notes(desk, x) == []


def test_a_verdict_on_a_return_credited_on_receipt_changes_nothing(desk):
    x = desk.customer()
    returned = desk.take_back(delivered(desk, x), "6")
    verdict(desk, returned, ("restock", "4"), ("scrap", "2"))
    assert len(notes(desk, x)) == 1
