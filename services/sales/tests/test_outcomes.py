"""What becomes of returned goods: replaced for nothing, repaired, refused, credited, each piece once."""

from uuid import uuid4

import pytest

from tests.support.door import envelope

from .conftest import done, line, refused, return_of
from .test_returns import delivered, notes, verdict

ORDER_POSTED, DELIVERED = "sales.order.posted.v1", "sales.delivery.recorded.v1"


def seen(desk, returned):
    return done(desk.by("finance").get(f"/returns/{returned['id']}"))


def taken_back(desk, delivery, quantity, outcome, **more):
    """A return whose only line is to end so."""
    asked = {"delivery_line_id": delivery["lines"][0]["id"], "quantity": quantity}
    body = return_of(asked | {"outcome": outcome} | more)
    return done(desk.by("service_agent").post("/returns", body), 201)


def replacement_of(desk, returned):
    (order,) = done(desk.by("finance").get("/orders", return_id=returned["id"]))["items"]
    return desk.order(order)


def sent_back(desk, returned, quantity):
    """Inventory carried out that pieces go back to the customer."""
    item = {
        "item_id": str(uuid4()),
        "return_line_id": returned["lines"][0]["id"],
        "lot_id": returned["lines"][0]["lots"][0]["lot_id"],
        "kind": "to_customer",
        "quantity": quantity,
        "cost": "20.00",
    }
    data = {"disposal_id": str(uuid4()), "return_id": returned["id"], "case_id": str(uuid4())}
    subject = f"disposal/{data['disposal_id']}"
    desk.tell("inventory.return.disposed.v1", subject, data | {"items": [item]})


@pytest.mark.both_databases
def test_a_replacement_is_posted_by_itself_and_its_cost_is_no_cost_of_sales(desk):
    x = desk.customer(limit="200.00")
    delivery = delivered(desk, x)
    returned = taken_back(desk, delivery, "6", "replacement")
    assert (returned["status"], returned["credited"]) == ("received", "refused")
    assert notes(desk, x) == []
    verdict(desk, returned, ("scrap", "4"), ("restock", "1", "commercial"))
    order = replacement_of(desk, returned)
    assert (order["kind"], order["status"], order["return_number"]) == (
        "replacement",
        "posted",
        returned["number"],
    )
    assert (order["gross"], order["lines"][0]["quantity"]) == ("0.00", "5.000")
    assert order["salesperson_id"] == returned["salesperson_id"]
    posted = desk.door.facts(ORDER_POSTED)[-1]
    assert (posted["kind"], posted["order_id"]) == ("replacement", order["id"])
    desk.issue(order, {"cost": "55.00"}, kind="replacement", issued_on="2026-05-20")
    (free,) = desk.deliveries(order)
    assert (free["kind"], free["gross"], free["cost"]) == ("replacement", "0.00", "55.00")
    (stated,) = [f for f in desk.door.facts(DELIVERED) if f["kind"] == "replacement"]
    assert stated["return_id"] == returned["id"]
    (told,) = stated["lines"]
    assert (told["return_line_id"], told["cost"]) == (returned["lines"][0]["id"], "55.00")
    assert told["warranty_from"] == delivery["delivered_on"] == "2026-03-02"
    assert len(desk.receivables(x)) == 1 and desk.order(order)["fulfilment"] == "all"
    margin = desk.margin(x)
    assert (margin["net"], margin["cost"], margin["quantity"]) == ("160.00", "100.00", "9.000")
    assert seen(desk, returned)["lines"][0]["replaced"] == "5.000"
    verdict(desk, returned, ("to_customer", "1"))
    assert seen(desk, returned)["status"] == "judged"
    assert len(done(desk.by("finance").get("/orders", return_id=returned["id"]))["items"]) == 1


def test_a_returned_replacement_is_credited_at_what_the_first_piece_was_sold_for(desk):
    x = desk.customer()
    returned = taken_back(desk, delivered(desk, x), "5", "replacement")
    verdict(desk, returned, ("scrap", "5"))
    order = replacement_of(desk, returned)
    desk.issue(order, {"cost": "60.00"}, kind="replacement")
    (free,) = desk.deliveries(order)
    again = desk.take_back(free, "2")
    (note,) = notes(desk, x)
    assert (note["net"], note["gross"], note["cost"]) == ("32.00", "36.16", "24.00")
    assert desk.receivables(x)[0]["open"] == "144.64"
    assert again["lines"][0]["price"] == "16.000000"
    once_more = taken_back(desk, free, "3", "replacement")
    verdict(desk, once_more, ("scrap", "3"))
    assert replacement_of(desk, once_more)["lines"][0]["warranty_from"] == "2026-03-02"


@pytest.mark.parametrize("outcome", ["repair", "refused"])
def test_what_is_repaired_or_refused_earns_no_credit_and_may_come_back_once_more(desk, outcome):
    x = desk.customer(return_credit="after_verdict")
    delivery = delivered(desk, x)
    returned = taken_back(desk, delivery, "6", outcome)
    verdict(desk, returned, ("to_customer", "6", "confirmed"))
    assert (seen(desk, returned)["credited"], notes(desk, x)) == ("refused", [])
    too_much = {"delivery_line_id": delivery["lines"][0]["id"], "quantity": "5"}
    answer = desk.by("service_agent").post("/returns", return_of(too_much))
    refused(answer, 409, "return_too_much")
    sent_back(desk, returned, "6")
    assert seen(desk, returned)["lines"][0]["sent_back"] == "6.000"
    assert desk.deliveries({"id": delivery["order_id"]})[0]["lines"][0]["returned"] == "0.000"
    again = desk.take_back(delivery, "10")
    assert [(b["lot"], b["quantity"]) for b in again["lines"][0]["lots"]] == [("L-A", "10.000")]


