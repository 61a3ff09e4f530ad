"""Grades proposed from net sales, and customers at risk with the documents that show it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from uuid import UUID

import pytest

from chassis import clock

from ..reports import risk_rules as rules
from .conftest import done, line, refused

A, B, C, D, E = (UUID(int=n) for n in range(1, 6))
TODAY = date(2026, 7, 10)
RULE = SimpleNamespace(
    overdue_days=60,
    overdue_share=Decimal("0.2"),
    silent_days=90,
    orders_before=4,
    margin_points=Decimal("0.05"),
    severe_cases=2,
)


def letters(**nets):
    ids = {"a": A, "b": B, "c": C, "d": D, "e": E}
    graded = rules.grade({ids[name]: Decimal(net) for name, net in nets.items()})
    return {x.customer_id.int: (x.grade, x.share and str(x.share)) for x in graded}


def test_customers_are_graded_by_the_share_reached_with_them():
    told = letters(a="600", b="200", c="150", d="50", e="0")
    assert told == {
        1: ("A", "0.6000"),
        2: ("A", "0.8000"),
        3: ("B", "0.9500"),
        4: ("C", "1.0000"),
        5: ("D", None),
    }


def test_the_first_is_always_a_equals_share_the_better_grade_and_a_negative_is_d():
    assert letters(a="990", b="10") == {1: ("A", "0.9900"), 2: ("C", "1.0000")}
    told = letters(a="500", b="300", c="300", d="-50")
    assert [told[n][0] for n in (1, 2, 3, 4)] == ["A", "A", "A", "D"]
    assert letters(a="100", b="100") == {1: ("A", "0.5000"), 2: ("A", "1.0000")}
    assert letters(a="0", b="-1") == {1: ("D", None), 2: ("D", None)}


CALM = rules.Standing(
    open_amount=Decimal("1000.00"),
    overdue=Decimal("200.00"),
    last_ordered_on=TODAY - timedelta(days=89),
    orders_before=9,
    net=(Decimal("1000.00"), Decimal("1000.00")),
    margin=(Decimal("250.00"), Decimal("300.00")),
    severe_cases=1,
)


@pytest.mark.parametrize(
    ("change", "code", "figure"),
    [
        ({"overdue": Decimal("200.01")}, "overdue", Decimal("0.2000")),
        ({"last_ordered_on": TODAY - timedelta(days=90)}, "silent", 90),
        ({"margin": (Decimal("249.90"), Decimal("300.00"))}, "margin", Decimal("0.0501")),
        ({"severe_cases": 2}, "severe_cases", 2),
    ],
)
def test_each_condition_is_met_just_beyond_its_threshold(change, code, figure):
    assert rules.reasons(CALM, RULE, TODAY) == []
    (reason,) = rules.reasons(replace(CALM, **change), RULE, TODAY)
    assert (reason.code, reason.figure) == (code, figure)


def test_who_rarely_ordered_is_not_missed_and_without_sales_no_rate_fell():
    silent = replace(CALM, last_ordered_on=date(2026, 1, 1), orders_before=3)
    nothing = replace(CALM, net=(Decimal("0.00"), Decimal("1000.00")))
    never = replace(CALM, last_ordered_on=None)
    assert [rules.reasons(x, RULE, TODAY) for x in (silent, nothing, never)] == [[], [], []]


def case_fact(desk, customer, n, severity="serious", status="opened"):
    word = "closed" if status == "closed" else "opened"
    data = {
        "case_id": str(UUID(int=n)),
        "number": f"QC-2026-00000{n}",
        "customer_id": customer,
        "product_id": str(UUID(int=7)),
        "return_id": None,
        "severity": severity,
        "status": status,
    }
    desk.tell(f"quality.case.{word}.v1", f"case/{data['case_id']}", data)


def at_risk(desk, role="executive", **asked):
    return done(desk.by(role).get("/reports/customers-at-risk", **asked))["items"]


@pytest.mark.both_databases
def test_the_report_names_who_is_at_risk_why_and_by_which_documents(desk):
    x = desk.customer(owner_id=str(desk.door.user_id("salesperson")))
    y = desk.customer()
    day = clock.today() - timedelta(days=100)
    for _ in range(4):
        order = desk.draft(x, line(desk.product()), ordered_on=day.isoformat())
        desk.issue(desk.post(order), issued_on=day.isoformat())
    desk.issue(desk.posted(y, line(desk.product())), issued_on=clock.today().isoformat())
    for n in (1, 2, 3):
        case_fact(desk, x, n, severity="general" if n == 3 else "fatal")
    (found,) = at_risk(desk)
    assert found["customer_id"] == x
    told = {reason["code"]: reason for reason in found["reasons"]}
    assert list(told) == ["overdue", "silent", "severe_cases"]
    assert (told["overdue"]["figure"], told["overdue"]["threshold"]) == ("1.0000", "0.200000")
    receivables = [r["number"] for r in desk.receivables(x)]
    assert [d["number"] for d in told["overdue"]["documents"]] == receivables
    assert (told["silent"]["figure"], told["silent"]["documents"][0]["kind"]) == ("100", "order")
    assert [d["number"] for d in told["severe_cases"]["documents"]] == [
        "QC-2026-000001",
        "QC-2026-000002",
    ]
    assert [r["customer_id"] for r in at_risk(desk, "salesperson")] == [x]
    assert desk.by("salesperson", user="bert").get("/reports/customers-at-risk").json["items"] == []
    case_fact(desk, x, 1, severity="fatal", status="closed")
    rule = done(desk.by("finance").get("/reports/risk-rule"))
    boss = desk.by("info_supervisor")
    changed = boss.patch(
        "/reports/risk-rule", {"silent_days": 101, "overdue_days": 365}, rule["version"]
    )
    assert done(changed)["silent_days"] == 101
    assert at_risk(desk) == []
    assert boss.patch("/reports/risk-rule", {"silent_days": 9}, rule["version"]).status_code == 412
    other = desk.by("sales_manager").patch("/reports/risk-rule", {"silent_days": 9}, 2)
    refused(other, 403, "forbidden")


def test_grades_are_proposed_from_the_twelve_full_months_before(desk):
    x, y, z = desk.customer(grade="A"), desk.customer(), desk.customer(grade="D")
    for customer, quantity, day in ((x, "10", "2026-03-31"), (y, "30", "2025-04-01")):
        desk.issue(desk.posted(customer, line(desk.product(), quantity)), issued_on=day)
    desk.issue(desk.posted(y, line(desk.product(), "90")), issued_on="2026-04-01")
    told = done(desk.by("info_specialist").get("/reports/grades", month="2026-04"))
    assert (told["since"], told["until"]) == ("2025-04", "2026-03")
    rows = [(r["customer_id"], r["net"], r["proposed"], r["is_changed"]) for r in told["items"]]
    assert rows == [
        (y, "480.00", "A", True),
        (x, "160.00", "C", True),
        (z, "0.00", "D", False),
    ]
    assert told["items"][1]["cumulative_share"] == "1.0000"
    ask = desk.by("sales_manager", user="mia", dept="export").get
    assert done(ask("/reports/grades", month="2026-04"))["items"] == []
    changed = done(desk.by("finance").get("/reports/grades", month="2026-05", changed="true"))
    assert [r["customer_id"] for r in changed["items"]] == [y, x]
