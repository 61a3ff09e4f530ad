"""Ageing, statements, days sales outstanding and payment behaviour, as of any day."""

import pytest

from chassis.ids import new_id

from .conftest import customer_file, done, line, refused
from .till import books, owed, pay, report, reverse, settle


def buckets(line):
    return [line[n] for n in ("not_due", "d1_30", "d31_60", "d61_90", "over_90", "unallocated")]


@pytest.mark.both_databases
def test_any_past_day_reproduces_whatever_happened_since(desk, on):
    x = desk.customer()
    on("2026-03-02")
    a = owed(desk, x, "100.00", issued_on="2026-03-02")
    on("2026-03-20")
    b = owed(desk, x, "60.00", issued_on="2026-03-20")
    p = pay(desk, x, "90.00")
    days = {}
    for day in ("2026-03-31", "2026-04-01", "2026-04-02", "2026-05-01", "2026-05-02"):
        on(day)
        days[day] = report(desk, "ageing", customer_id=x)["items"]
    assert buckets(days["2026-04-01"][0]) == ["160.00", "0.00", "0.00", "0.00", "0.00", "90.00"]
    assert buckets(days["2026-04-02"][0]) == ["60.00", "100.00", "0.00", "0.00", "0.00", "90.00"]
    assert buckets(days["2026-05-02"][0]) == ["0.00", "60.00", "100.00", "0.00", "0.00", "90.00"]
    on("2026-05-10")
    told = settle(desk, x, (p, a, "90.00"))
    on("2026-05-20")
    reverse(desk, told)
    on("2026-05-25")
    settle(desk, x, (p, a, "40.00"), (p, b, "50.00"))
    on("2026-06-01")
    pay(desk, x, "70.00", received_on="2026-06-01", settle=True)
    now = report(desk, "ageing", customer_id=x)
    assert now["items"] == [] and now["totals"]["total"] == "0.00"
    for day, seen in days.items():
        assert report(desk, "ageing", customer_id=x, as_of=day)["items"] == seen
    at = {d: report(desk, f"ageing/{x}", as_of=d) for d in ("2026-05-15", "2026-05-22")}
    opens = {d: [i["open"] for i in at[d]["items"]] for d in at}
    assert opens == {"2026-05-15": ["10.00", "60.00"], "2026-05-22": ["100.00", "60.00"]}
    assert at["2026-05-15"]["totals"]["unallocated"] == "0.00"
    assert at["2026-05-22"]["totals"]["unallocated"] == "90.00"
    assert at["2026-05-22"]["items"][0]["days_overdue"] == 51
    assert at["2026-05-22"]["items"][0]["bucket"] == "d31_60"
    refused(desk.by("finance").get("/reports/ageing", as_of="2026-06-02"), 422, "as_of_ahead")


def test_a_statement_opens_moves_and_closes_with_the_ageing(desk, on):
    x = desk.customer()
    on("2026-02-10")
    owed(desk, x, "100.00", issued_on="2026-02-10")
    on("2026-03-05")
    a = owed(desk, x, "50.00", issued_on="2026-03-05")
    p = pay(desk, x, "130.00", received_on="2026-03-05", settle=True)
    on("2026-03-25")
    why = {"kind": "returned", "reason": "退票"}
    done(desk.by("finance").post(f"/payments/{p['id']}/reverse", why))
    on("2026-03-28")
    form = {"kind": "bad_debt", "receivable_id": a["id"], "amount": "50.00", "reason": "破产"}
    asked = done(desk.by("finance").post("/write-offs", form), 201)
    done(desk.by("finance", "fiona").post(f"/write-offs/{asked['id']}/approve", {}))
    on("2026-04-10")
    pay(desk, x, "20.00", received_on="2026-04-10")
    march = report(desk, f"statements/{x}", **{"from": "2026-03-01", "to": "2026-03-31"})
    assert (march["opening"], march["closing"]) == ("100.00", "100.00")
    assert [(m["kind"], m["amount"], m["balance"]) for m in march["movements"]] == [
        ("delivery", "50.00", "150.00"),
        ("payment", "-130.00", "20.00"),
        ("void", "130.00", "150.00"),
        ("bad_debt", "-50.00", "100.00"),
    ]
    ageing = report(desk, "ageing", customer_id=x, as_of="2026-03-31")["totals"]
    assert march["ageing"] == ageing and ageing["total"] == "100.00"
    april = report(desk, f"statements/{x}", **{"from": "2026-04-01", "to": "2026-04-10"})
    assert (april["opening"], april["closing"]) == ("100.00", "80.00")
    assert (april["ageing"]["total"], april["ageing"]["unallocated"]) == ("100.00", "20.00")
    backwards = desk.by("finance").get(
        f"/reports/statements/{x}", **{"from": "2026-04-01", "to": "2026-03-31"}
    )
    refused(backwards, 422, "period_wrong")


