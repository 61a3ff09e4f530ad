"""The ratings customers earn: what counts as paid, and since when, as of any day."""

from importlib import import_module

import pytest

from .conftest import done
from .till import owed, pay, report, settle


def write_off(desk, it, kind, amount):
    form = {"kind": kind, "receivable_id": it["id"], "amount": amount, "reason": "无法收回"}
    asked = done(desk.by("finance").post("/write-offs", form), 201)
    return done(desk.by("finance", "fiona").post(f"/write-offs/{asked['id']}/approve", {}))


def behaviour(desk, customer, **asked):
    """The rating proposed, and per receivable how late it was paid."""
    told = report(desk, f"payment-behaviour/{customer}", **asked)
    return told["proposed"], {due["number"]: due["days_late"] for due in told["counted"]}


@pytest.mark.both_databases
def test_a_tail_that_was_written_off_leaves_the_day_of_the_payment(desk, on):
    x = desk.customer()
    on("2026-01-02")
    a, b = (owed(desk, x, "100.00", issued_on="2026-01-02") for _ in range(2))
    on("2026-02-03")
    money = pay(desk, x, "199.50", received_on="2026-02-03")
    settle(desk, x, (money, a, "100.00"), (money, b, "99.50"))
    on("2026-04-30")
    told = report(desk, f"payment-behaviour/{x}")
    assert [due["number"] for due in told["tails"]] == [b["number"]]
    write_off(desk, b, "tail", "0.50")
    assert behaviour(desk, x) == ("A", {a["number"]: 2, b["number"]: 2})
    on("2026-05-31")
    assert behaviour(desk, x) == ("A", {a["number"]: 2, b["number"]: 2})


@pytest.mark.both_databases
def test_a_bad_debt_was_never_paid_until_it_is_recovered(desk, on):
    x = desk.customer()
    on("2026-01-02")
    a, b = (owed(desk, x, "100.00", issued_on="2026-01-02") for _ in range(2))
    on("2026-02-01")
    settle(desk, x, (pay(desk, x, "100.00", received_on="2026-02-01"), a, "100.00"))
    on("2026-03-31")
    lost = write_off(desk, b, "bad_debt", "100.00")
    assert behaviour(desk, x) == ("A", {a["number"]: 0, b["number"]: 58})
    on("2026-06-30")
    told = report(desk, f"payment-behaviour/{x}")
    assert (told["proposed"], told["reasons"][0]["code"]) == ("C", "one_over_90_overdue")
    (due,) = [due for due in told["counted"] if due["number"] == b["number"]]
    assert (due["open"], due["lost"], due["cleared_on"]) == ("0.00", "100.00", None)
    (listed,) = report(desk, "rating-proposals")["items"]
    assert (listed["proposed"], listed["reasons"]) == ("C", told["reasons"])
    recovered = {"amount": "100.00", "reason": "破产财产分配"}
    done(desk.by("finance").post(f"/write-offs/{lost['id']}/recover", recovered))
    pay(desk, x, "100.00", received_on="2026-06-30", settle=True)
    assert behaviour(desk, x) == ("A", {a["number"]: 0, b["number"]: 149})
    assert behaviour(desk, x, as_of="2026-06-29")[0] == "C"


@pytest.mark.both_databases
def test_what_was_unpaid_before_the_newest_counts_still(desk, on, monkeypatch):
    monkeypatch.setattr(import_module("services.sales.dues.behaviour"), "NEWEST", 2)
    x = desk.customer()
    on("2026-01-02")
    bad, old, paid = (owed(desk, x, "100.00", issued_on="2026-01-02") for _ in range(3))
    write_off(desk, bad, "bad_debt", "100.00")
    settle(desk, x, (pay(desk, x, "100.00", received_on="2026-01-02"), paid, "100.00"))
    on("2026-04-01")
    money = pay(desk, x, "200.00", received_on="2026-04-01")
    newest = [owed(desk, x, "100.00", issued_on="2026-04-01") for _ in range(2)]
    settle(desk, x, *((money, it, "100.00") for it in newest))
    on("2026-06-30")
    told = report(desk, f"payment-behaviour/{x}")
    assert set(told["reasons"][0]["numbers"]) == {bad["number"], old["number"]}
    assert len(told["counted"]) == 4
    pay(desk, x, "100.00", received_on="2026-06-30", settle=True)
    assert behaviour(desk, x)[0] == "C"
    assert len(behaviour(desk, x, as_of="2026-06-29")[1]) == 4


@pytest.mark.both_databases
def test_what_was_free_was_paid_neither_early_nor_late(desk, on):
    x = desk.customer()
    on("2026-01-02")
    late = [owed(desk, x, "100.00", issued_on="2026-01-02") for _ in range(3)]
    free = [owed(desk, x, "0.00", issued_on="2026-01-10") for _ in range(4)]
    on("2026-04-01")
    assert behaviour(desk, x) == ("C", {each["number"]: 59 for each in late})
    told = report(desk, f"payment-behaviour/{x}")
    assert {due["lost"] for due in told["counted"]} == {"0.00"}
    y = desk.customer()
    owed(desk, y, "0.00", issued_on="2026-01-02")
    listed = report(desk, "rating-proposals")["items"]
    assert [each["customer_id"] for each in listed] == [x] and len(free) == 4
