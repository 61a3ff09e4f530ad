"""Month closing: nothing is booked into a closed month, and nothing that comes late is lost."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from chassis import clock
from chassis.principal import Context
from services.sales.errors import DayClosed
from services.sales.periods.commands import booking_day, lock_books, open_day

from .conftest import done, line, refused
from .test_margins import charge
from .till import pay, report

LAST = clock.today().replace(day=1) - timedelta(days=1)
MONTH = f"{LAST:%Y-%m}"
BEFORE = f"{LAST.replace(day=1) - timedelta(days=1):%Y-%m}"
ALL = ["drafts", "returns_unjudged", "in_transit"]


def close(desk, period=MONTH, user=None, accepted=ALL):
    form = {"period": period, "accepted": accepted}
    return desk.by("finance", user).post("/periods", form)


def test_an_issue_of_a_closed_month_is_booked_on_the_first_open_day_with_both_dates(desk):
    x, p = desk.customer(), desk.product()
    order = desk.posted(x, line(p))
    closed = done(close(desk), 201)
    assert (closed["name"], closed["kind"], closed["status"]) == (MONTH, "month", "closed")
    desk.issue(order, issued_on=LAST.isoformat())
    (delivery,), (owed,) = desk.deliveries(order), desk.receivables(x)
    first = LAST + timedelta(days=1)
    assert (delivery["delivered_on"], delivery["booked_on"]) == (str(LAST), str(first))
    assert owed["booked_on"] == str(first)
    assert owed["due_on"] == str(LAST + timedelta(days=30))
    assert delivery["number"] == f"DN-{first.year}-000001"


def test_a_quality_cost_of_a_closed_month_counts_in_the_first_open_one(desk):
    x = desk.customer()
    desk.issue(desk.posted(x, line(desk.product())), issued_on=LAST.isoformat())
    charge(desk, x, "5.00", booked_on=LAST.isoformat())
    done(close(desk), 201)
    asked = {"role": "sales_manager", "by": "month", "customer_id": x}
    (closed,) = report(desk, "margins", **asked)["items"]
    charge(desk, x, "7.00", booked_on=LAST.isoformat())
    months = {m["month"]: m for m in report(desk, "margins", **asked)["items"]}
    first = f"{LAST + timedelta(days=1):%Y-%m}"
    assert {month: m["quality_cost"] for month, m in months.items()} == {
        MONTH: "5.00",
        first: "7.00",
    }
    assert months[MONTH]["margin_after_quality"] == closed["margin_after_quality"] == "55.00"


def test_what_a_person_dates_into_a_closed_month_is_refused_with_the_first_open_day(desk):
    body = {"customer_id": desk.customer(), "lines": [line(desk.product())]}
    done(close(desk), 201)
    ask = desk.by("salesperson").post
    told = refused(
        ask("/orders", body | {"ordered_on": str(LAST)}), 409, "day_closed", "/ordered_on"
    )
    assert str(LAST + timedelta(days=1)) in told["detail"]
    done(ask("/orders", body), 201)
    with desk.door.database.transaction(Context()) as session:
        first = LAST + timedelta(days=1)
        assert booking_day(session, date(1999, 1, 1)) == first
        assert (booking_day(session, first), open_day(session, first)) == (first, first)
        with pytest.raises(DayClosed):
            open_day(session, LAST)


def test_months_close_one_after_the_other_and_only_when_they_are_over(desk):
    refused(close(desk, f"{clock.today():%Y-%m}"), 409, "period_not_over", "/period")
    refused(close(desk, "2020-13"), 422, "period_malformed", "/period")
    refused(close(desk, "20-3"), 422, "period_malformed", "/period")
    done(close(desk, "2020-01"), 201)
    told = refused(close(desk, "2020-03"), 409, "period_not_next", "/period")
    assert "2020-02" in told["detail"]
    refused(close(desk, "2020-01"), 409, "period_already_closed", "/period")
    refused(close(desk, "2020"), 409, "period_not_next", "/period")


def test_a_return_that_waits_for_its_verdict_hinders_its_own_month_and_later_ones(desk):
    order = desk.posted(desk.customer(return_credit="after_verdict"), line(desk.product()))
    desk.issue(order)
    desk.take_back(desk.deliveries(order)[0], "2")
    ask, now = desk.by("finance").get, f"{clock.today():%Y-%m}"
    found = {month: done(ask("/periods/hindrances", period=month)) for month in (MONTH, now)}
    codes = {month: [x["code"] for x in told["items"]] for month, told in found.items()}
    assert "returns_unjudged" not in codes[MONTH]
    assert "returns_unjudged" in codes[now]
    done(close(desk, accepted=["in_transit"]), 201)


def test_the_last_month_is_reopened_by_a_second_person_with_a_reason_and_closed_again(desk):
    first, last = done(close(desk, BEFORE), 201), done(close(desk), 201)
    why = {"reason": "发票遗漏"}
    other = desk.by("finance", "another")
    refused(other.post(f"/periods/{first['id']}/reopen", why), 409, "period_not_last")
    path = f"/periods/{last['id']}/reopen"
    refused(desk.by("finance").post(path, why), 403, "closer_reopens")
    opened = done(other.post(path, why))
    assert (opened["status"], opened["reopen_reason"], opened["version"]) == ("open", "发票遗漏", 2)
    refused(other.post(path, why), 409, "period_not_closed")
    assert done(close(desk), 201)["version"] == 3
    names = [x["name"] for x in done(desk.by("auditor").get("/periods", sort="-name"))["items"]]
    assert names == [MONTH, BEFORE]


def test_a_year_is_closed_for_good_after_its_months(desk):
    for month in range(1, 13):
        last = done(close(desk, f"2021-{month:02d}"), 201)
    year = done(close(desk, "2021"), 201)
    assert (year["kind"], year["ends_on"]) == ("year", "2021-12-31")
    refused(close(desk, "2021"), 409, "period_already_closed")
    other = desk.by("finance", "another")
    for each in (last, year):
        answer = other.post(f"/periods/{each['id']}/reopen", {"reason": "?"})
        refused(answer, 409, "period_final")


def test_what_is_under_way_hinders_closing_unless_it_may_be_accepted_and_is(desk):
    x, p = desk.customer(), desk.product()
    desk.draft(x, line(p), ordered_on=str(LAST))
    order = desk.posted(x, line(p), ordered_on=str(LAST))
    done(desk.by("salesperson").post(f"/orders/{order['id']}/cancel", {"reason": "x"}))
    told = done(desk.by("finance").get("/periods/hindrances", period=MONTH))
    assert told["items"] == [
        {"code": "orders_cancelling", "blocks": True, "count": 1},
        {"code": "drafts", "blocks": False, "count": 1},
    ]
    problem = refused(close(desk, accepted=[]), 409, "period_hindered")
    assert problem["hindrances"] == ["orders_cancelling", "drafts"]
    refused(close(desk, accepted=["orders_cancelling", "drafts"]), 409, "period_hindered")
    lines = [{"line_id": order["lines"][0]["id"], "cancelled": "10", "issued": "0"}]
    data = {"order_id": order["id"], "lines": lines}
    desk.tell("inventory.stock.unfilled.v1", f"order/{order['id']}", data)
    refused(close(desk, accepted=[]), 409, "period_hindered")
    closed = done(close(desk, accepted=["drafts"]), 201)
    assert closed["accepted"] == [{"code": "drafts", "blocks": False, "count": 1}]


@pytest.mark.parametrize("verb", ["confirm", "post"])
def test_a_draft_of_a_closed_month_is_dated_anew_before_it_is_promised(desk, verb):
    x, p = desk.customer(), desk.product()
    draft = desk.draft(x, line(p), ordered_on=str(LAST))
    done(close(desk), 201)
    ask = desk.by("salesperson")
    told = refused(ask.post(f"/orders/{draft['id']}/{verb}"), 409, "day_closed")
    assert str(LAST + timedelta(days=1)) in told["detail"]
    assert (desk.order(draft)["status"], desk.order(draft)["version"]) == ("draft", 1)
    assert desk.door.facts(f"sales.order.{verb}ed.v1") == []
    change = {"ordered_on": str(clock.today())}
    done(ask.patch(f"/orders/{draft['id']}", change, version=draft["version"]))
    assert done(ask.post(f"/orders/{draft['id']}/{verb}"))["ordered_on"] == str(clock.today())


def test_money_of_a_closed_month_is_booked_in_the_open_one(desk):
    x, today = desk.customer(), str(clock.today())
    done(close(desk), 201)
    paid = pay(desk, x, "20.00", received_on=str(LAST))
    assert (paid["received_on"], paid["booked_on"]) == (str(LAST), today)
    wanted = {"source_id": paid["id"], "amount": "20.00", "method": "transfer", "reason": "多付"}
    asked = done(desk.by("finance").post("/refunds", wanted), 201)
    path = f"/refunds/{asked['id']}/approve"
    done(desk.by("finance", "fiona").post(path, {"paid_on": str(LAST)}))
    spent = report(desk, f"statements/{x}", **{"from": str(LAST), "to": today})["movements"]
    assert [(m["kind"], m["booked_on"]) for m in spent] == [("payment", today), ("refund", today)]


def test_opening_balances_of_a_closed_month_are_not_signed_any_more(desk):
    line = {"kind": "credit", "customer_id": desk.customer(), "reference": "旧-1", "amount": "20"}
    form = {"as_of": str(LAST), "lines": [line]}
    asked = done(desk.by("finance").post("/openings", form), 201)
    assert refused(close(desk, accepted=[]), 409, "period_hindered")["hindrances"] == [
        "openings_unsigned"
    ]
    done(close(desk, accepted=["openings_unsigned"]), 201)
    path = f"/openings/{asked['id']}"
    refused(desk.by("finance", "fiona").post(path + "/approve", {}), 409, "day_closed")
    done(desk.by("finance", "fiona").post(path + "/reject", {"comment": "改日期"}))
    form["as_of"] = str(LAST + timedelta(days=1))
    again = done(desk.by("finance").post("/openings", form), 201)
    done(desk.by("finance", "fiona").post(f"/openings/{again['id']}/approve", {}))


@pytest.mark.on_postgres
def test_closing_waits_for_a_booking_and_a_booking_for_closing(desk):
    """A booking that has its day commits before the month closes; one that comes later is moved."""
    database = desk.door.database
    with ThreadPoolExecutor(1) as pool:
        with database.transaction(Context()) as booking:
            assert booking_day(booking, LAST) == LAST
            waiting = pool.submit(close, desk)
            waits(database)
        done(waiting.result(), 201)
        with database.transaction(Context()) as closing:
            lock_books(closing).closed_through = LAST - timedelta(days=LAST.day)
            late = pool.submit(book, database)
            waits(database)
        assert late.result() == LAST


def book(database):
    with database.transaction(Context()) as session:
        return booking_day(session, LAST)


def waits(database):
    """Until one session waits for another's lock."""
    query = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with database.reading() as session:
        while not session.scalar(query):
            pass