@pytest.mark.parametrize("when", ["on_receipt", "after_verdict"])
def test_what_was_to_be_repaired_and_can_not_be_is_credited(desk, when):
    x = desk.customer(return_credit=when)
    order = desk.posted(x, line(desk.product(), "4"), line(desk.product(), "4"))
    desk.issue(order)
    first, second = desk.deliveries(order)[0]["lines"]
    asked = [
        {"delivery_line_id": first["id"], "quantity": "3", "outcome": "repair"},
        {"delivery_line_id": second["id"], "quantity": "1", "outcome": "refused"},
    ]
    returned = done(desk.by("service_agent").post("/returns", return_of(*asked)), 201)
    assert notes(desk, x) == []
    verdict(desk, returned, ("scrap", "1"), ("scrap", "1", "misuse"), ("to_customer", "1"))
    (note,) = notes(desk, x)
    assert (note["net"], note["lines"][0]["quantity"]) == ("16.00", "1.000")
    seen_lines = seen(desk, returned)["lines"]
    assert [(x["outcome"], x["credited"]) for x in seen_lines] == [
        ("repair", "1.000"),
        ("refused", "0.000"),
    ]


def test_a_return_to_be_repaired_is_credited_in_part_until_every_piece_is(desk):
    x = desk.customer()
    returned = taken_back(desk, delivered(desk, x), "2", "repair")
    for said in ("part", "all"):
        verdict(desk, returned, ("scrap", "1"))
        assert seen(desk, returned)["credited"] == said
        listed = done(desk.by("finance").get("/returns", credited=said))["items"]
        assert [one["number"] for one in listed] == [returned["number"]]


def test_one_return_may_end_differently_line_by_line(desk):
    x = desk.customer()
    order = desk.posted(x, line(desk.product(), "4"), line(desk.product(), "4"))
    desk.issue(order)
    first, second = desk.deliveries(order)[0]["lines"]
    lines = [
        {"delivery_line_id": first["id"], "quantity": "1"},
        {"delivery_line_id": second["id"], "quantity": "1", "outcome": "replacement"},
    ]
    body = return_of(*lines, reason_code="wrong_goods")
    returned = done(desk.by("service_agent").post("/returns", body), 201)
    assert [x["outcome"] for x in returned["lines"]] == ["credit", "replacement"]
    assert (returned["credited"], returned["reason_code"]) == ("all", "wrong_goods")
    assert [n["net"] for n in notes(desk, x)] == ["16.00"]
    (fact,) = desk.door.facts("sales.return.received.v1")
    assert [x["outcome"] for x in fact["lines"]] == ["credit", "replacement"]


def test_another_outcome_is_decided_until_quality_judged_and_quality_is_told(desk):
    x = desk.customer(return_credit="after_verdict")
    returned = taken_back(desk, delivered(desk, x), "6", "repair")
    line_id, path = returned["lines"][0]["id"], f"/returns/{returned['id']}/decide"
    seller = desk.by("salesperson")

    def decide(outcome, by=seller, line=line_id):
        body = {"reason": "客户要求", "lines": [{"return_line_id": line, "outcome": outcome}]}
        return by.post(path, body)

    told = done(decide("credit"))
    assert (told["lines"][0]["outcome"], told["version"]) == ("credit", 2)
    (fact,) = desk.door.envelopes("sales.return.decided.v1")
    assert fact["data"]["lines"] == [{"return_line_id": line_id, "outcome": "credit"}]
    assert (fact["subject"], fact["sequence"]) == (f"return/{returned['id']}", 2)
    refused(decide("credit"), 409, "outcome_unchanged")
    refused(decide("refused", line=x), 422, "return_line_unknown", "/lines/0/return_line_id")
    refused(decide("refused", by=desk.by("salesperson", user="bert")), 404, "return_not_found")
    verdict(desk, returned, ("scrap", "1"))
    refused(decide("replacement"), 409, "return_judged")
    assert [n["net"] for n in notes(desk, x)] == ["16.00"]


@pytest.mark.both_databases
def test_a_verdict_counts_once_and_no_piece_is_judged_twice(desk):
    x = desk.customer(return_credit="after_verdict")
    returned = desk.take_back(delivered(desk, x), "6")
    item = {
        "item_id": str(uuid4()),
        "return_line_id": returned["lines"][0]["id"],
        "lot_id": None,
        "kind": "scrap",
        "fault": "confirmed",
        "quantity": "4",
    }
    data = {"disposal_id": str(uuid4()), "case_id": str(uuid4()), "return_id": returned["id"]}
    fact = desk.fact("quality.return.disposed.v1", f"return/{returned['id']}", data)
    fact["data"] |= {"items": [item]}
    fact = envelope(fact)
    desk.deliver(fact, fact)
    desk.deliver(fact)
    assert [n["net"] for n in notes(desk, x)] == ["64.00"]
    assert seen(desk, returned)["status"] == "judging"
    twice = desk.fact(fact["type"], fact["subject"], data | {"disposal_id": str(uuid4())})
    twice["data"] |= {"items": [item | {"item_id": str(uuid4())}]}
    with pytest.raises(AssertionError, match="have no verdict yet"):
        desk.deliver(twice)
