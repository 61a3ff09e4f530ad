"""Refunds, customers' debit notes, tails and bad debts: asked by one person, decided by another."""

import pytest

from .conftest import done, line, refused
from .test_returns import verdict
from .till import books, owed, pay, receivable, report, reverse, settle


def test_a_second_person_pays_back_what_is_left_of_a_payment(desk):
    x = desk.customer()
    p = pay(desk, x, "50.00")
    form = {"source_id": p["id"], "amount": "30.00", "method": "transfer", "reason": "多付"}
    asked = done(desk.by("finance").post("/refunds", form), 201)
    assert books(desk, x) == ("0.00", "50.00")
    path, paid = f"/refunds/{asked['id']}/approve", {"paid_on": "2026-03-21"}
    refused(desk.by("finance").post(path, paid), 403, "second_person_needed")
    seen = done(desk.by("finance", "fiona").post(path, paid))
    assert (seen["status"], seen["paid_on"]) == ("approved", "2026-03-21")
    assert books(desk, x) == ("0.00", "20.00")
    refused(desk.by("finance", "fiona").post(path, paid), 409, "already_decided")
    refused(desk.by("finance").post("/refunds", form), 409, "settles_too_much", "/amount")
    reversal = {"kind": "mistaken", "reason": "重复"}
    gone = desk.by("finance").post(f"/payments/{p['id']}/reverse", reversal)
    refused(gone, 409, "source_refunded")


def test_a_refund_that_was_overtaken_by_a_settlement_is_refused(desk):
    x = desk.customer()
    a, p = owed(desk, x, "50.00"), pay(desk, x, "50.00")
    form = {"source_id": p["id"], "amount": "30.00", "method": "cash", "reason": "多付"}
    asked = done(desk.by("finance").post("/refunds", form), 201)
    settle(desk, x, (p, a, "50.00"))
    answer = desk.by("finance", "fiona").post(
        f"/refunds/{asked['id']}/approve", {"paid_on": "2026-03-21"}
    )
    refused(answer, 409, "settles_too_much")
    other = desk.by("finance", "fiona").post(f"/refunds/{asked['id']}/reject", {"comment": "已用"})
    assert done(other)["status"] == "rejected"


def test_a_debit_note_settles_its_receivable_once_agreed_and_the_rest_is_a_credit(desk):
    x = desk.customer(owner_id=str(desk.door.user_id("salesperson")))
    a = owed(desk, x, "50.00")
    form = {"customer_id": x, "kind": "fine", "amount": "80.00", "claimed_on": "2026-03-20"}
    form |= {"customer_reference": "KF-1", "receivable_id": a["id"], "reason": "停线"}
    asked = done(desk.by("salesperson").post("/debit-notes", form), 201)
    foreign = form | {"customer_reference": "KF-2"}
    refused(desk.by("salesperson", "bert").post("/debit-notes", foreign), 422, "customer_unknown")
    assert asked["open"] is None and books(desk, x) == ("50.00", "0.00")
    padded = form | {"customer_reference": " KF-1 "}
    for same in (form, padded):
        refused(desk.by("finance").post("/debit-notes", same), 409, "debit_note_taken")
    path = f"/debit-notes/{asked['id']}"
    own = desk.by("sales_manager", "salesperson").post(path + "/agree", {})
    refused(own, 403, "second_person_needed")
    elsewhere = desk.by("sales_manager", dept="export").post(path + "/agree", {})
    refused(elsewhere, 404, "debit_note_not_found")
    agreed = done(desk.by("sales_manager").post(path + "/agree", {}))
    assert (agreed["status"], agreed["open"]) == ("approved", "30.00")
    assert books(desk, x) == ("0.00", "30.00")
    gone = done(desk.by("finance").post(path + "/reverse", {"reason": "撤回"}))
    assert (gone["status"], gone["open"]) == ("reversed", "0.00")
    assert books(desk, x) == ("50.00", "0.00")


def write_off(desk, it, kind, amount, status=201):
    form = {"kind": kind, "receivable_id": it["id"], "amount": amount, "reason": "无法收回"}
    return done(desk.by("finance").post("/write-offs", form), status)


def test_a_tail_is_all_that_is_left_under_the_limit_and_a_second_person_signs(desk):
    x = desk.customer()
    a, p = owed(desk, x, "113.00"), pay(desk, x, "103.00")
    assert write_off(desk, a, "tail", "113.00", 409)["code"] == "tail_too_large"
    settle(desk, x, (p, a, "103.00"))
    assert write_off(desk, a, "tail", "9.99", 409)["code"] == "settles_too_much"
    asked = write_off(desk, a, "tail", "10.00")
    path = f"/write-offs/{asked['id']}/approve"
    refused(desk.by("finance").post(path, {}), 403, "second_person_needed")
    done(desk.by("finance", "fiona").post(path, {}))
    assert receivable(desk, a)["settled"] == "all" and books(desk, x) == ("0.00", "0.00")
    rules = done(desk.by("finance").get("/write-off-rules"))
    change = desk.by("finance").patch("/write-off-rules", {"tail_limit": "5"}, rules["version"])
    assert done(change)["tail_limit"] == "5.00"


def test_a_recovered_bad_debt_is_owed_again_and_paid(desk):
    x = desk.customer()
    a = owed(desk, x, "100.00")
    asked = write_off(desk, a, "bad_debt", "100.00")
    done(desk.by("finance", "fiona").post(f"/write-offs/{asked['id']}/approve", {}))
    settled_by = done(desk.by("finance").get("/settlements", customer_id=x))["items"][0]
    assert reverse(desk, settled_by, 409)["code"] == "settlement_of_document"
    path, back = f"/write-offs/{asked['id']}/recover", {"amount": "60.00", "reason": "法院执行"}
    seen = done(desk.by("finance").post(path, back))
    assert seen["recovered"] == "60.00" and books(desk, x) == ("60.00", "0.00")
    refused(desk.by("finance").post(path, back), 409, "recovers_too_much", "/amount")
    pay(desk, x, "60.00", settle=True)
    assert books(desk, x) == ("0.00", "0.00") and receivable(desk, a)["settled"] == "all"


@pytest.mark.both_databases
def test_goods_that_come_back_are_not_credited_beyond_what_was_paid_for_them(desk):
    """Of 180.80 the customer paid 100.00; what was given up of the rest is taken back as far as
    the credit needs it, and stays taken back when a verdict ends the credit."""
    x = desk.customer()
    order = desk.posted(x, line(desk.product(), "10", price="16.00"))
    desk.issue(order)
    (a,) = desk.receivables(x)
    settle(desk, x, (pay(desk, x, "100.00"), a, "100.00"))
    path = f"/write-offs/{write_off(desk, a, 'bad_debt', '80.80')['id']}"
    done(desk.by("finance", "fiona").post(f"{path}/approve", {}))
    (delivery,) = desk.deliveries(order)
    desk.take_back(delivery, "2")
    assert books(desk, x) == ("0.00", "0.00")
    assert done(desk.by("finance").get(path))["recovered"] == "36.16"
    returned = desk.take_back(delivery, "8")
    assert books(desk, x) == ("0.00", "100.00")
    assert done(desk.by("finance").get(path))["recovered"] == "80.80"
    more = {"amount": "0.01", "reason": "法院执行"}
    refused(desk.by("finance").post(f"{path}/recover", more), 409, "recovers_too_much")
    today = returned["booked_on"]
    told = report(desk, f"statements/{x}", **{"from": today, "to": today})
    assert told["closing"] == "-100.00"
    verdict(desk, returned, ("to_customer", "8"))
    assert books(desk, x) == ("44.64", "0.00")
