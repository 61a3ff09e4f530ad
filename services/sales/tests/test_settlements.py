"""Payments, settlement many-to-many, its reversal, and what never happens under simultaneous work."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from .conftest import done, refused
from .till import books, owed, pay, receivable, reverse, settle, source


def test_payments_and_receivables_settle_many_to_many_and_never_beyond_what_is_open(desk):
    x = desk.customer()
    a, b = owed(desk, x, "100.00"), owed(desk, x, "60.00")
    p, q = pay(desk, x, "80.00"), pay(desk, x, "90.00")
    assert books(desk, x) == ("160.00", "170.00")
    told = settle(desk, x, (p, a, "80.00"), (q, a, "20.00"), (q, b, "30.00"))
    assert (told["number"][:3], told["kind"], told["amount"]) == ("ST-", "manual", "130.00")
    assert [line["amount"] for line in told["lines"]] == ["80.00", "20.00", "30.00"]
    assert receivable(desk, a)["settled"] == "all" and receivable(desk, a)["cleared_on"]
    assert (receivable(desk, b)["open"], receivable(desk, b)["settled"]) == ("30.00", "part")
    assert (source(desk, p)["open"], source(desk, q)["open"]) == ("0.00", "40.00")
    assert books(desk, x) == ("30.00", "40.00")
    problem = settle(desk, x, (q, b, "30.01"), status=409)
    assert problem["code"] == "settles_too_much" and "30.00" in problem["detail"]
    assert problem["errors"][0]["pointer"] == "/lines/0/amount"
    assert settle(desk, x, (q, b, "1.00"), (q, b, "1.00"), status=422)["code"] == "settles_twice"
    assert books(desk, x) == ("30.00", "40.00")
    settled = desk.door.facts("sales.receivable.settled.v1")
    assert sorted((f["number"], f["open"]) for f in settled) == sorted(
        [(a["number"], "0.00"), (b["number"], "30.00")]
    )


def test_another_customers_money_settles_nothing(desk):
    x, y = desk.customer(), desk.customer()
    a, p = owed(desk, x), pay(desk, y, "113.00")
    assert settle(desk, x, (p, a, "1.00"), status=422)["code"] == "settlement_foreign"
    assert settle(desk, y, (p, a, "1.00"), status=422)["code"] == "settlement_foreign"


def test_the_oldest_due_is_settled_first_as_one_act_and_as_proposed(desk):
    x = desk.customer()
    late = owed(desk, x, "50.00", issued_on="2026-01-05")
    later = owed(desk, x, "70.00", issued_on="2026-02-05")
    pay(desk, x, "30.00"), pay(desk, x, "40.00")
    proposal = done(desk.by("finance").get("/settlements/proposal", customer_id=x))
    lines = [(line["receivable_number"], line["amount"]) for line in proposal["lines"]]
    assert lines == [
        (late["number"], "30.00"),
        (late["number"], "20.00"),
        (later["number"], "20.00"),
    ]
    assert proposal["amount"] == "70.00"
    told = done(desk.by("finance").post("/settlements/automatic", {"customer_id": x}), 201)
    assert [(n["receivable_number"], n["amount"]) for n in told["lines"]] == lines
    assert books(desk, x) == ("50.00", "0.00")
    again = desk.by("finance").post("/settlements/automatic", {"customer_id": x})
    refused(again, 409, "nothing_to_settle")


def test_a_reversal_opens_both_sides_again_and_leaves_its_trail(desk):
    x = desk.customer()
    a, p = owed(desk, x, "100.00"), pay(desk, x, "100.00")
    told = settle(desk, x, (p, a, "100.00"))
    part = {"line_id": told["lines"][0]["id"], "amount": "40.00"}
    seen = reverse(desk, told, lines=[part])
    assert (seen["reversal"], seen["reversed"]) == ("part", "40.00")
    assert [line["amount"] for line in seen["lines"]] == ["100.00", "-40.00"]
    assert seen["lines"][1]["reverses_id"] == told["lines"][0]["id"]
    assert books(desk, x) == ("40.00", "40.00")
    assert receivable(desk, a)["cleared_on"] is None
    too_much = reverse(desk, told, 409, lines=[part | {"amount": "60.01"}])
    assert too_much["code"] == "reverses_too_much"
    assert reverse(desk, told)["reversal"] == "all"
    assert reverse(desk, told, 409)["code"] == "nothing_to_reverse"
    assert books(desk, x) == ("100.00", "100.00")


def test_a_bounced_bill_opens_what_it_settled_and_leaves_the_books(desk):
    x = desk.customer()
    a, b = owed(desk, x, "100.00"), owed(desk, x, "60.00")
    bill = {"method": "bill", "bill_kind": "bank", "bill_number": "B-1", "drawer": "东方厂"}
    told = pay(desk, x, "150.00", **bill, matures_on="2026-09-20", settle=True)
    assert told["open"] == "0.00" and books(desk, x) == ("10.00", "0.00")
    listed = done(desk.by("finance").get("/payments", method="bill", sort="matures_on"))["items"]
    assert [(p["bill_number"], p["matures_on"]) for p in listed] == [("B-1", "2026-09-20")]
    path, why = f"/payments/{told['id']}/reverse", {"kind": "dishonoured", "reason": "拒付"}
    seen = done(desk.by("finance").post(path, why))
    assert (seen["status"], seen["reversal_kind"], seen["open"]) == (
        "reversed",
        "dishonoured",
        "0.00",
    )
    assert books(desk, x) == ("160.00", "0.00")
    assert receivable(desk, a)["open"] == "100.00" and receivable(desk, b)["open"] == "60.00"
    (stated,) = desk.door.facts("sales.payment.reversed.v1")
    assert (stated["number"], stated["kind"]) == (told["number"], "dishonoured")
    refused(desk.by("finance").post(path, why), 409, "payment_reversed")
    again = pay(desk, x, "150.00", **bill, matures_on="2026-09-20")
    assert again["status"] == "received"


def test_the_same_reference_is_named_before_it_is_recorded_twice(desk):
    x = desk.customer()
    first = pay(desk, x, "10.00", bank_reference="0001")
    problem = pay(desk, x, "10.00", 409, bank_reference="0001")
    assert problem["code"] == "payment_duplicate" and first["number"] in problem["detail"]
    assert pay(desk, x, "10.00", 409, bank_reference=" 0001 ")["code"] == "payment_duplicate"
    pay(desk, x, "10.00", bank_reference="0001", duplicate=True)
    for blank in ("", " ", None):
        assert pay(desk, x, "10.00", bank_reference=blank)["bank_reference"] is None
    assert len(desk.door.facts("sales.payment.received.v1")) == 5


def test_a_bill_says_what_a_bill_says_and_other_money_does_not(desk):
    x = desk.customer()
    assert pay(desk, x, "1.00", 422, method="bill")["code"] == "bill_incomplete"
    assert pay(desk, x, "1.00", 422, drawer="甲")["code"] == "bill_of_other_method"
    bill = {"method": "bill", "bill_kind": "bank", "bill_number": "B-1", "drawer": "甲"}
    blank = bill | {"bill_number": " ", "matures_on": "2026-09-20"}
    assert pay(desk, x, "1.00", 422, **blank)["errors"][0]["pointer"] == "/bill_number"
    problem = pay(desk, x, "1.00", 422, **bill, matures_on="2026-03-19")
    assert problem["code"] == "matures_before_receipt"
    assert pay(desk, x, "1.00", 422, received_on="2999-01-01")["code"] == "dated_ahead"


def test_finance_records_the_invoice_and_cancels_it_in_red(desk):
    a = owed(desk, desk.customer())
    path, ask = f"/receivables/{a['id']}", desk.by("finance").post
    assert (a["invoice_state"], a["terms_kind"], a["terms_days"]) == ("none", "days", 30)
    red = {"red_number": "R1", "red_on": "2026-03-22", "reason": "抬头有误"}
    refused(ask(path + "/red-invoice", red), 409, "invoice_not_issued")
    issued = {"invoice_number": "25317001", "invoiced_on": "2026-03-21"}
    assert done(ask(path + "/invoice", issued))["invoice_state"] == "issued"
    refused(ask(path + "/invoice", issued), 409, "invoice_stands")
    seen = done(ask(path + "/red-invoice", red))
    assert (seen["invoice_state"], seen["red_number"]) == ("red", "R1")
    assert done(ask(path + "/invoice", issued | {"invoice_number": "25317002"}))


def test_a_receivable_is_stated_as_overdue_once(desk):
    x = desk.customer()
    a = owed(desk, x)
    while desk.door._inbox.work_off():
        pass
    (stated,) = desk.door.facts("sales.receivable.overdue.v1")
    assert (stated["number"], stated["open"]) == (a["number"], "113.00")
    assert receivable(desk, a)["overdue_at"]


def test_a_salesperson_sees_own_customers_money_only(desk):
    anna = str(desk.door.user_id("salesperson"))
    x, y = desk.customer(owner_id=anna), desk.customer(department="other")
    mine, other = pay(desk, x, "10.00"), pay(desk, y, "10.00")
    ask = desk.by("salesperson").get
    assert [p["id"] for p in done(ask("/payments"))["items"]] == [mine["id"]]
    assert [s["number"] for s in done(ask("/sources"))["items"]] == [mine["number"]]
    refused(ask(f"/payments/{other['id']}"), 404, "payment_not_found")
    refused(ask("/settlements/proposal", customer_id=y), 422, "customer_unknown")


@pytest.mark.both_databases
def test_twenty_settle_at_once_and_nothing_is_settled_twice(desk):
    x = desk.customer()
    a, b = owed(desk, x, "100.00"), owed(desk, x, "50.00")
    paid = [pay(desk, x, "30.00") for _ in range(8)]

    def act(n):
        if n % 5 == 4:
            return desk.by("finance").post("/settlements/automatic", {"customer_id": x})
        line = {"source_id": paid[n % 8]["id"], "receivable_id": (a, b)[n % 2]["id"]}
        form = {"customer_id": x, "lines": [line | {"amount": "30.00"}]}
        return desk.by("finance").post("/settlements", form)

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(act, range(20)))
    assert {answer.status_code for answer in answers} <= {201, 409}
    moved = [
        line for answer in answers if answer.status_code == 201 for line in answer.json["lines"]
    ]
    for it in (a, b):
        settled = sum(float(m["amount"]) for m in moved if m["receivable_id"] == it["id"])
        assert float(receivable(desk, it)["open"]) == float(it["gross"]) - settled
    assert sum(float(m["amount"]) for m in moved) == 150
    assert books(desk, x) == ("0.00", "90.00")
