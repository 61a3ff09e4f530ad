"""Returns and verdicts in later months: each is booked in its own, and every report agrees with the others."""

import pytest

from .conftest import done, line
from .test_closing import close
from .test_returns import notes, verdict
from .test_reversals import reversals
from .till import books, pay, report


@pytest.mark.both_databases
def test_a_return_and_its_verdict_count_in_the_months_they_are_booked_in(desk, on):
    x = desk.customer()
    on("2026-03-15")
    order = desk.posted(x, line(desk.product(), "10", price="16.00"))
    desk.issue(order, issued_on="2026-03-15")
    (delivery,) = desk.deliveries(order)
    on("2026-04-05")
    done(close(desk, "2026-03"), 201)
    returned = desk.take_back(delivery, "6")
    on("2026-05-02")
    done(close(desk, "2026-04"), 201)
    verdict(desk, returned, ("to_customer", "2"), ("scrap", "4"))
    (note,), (reversal,) = notes(desk, x), reversals(desk, x)
    days = (returned["booked_on"], note["issued_on"], reversal["issued_on"])
    assert days == ("2026-04-05", "2026-04-05", "2026-05-02")
    months = report(desk, "margins", "sales_manager", by="month", customer_id=x)["items"]
    told = {m["month"]: (m["quantity"], m["net"], m["cost"], m["margin"]) for m in months}
    assert told == {
        "2026-03": ("10.000", "160.00", "100.00", "60.00"),
        "2026-04": ("-6.000", "-96.00", "-60.00", "-36.00"),
        "2026-05": ("0.000", "32.00", "20.00", "12.00"),
    }
    rates = report(desk, "return-rates", by="month", customer_id=x)
    april = {m["month"]: m for m in rates["items"]}["2026-04"]
    assert (april["returned_quantity"], april["quantity_rate"]) == ("6.000", None)
    assert rates["totals"]["quantity_rate"] == "0.6000"
    for month, net in (("2026-03", "160.00"), ("2026-04", "-96.00"), ("2026-05", "32.00")):
        listed = report(desk, "sales", customer_id=x, since=month, until=month)
        assert [d["net"] for d in listed["items"]] == [listed["totals"]["net"]] == [net]
        assert listed["totals"]["tax"] == listed["items"][0]["tax"]


def test_days_sales_outstanding_and_statement_follow_credit_and_its_reversal(desk, on):
    x = desk.customer()
    on("2026-03-15")
    order = desk.posted(x, line(desk.product(), "10", price="16.00"))
    desk.issue(order, issued_on="2026-03-15")
    on("2026-04-05")
    returned = desk.take_back(desk.deliveries(order)[0], "6")
    on("2026-05-02")
    verdict(desk, returned, ("to_customer", "6"))
    on("2026-05-31")
    whole = {"from": "2026-03-01", "to": "2026-05-31", "customer_id": x}
    told = report(desk, "days-sales-outstanding", **whole)
    assert [told[n] for n in ("receivables", "sales", "dso")] == ["180.80", "180.80", "92.00"]
    april = {"from": "2026-04-01", "to": "2026-04-30", "customer_id": x}
    told = report(desk, "days-sales-outstanding", **april)
    assert [told[n] for n in ("receivables", "sales", "dso")] == ["72.32", "-108.48", None]
    statement = report(desk, f"statements/{x}", **{"from": "2026-04-01", "to": "2026-05-31"})
    assert (statement["opening"], statement["closing"]) == ("180.80", "180.80")
    moved = [(m["booked_on"], m["kind"], m["amount"]) for m in statement["movements"]]
    assert moved == [
        ("2026-04-05", "credit_note", "-108.48"),
        ("2026-05-02", "void", "108.48"),
    ]
    for day, total in (("2026-04-04", "180.80"), ("2026-04-05", "72.32"), ("2026-05-02", "180.80")):
        assert report(desk, "ageing", customer_id=x, as_of=day)["totals"]["total"] == total


def test_a_credit_that_was_paid_out_is_owed_anew_on_the_day_of_the_verdict(desk, on):
    x = desk.customer()
    on("2026-03-15")
    order = desk.posted(x, line(desk.product(), "10", price="16.00"))
    desk.issue(order, issued_on="2026-03-15")
    pay(desk, x, "180.80", received_on="2026-03-15", settle=True)
    on("2026-04-05")
    returned = desk.take_back(desk.deliveries(order)[0], "6")
    (note,) = notes(desk, x)
    form = {"source_id": note["id"], "amount": "108.48", "method": "transfer", "reason": "退货款"}
    asked = done(desk.by("finance").post("/refunds", form), 201)
    paid = {"paid_on": "2026-04-05"}
    done(desk.by("finance", "fiona").post(f"/refunds/{asked['id']}/approve", paid))
    assert books(desk, x) == ("0.00", "0.00")
    on("2026-05-02")
    verdict(desk, returned, ("scrap", "5", "misuse"), ("scrap", "1"))
    (reversal,) = reversals(desk, x)
    ways = [reversal[n] for n in ("from_open", "reopened", "charged")]
    assert ways == ["0.00", "0.00", "90.40"]
    owed = desk.receivables(x)[1]
    assert (owed["kind"], owed["gross"], owed["due_on"]) == ("reversal", "90.40", "2026-06-01")
    assert books(desk, x) == ("90.40", "0.00")
    statement = report(desk, f"statements/{x}", **{"from": "2026-04-01", "to": "2026-05-02"})
    assert (statement["opening"], statement["closing"]) == ("0.00", "90.40")
    kinds = [m["kind"] for m in statement["movements"]]
    assert sorted(kinds) == ["credit_note", "refund", "reversal"]


@pytest.mark.both_databases
def test_a_margin_that_fell_by_more_than_five_points_puts_a_customer_at_risk(desk, on):
    x = desk.customer()
    for day, cost in (("2026-01-10", "70.00"), ("2026-07-10", "75.00")):
        on(day)
        order = desk.posted(x, line(desk.product(), "1", price="100.00"), ordered_on=day)
        desk.issue(order, {"cost": cost}, issued_on=day)
        pay(desk, x, "113.00", received_on=day, settle=True)
    on("2027-01-31")
    asked = {"role": "executive", "customer_id": x}
    assert report(desk, "customers-at-risk", **asked)["items"] == []
    on("2026-12-31")
    order = desk.posted(x, line(desk.product(), "1", price="100.00"))
    desk.issue(order, {"cost": "75.02"}, issued_on="2026-12-31")
    on("2027-01-31")
    (found,) = report(desk, "customers-at-risk", **asked)["items"]
    (reason,) = found["reasons"]
    assert (reason["code"], reason["figure"]) == ("margin", "0.0501")
    told = {each["name"]: each["value"] for each in reason["told"]}
    assert told == {"rate": "0.2499", "rate_before": "0.3000"}