def test_days_sales_outstanding_says_what_it_is_made_of(desk, on):
    x = desk.customer()
    on("2026-03-10")
    owed(desk, x, "300.00", issued_on="2026-03-10")
    pay(desk, x, "100.00", received_on="2026-03-10", settle=True)
    on("2026-03-31")
    told = report(desk, "days-sales-outstanding", **{"from": "2026-03-02", "to": "2026-03-31"})
    assert (told["receivables"], told["sales"], told["days"]) == ("200.00", "300.00", 30)
    assert told["dso"] == "20.00" and "÷" in told["formula_zh"]
    none = report(desk, "days-sales-outstanding", **{"from": "2026-01-01", "to": "2026-01-31"})
    assert none["dso"] is None


def test_the_rating_a_customer_earns_names_its_receivables(desk, on):
    x, p = desk.customer(), desk.product()
    on("2026-03-02")
    first = owed(desk, x, "100.00", issued_on="2026-01-01")
    second = owed(desk, x, "100.00", issued_on="2026-01-02")
    tail = owed(desk, x, "100.00", issued_on="2026-01-03")
    order = desk.posted(x, line(p, "1", price="100.00"), price_mode="included")
    desk.issue(order, issued_on="2026-01-04")
    returned = desk.take_back(desk.deliveries(order)[0], "0.5")
    case = {"case_id": str(new_id()), "number": "QC-1", "customer_id": x, "product_id": p}
    case |= {"return_id": returned["id"], "severity": "general", "status": "opened"}
    desk.tell("quality.case.opened.v1", f"case/{case['case_id']}", case)
    money = pay(desk, x, "299.00", received_on="2026-03-02")
    settle(desk, x, (money, first, "100.00"), (money, second, "100.00"), (money, tail, "99.00"))
    told = report(desk, f"payment-behaviour/{x}")
    assert (told["rating"], told["proposed"]) == ("A", "B")
    (reason,) = told["reasons"]
    assert reason["code"] == "two_of_last_six_over_15"
    assert reason["numbers"] == [first["number"], second["number"]]
    assert [due["days_late"] for due in told["counted"]] == [29, 30]
    assert [due["number"] for due in told["tails"]] == [tail["number"]]
    assert len(told["disputed"]) == 1
    (listed,) = report(desk, "rating-proposals")["items"]
    assert (listed["customer_id"], listed["rating"], listed["proposed"]) == (x, "A", "B")
    assert (listed["is_changed"], listed["reasons"]) == (True, told["reasons"])
    assert (listed["tails"], len(listed["disputed"])) == ([tail["number"]], 1)
    before = report(desk, f"payment-behaviour/{x}", as_of="2026-02-01")
    assert [due["days_late"] for due in before["counted"]] == [0, 1]
    assert [due["open"] for due in before["counted"]] == ["100.00", "100.00"]


