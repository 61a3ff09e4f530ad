"""Refunds whose money comes back, and what may not leave the books while money went back for it."""

import pytest

from .conftest import done, refused
from .till import books, owed, pay, report


def refund(desk, source, amount):
    """Asked by one person of finance, approved and paid by another."""
    form = {"source_id": source["id"], "amount": amount, "method": "transfer", "reason": "多付"}
    asked = done(desk.by("finance").post("/refunds", form), 201)
    path = f"/refunds/{asked['id']}/approve"
    return done(desk.by("finance", "fiona").post(path, {"paid_on": "2026-03-21"}))


def came_back(desk, it):
    return desk.by("finance").post(f"/refunds/{it['id']}/reverse", {"reason": "账号有误,退汇"})


@pytest.mark.both_databases
def test_a_refund_that_came_back_is_open_again_and_its_payment_may_be_reversed(desk, on):
    x = desk.customer()
    on("2026-03-21")
    paid = pay(desk, x, "50.00")
    back = refund(desk, paid, "30.00")
    assert books(desk, x) == ("0.00", "20.00")
    on("2026-03-25")
    seen = done(came_back(desk, back))
    assert (seen["status"], seen["reversed_on"], seen["reversal_reason"]) == (
        "reversed",
        "2026-03-25",
        "账号有误,退汇",
    )
    assert books(desk, x) == ("0.00", "50.00")
    told = report(desk, f"statements/{x}", **{"from": "2026-03-01", "to": "2026-03-25"})
    assert [(m["kind"], m["amount"], m["balance"]) for m in told["movements"]] == [
        ("payment", "-50.00", "-50.00"),
        ("refund", "30.00", "-20.00"),
        ("refund", "-30.00", "-50.00"),
    ]
    refused(came_back(desk, back), 409, "refund_not_paid")
    again = refund(desk, paid, "50.00")
    done(came_back(desk, again))
    gone = {"kind": "mistaken", "reason": "重复"}
    done(desk.by("finance").post(f"/payments/{paid['id']}/reverse", gone))
    assert books(desk, x) == ("0.00", "0.00")


def test_what_is_only_asked_for_or_rejected_has_nothing_to_come_back(desk):
    paid = pay(desk, desk.customer(), "50.00")
    form = {"source_id": paid["id"], "amount": "1.00", "method": "cash", "reason": "多付"}
    asked = done(desk.by("finance").post("/refunds", form), 201)
    refused(came_back(desk, asked), 409, "refund_not_paid")
    path = f"/refunds/{asked['id']}/reject"
    done(desk.by("finance", "fiona").post(path, {"comment": "不退"}))
    refused(came_back(desk, asked), 409, "refund_not_paid")


def test_a_debit_note_that_was_paid_out_does_not_leave_the_books_with_the_money(desk):
    x = desk.customer()
    a = owed(desk, x, "50.00")
    form = {"customer_id": x, "kind": "claim", "amount": "80.00", "claimed_on": "2026-03-20"}
    form |= {"receivable_id": a["id"], "reason": "挑选费"}
    asked = done(desk.by("finance").post("/debit-notes", form), 201)
    path = f"/debit-notes/{asked['id']}"
    done(desk.by("sales_manager").post(path + "/agree", {}))
    paid_out = refund(desk, asked, "30.00")
    told = refused(
        desk.by("finance").post(path + "/reverse", {"reason": "x"}), 409, "source_refunded"
    )
    assert "30.00" in told["detail"] and books(desk, x) == ("0.00", "0.00")
    done(came_back(desk, paid_out))
    done(desk.by("finance").post(path + "/reverse", {"reason": "客户撤回"}))
    assert books(desk, x) == ("50.00", "0.00")
