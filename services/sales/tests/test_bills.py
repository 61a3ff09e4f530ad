"""What becomes of a bill after it was received: endorsed, discounted, honoured, dishonoured."""

import pytest

from .conftest import done, refused
from .till import books, owed, pay

BILL = {"method": "bill", "bill_kind": "bank", "drawer": "东方厂", "received_on": "2026-03-02"}


def received(desk, customer, amount="100.00", number="B-1", matures_on="2026-09-02", **more):
    return pay(desk, customer, amount, **BILL, bill_number=number, matures_on=matures_on, **more)


def mark(desk, bill, state, on, **told):
    path = f"/payments/{bill['id']}/bill"
    return desk.by("finance").post(path, {"state": state, "on": on} | told)


@pytest.mark.both_databases
def test_a_bill_is_held_goes_on_and_is_honoured_when_it_has_matured(desk):
    x = desk.customer()
    bill = received(desk, x)
    assert (bill["bill_state"], bill["bill_state_on"], bill["bill_to"]) == (
        "held",
        "2026-03-02",
        None,
    )
    gone = done(mark(desk, bill, "endorsed", "2026-04-01", to="钢厂"))
    assert (gone["bill_state"], gone["bill_state_on"], gone["bill_to"]) == (
        "endorsed",
        "2026-04-01",
        "钢厂",
    )
    refused(mark(desk, bill, "discounted", "2026-04-02", to="银行"), 409, "bill_state_refused")
    refused(mark(desk, bill, "honoured", "2026-09-01"), 422, "bill_not_mature", "/on")
    paid = done(mark(desk, bill, "honoured", "2026-09-02"))
    assert (paid["bill_state"], paid["status"], paid["version"]) == ("honoured", "received", 3)
    assert books(desk, x) == ("0.00", "100.00")
    lines = done(desk.by("auditor").get("/journal", thing=f"payment/{bill['id']}"))["items"]
    assert [line["changes"]["bill_state"] for line in lines[:2]] == [
        ["endorsed", "honoured"],
        ["held", "endorsed"],
    ]


def test_a_bill_that_is_dishonoured_opens_what_it_settled_wherever_it_went(desk):
    x = desk.customer()
    owed(desk, x, "100.00")
    bill = received(desk, x, settle=True)
    done(mark(desk, bill, "discounted", "2026-04-01", to="银行"))
    assert books(desk, x) == ("0.00", "0.00")
    why = {"kind": "dishonoured", "reason": "出票人账户余额不足"}
    back = done(desk.by("finance").post(f"/payments/{bill['id']}/reverse", why))
    assert (back["bill_state"], back["bill_state_on"]) == ("dishonoured", back["reversed_on"])
    assert books(desk, x) == ("100.00", "0.00")
    refused(mark(desk, bill, "honoured", "2026-09-02"), 409, "payment_reversed")


def test_a_slip_is_taken_back_with_a_reason_and_an_honoured_bill_not_reversed_before(desk):
    bill = received(desk, desk.customer())
    done(mark(desk, bill, "honoured", "2026-09-02"))
    why = {"kind": "mistaken", "reason": "录错"}
    path = f"/payments/{bill['id']}/reverse"
    refused(desk.by("finance").post(path, why), 409, "bill_honoured")
    refused(mark(desk, bill, "held", "2026-09-03"), 422, "bill_step_incomplete", "/reason")
    held = done(mark(desk, bill, "held", "2026-09-03", reason="看错票号"))
    assert (held["bill_state"], held["bill_to"]) == ("held", None)
    gone = done(desk.by("finance").post(path, why))
    assert (gone["status"], gone["bill_state"]) == ("reversed", "mistaken")


def test_a_bill_that_went_back_is_held_no_longer(desk):
    x = desk.customer()
    bill = received(desk, x)
    why = {"kind": "returned", "reason": "背书不连续"}
    back = done(desk.by("finance").post(f"/payments/{bill['id']}/reverse", why))
    assert (back["bill_state"], back["bill_state_on"]) == ("returned", back["reversed_on"])
    assert done(desk.by("finance").get("/payments", bill_state="held"))["items"] == []


@pytest.mark.parametrize(
    ("told", "code", "pointer"),
    [
        ({"state": "endorsed", "on": "2026-04-01"}, "bill_step_incomplete", "/to"),
        ({"state": "discounted", "on": "2026-04-01", "to": " "}, "bill_step_incomplete", "/to"),
        ({"state": "endorsed", "on": "2026-09-02", "to": "钢厂"}, "bill_after_maturity", "/on"),
        ({"state": "endorsed", "on": "2026-03-01", "to": "钢厂"}, "bill_after_maturity", "/on"),
        ({"state": "honoured", "on": "2999-01-01"}, "dated_ahead", "/on"),
        ({"state": "dishonoured", "on": "2026-09-02"}, "invalid_fields", "/state"),
    ],
)
def test_a_step_that_cannot_be_is_refused_and_changes_nothing(desk, told, code, pointer):
    bill = received(desk, desk.customer())
    refused(mark(desk, bill, **told), 422, code, pointer)
    seen = done(desk.by("finance").get(f"/payments/{bill['id']}"))
    assert (seen["bill_state"], seen["version"]) == ("held", bill["version"])


def test_other_money_is_no_bill_and_only_finance_marks_one(desk):
    x = desk.customer()
    transfer = pay(desk, x, "10.00")
    assert transfer["bill_state"] is None
    refused(mark(desk, transfer, "honoured", "2026-09-02"), 409, "payment_no_bill")
    why = {"kind": "dishonoured", "reason": "拒付"}
    answer = desk.by("finance").post(f"/payments/{transfer['id']}/reverse", why)
    refused(answer, 409, "payment_no_bill", "/kind")
    bill = received(desk, x)
    form = {"state": "honoured", "on": "2026-09-02"}
    answer = desk.by("sales_manager").post(f"/payments/{bill['id']}/bill", form)
    assert answer.status_code == 403


def test_bills_at_hand_are_listed_by_maturity(desk):
    x = desk.customer()
    for number, day in (("B-1", "2026-09-02"), ("B-2", "2026-06-02"), ("B-3", "2026-12-02")):
        bill = received(desk, x, number=number, matures_on=day)
    done(mark(desk, bill, "endorsed", "2026-04-01", to="钢厂"))
    asked = {"bill_state": "held", "status": "received", "sort": "matures_on"}
    held = done(desk.by("finance").get("/payments", **asked))["items"]
    assert [each["bill_number"] for each in held] == ["B-2", "B-1"]
    due = done(desk.by("finance").get("/payments", **asked | {"matures_on.le": "2026-06-30"}))
    assert [each["bill_number"] for each in due["items"]] == ["B-2"]