@pytest.mark.both_databases
def test_the_ratings_all_customers_earn_page_by_page_and_only_the_changed_ones(desk, on):
    on("2026-03-02")
    late, good, new, gone = (desk.customer() for _ in range(4))
    desk.customer()  # owes nothing
    for x, day, paid in ((late, "2025-10-01", False), (good, "2026-01-02", True)):
        for _ in range(2):
            owed(desk, x, "100.00", issued_on=day)
        if paid:
            on("2026-02-01")
            pay(desk, x, "200.00", received_on="2026-02-01", settle=True)
            on("2026-03-02")
    owed(desk, new, "100.00", issued_on="2026-01-02")
    owed(desk, gone, "100.00", issued_on="2026-01-02")
    archived = customer_file(gone) | {"archived": True, "status": "archived"}
    desk.tell("customer.file.archived.v1", f"customer/{gone}", archived)
    whole = report(desk, "rating-proposals", "info_supervisor")["items"]
    assert [(x["customer_id"], x["proposed"], x["is_changed"]) for x in whole] == [
        (late, "C", True),
        (good, "A", False),
        (new, None, False),
    ]
    assert [r["code"] for r in whole[0]["reasons"]] == ["one_over_90_overdue"]
    pages, after = [], {}
    while after is not None:
        page = report(desk, "rating-proposals", limit=1, changed="true", **after)
        pages.append([x["customer_id"] for x in page["items"]])
        after = {"after": page["next"]} if page["next"] else None
    assert pages == [[late], [], []]
    then = report(desk, "rating-proposals", as_of="2025-11-30")["items"]
    assert [(x["customer_id"], x["proposed"]) for x in then] == [(late, "B")]
    assert report(desk, "rating-proposals", "salesperson")["items"] == []


def test_a_salesperson_sees_what_own_customers_owe(desk):
    anna = str(desk.door.user_id("salesperson"))
    x, y = desk.customer(owner_id=anna), desk.customer(department="other")
    owed(desk, x, "100.00"), owed(desk, y, "60.00")
    seen = report(desk, "ageing", role="salesperson")
    assert [each["customer_id"] for each in seen["items"]] == [x]
    assert seen["totals"]["total"] == "100.00"
    assert report(desk, "ageing")["totals"]["total"] == "160.00"
    for path in (f"ageing/{y}", f"payment-behaviour/{y}"):
        refused(desk.by("salesperson").get(f"/reports/{path}"), 404, "customer_out_of_scope")


OPENING = {"kind": "receivable", "document_on": "2025-12-01", "invoice_number": "INV-9"}


def test_opening_balances_come_in_once_and_signed_by_a_second_person(desk):
    x = desk.customer()
    lines = [
        {**OPENING, "customer_id": x, "reference": "旧-1", "due_on": "2025-12-31", "amount": "70"},
        {"kind": "credit", "customer_id": x, "reference": "旧-2", "amount": "20"},
    ]
    form = {"as_of": "2026-01-01", "lines": lines}
    ask = desk.by("finance").post
    asked = done(ask("/openings", form), 201)
    assert (asked["receivables"], asked["credits"]) == ("70.00", "20.00")
    assert done(ask("/openings", form), 201)["id"] == asked["id"]
    path = f"/openings/{asked['id']}/approve"
    refused(ask(path, {}), 403, "second_person_needed")
    assert books(desk, x) == ("0.00", "0.00")
    done(desk.by("finance", "fiona").post(path, {}))
    assert books(desk, x) == ("70.00", "20.00")
    again = {**form, "lines": [lines[0] | {"amount": "71"}]}
    refused(ask("/openings", again), 409, "opening_taken", "/lines/0/reference")
    twice = {**form, "lines": [lines[1] | {"reference": "旧-3"}] * 2}
    refused(ask("/openings", twice), 422, "opening_twice", "/lines/1/reference")
    (it,) = desk.receivables(x)
    assert (it["kind"], it["reference"], it["invoice_state"]) == ("opening", "旧-1", "issued")
    done(ask("/settlements/automatic", {"customer_id": x}), 201)
    assert books(desk, x) == ("50.00", "0.00")
