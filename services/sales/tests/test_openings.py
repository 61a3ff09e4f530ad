"""Signed opening balances are taken back by documents of their own, and come in right afterwards."""

import pytest

from chassis import clock

from .conftest import done, refused
from .till import books, pay, report, settle, source

AS_OF, WHY = "2026-01-01", "金额录错"


def debt(customer, amount="70.00", **more):
    line = {"kind": "receivable", "customer_id": customer, "reference": "旧-1", "amount": amount}
    return line | {"due_on": "2026-01-31"} | more


def advance(customer, amount="20.00"):
    return {"kind": "credit", "customer_id": customer, "reference": "旧-2", "amount": amount}


def signed(desk, *lines):
    form = {"as_of": AS_OF, "lines": list(lines)}
    asked = done(desk.by("finance").post("/openings", form), 201)
    done(desk.by("finance", "fiona").post(f"/openings/{asked['id']}/approve", {}))
    return asked


def reverse(desk, opening, *lines, user=None):
    told = {"lines": [{"line_id": line["id"]} for line in lines], "reason": WHY}
    return desk.by("finance", user).post(f"/openings/{opening['id']}/reverse", told)


@pytest.mark.both_databases
def test_signed_balances_are_taken_back_today_and_come_in_right(desk):
    x = desk.customer()
    opening = signed(desk, debt(x), advance(x))
    told = done(reverse(desk, opening, *opening["lines"]))
    today, finance = str(clock.today()), str(desk.door.user_id("finance"))
    assert (told["status"], told["version"]) == ("approved", 3)
    for line in told["lines"]:
        marks = (line["reversed_on"], line["reversed_by"], line["reversal_reason"])
        assert marks == (today, finance, WHY)
    account = desk.account(x)
    assert (books(desk, x), account["advances"]) == (("0.00", "0.00"), "0.00")
    statement = report(desk, f"statements/{x}", **{"from": AS_OF, "to": today})
    moved = [(m["kind"], m["booked_on"], m["amount"]) for m in statement["movements"]]
    assert sorted(moved) == [
        ("opening", AS_OF, "-20.00"),
        ("opening_receivable", AS_OF, "70.00"),
        ("opening_reversal", today, "-70.00"),
        ("void", today, "20.00"),
    ]
    past = report(desk, "ageing", customer_id=x, as_of="2026-02-01")["totals"]
    assert (past["total"], past["unallocated"]) == ("70.00", "20.00")
    (entry, *_) = (
        desk.door.as_("auditor").get("/journal", thing=f"opening/{opening['id']}").json["items"]
    )
    assert (entry["reason"], entry["actor_name"]) == (WHY, "finance")
    signed(desk, debt(x, "7.00"), advance(x))
    assert books(desk, x) == ("7.00", "20.00")


def test_the_same_balances_may_come_in_again_after_they_were_taken_back(desk):
    x = desk.customer()
    opening = signed(desk, debt(x))
    done(reverse(desk, opening, *opening["lines"]))
    again = signed(desk, debt(x))
    assert again["id"] != opening["id"] and books(desk, x) == ("70.00", "0.00")


def test_what_is_settled_or_not_signed_or_ones_own_is_not_taken_back(desk):
    x, y = desk.customer(), desk.customer()
    opening = signed(desk, debt(x), advance(x))
    first, second = opening["lines"]
    refused(reverse(desk, opening, first, user="fiona"), 403, "signer_reverses")
    (owed,), credit = desk.receivables(x), source(desk, {"number": f"{opening['number']}/2"})
    act = settle(desk, x, (credit, owed, "5.00"))
    for line in (first, second):
        told = refused(reverse(desk, opening, line), 409, "opening_used", "/lines/0/line_id")
        assert "5.00" in told["detail"]
    done(desk.by("finance").post(f"/settlements/{act['id']}/reverse", {"reason": WHY}))
    done(reverse(desk, opening, first))
    again = refused(reverse(desk, opening, second, first), 422, "opening_line_unknown")
    assert again["errors"][0]["pointer"] == "/lines/1/line_id"
    assert books(desk, x) == ("0.00", "20.00")
    form = {"as_of": AS_OF, "lines": [debt(y)]}
    asked = done(desk.by("finance").post("/openings", form), 201)
    refused(reverse(desk, asked, *asked["lines"]), 409, "opening_not_signed")
    refused(reverse(desk, opening, *asked["lines"]), 422, "opening_line_unknown")
    (gone,) = [
        s
        for s in done(desk.by("finance").get("/settlements", customer_id=x))["items"]
        if s["kind"] == "opening_reversal"
    ]
    path = f"/settlements/{gone['id']}/reverse"
    refused(desk.by("finance").post(path, {"reason": WHY}), 409, "settlement_of_document")


def test_a_debt_that_never_was_is_no_payment_early_or_late(desk):
    x = desk.customer()
    opening = signed(desk, debt(x, due_on="2026-01-05"), debt(x, reference="旧-3"))
    pay(desk, x, "70.00", settle=True)

    def counted():
        told = report(desk, f"payment-behaviour/{x}")
        return [due["due_on"] for due in told["counted"]]

    assert "2026-01-31" in counted()
    (left,) = [line for line in opening["lines"] if line["reference"] == "旧-3"]
    done(reverse(desk, opening, left))
    assert counted() == ["2026-01-05"]
