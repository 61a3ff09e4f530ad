"""Quotations through their door: priced like orders, sent, revised, answered, accepted once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from chassis import clock
from chassis.principal import Context
from chassis.transport.timers import Timer, timers
from services.sales.quotations.commands import expire_quotation
from services.sales.quotations.models import Quotation

from .conftest import done, line, refused

TODAY = clock.today()
UNTIL = str(TODAY + timedelta(days=30))
SELL = "salesperson"


def quote(desk, customer=None, *lines, **head):
    body = {"customer_id": customer or desk.customer(approved=False), "valid_until": UNTIL}
    body |= {"lines": list(lines) or [line(desk.product())], **head}
    return done(desk.by(SELL).post("/quotations", body), 201)


def step(desk, quotation, verb, body=None, role=SELL, user=None):
    return desk.by(role, user).post(f"/quotations/{quotation['id']}/{verb}", body)


def sent(desk, *args, **head):
    return done(step(desk, quote(desk, *args, **head), "send"))


def test_an_unapproved_file_is_quoted_at_prices_computed_as_for_an_order(desk):
    x, p = desk.customer(approved=False), desk.product()
    lines = [line(p, "1", price="113.00"), line(p, "2", price="113.00", discount="26.00")]
    more = {"price_mode": "included", "discount": "13.00"}
    quoted = quote(desk, x, *lines, **more)
    order = desk.draft(x, *lines, **more)
    for name in ("net", "tax", "gross", "discount"):
        assert quoted[name] == order[name], name
    shares = [[y["order_discount"] for y in z["lines"]] for z in (quoted, order)]
    assert shares[0] == shares[1] == ["4.69", "8.31"]
    assert quoted["number"] == f"QT-{TODAY.year}-000001"
    assert (quoted["status"], quoted["revision"], quoted["version"]) == ("draft", 1, 1)


def test_a_draft_is_changed_at_its_version_and_a_sent_one_only_revised(desk):
    quoted = quote(desk)
    path = f"/quotations/{quoted['id']}"
    caller = desk.by(SELL)
    refused(caller.patch(path, {"remark": "x"}), 428, "if_match_missing")
    refused(caller.patch(path, {"remark": "x"}, 7), 412, "stale_version")
    assert done(caller.patch(path, {"discount": "10.00"}, 1))["net"] == "150.00"
    assert done(step(desk, quoted, "send"))["status"] == "sent"
    refused(caller.patch(path, {"remark": "x"}, 3), 409, "quotation_not_draft")


def test_a_revision_takes_the_place_of_the_earlier_one_which_stays_readable(desk):
    first = sent(desk)
    second = done(step(desk, first, "revise", {"discount": "10.00"}), 201)
    assert (second["number"], second["revision"]) == (first["number"], 2)
    assert (second["status"], second["net"]) == ("draft", "150.00")
    page = done(desk.by(SELL).get("/quotations", first_id=first["id"]))["items"]
    assert [(x["revision"], x["status"], x["net"]) for x in page] == [
        (2, "draft", "150.00"),
        (1, "revised", "160.00"),
    ]
    refused(step(desk, first, "accept"), 409, "quotation_not_sent")
    refused(step(desk, first, "revise", {}), 409, "quotation_not_revisable")


def test_accepting_makes_the_order_at_the_quoted_prices_for_the_quoting_salesperson(desk):
    p = desk.product()
    offered = sent(desk, None, line(p, "3", price="9.99", remark="蓝色"), discount="1.00")
    told = done(step(desk, offered, "accept", role="sales_manager"))
    assert told["status"] == "accepted"
    order = desk.order({"id": told["order_id"]})
    assert (order["number"], order["status"]) == (told["order_number"], "draft")
    assert (order["gross"], order["discount"]) == (offered["gross"], "1.00")
    assert (order["salesperson_id"], order["quotation_id"]) == (
        offered["salesperson_id"],
        offered["id"],
    )
    assert (order["lines"][0]["price"], order["lines"][0]["remark"]) == ("9.990000", "蓝色")
    refused(step(desk, offered, "accept"), 409, "quotation_not_sent")
    refused(step(desk, offered, "decline", {"reason": "x"}), 409, "quotation_not_sent")


@pytest.mark.on_postgres
def test_two_who_accept_at_once_make_one_order(desk):
    offered = sent(desk)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: step(desk, offered, "accept").status_code, range(4)))
    assert sorted(answers) == [200, 409, 409, 409]
    assert len(done(desk.by("finance").get("/orders", quotation_id=offered["id"]))["items"]) == 1


def test_a_declined_one_keeps_its_reason_and_can_be_revised(desk):
    offered = sent(desk)
    declined = done(step(desk, offered, "decline", {"reason": "价格高"}))
    assert (declined["status"], declined["decline_reason"]) == ("declined", "价格高")
    assert done(step(desk, offered, "revise", {"discount": "5.00"}), 201)["revision"] == 2


@pytest.mark.both_databases
def test_a_quotation_is_withdrawn_with_a_reason_while_nobody_answered_it(desk):
    for offered in (quote(desk), sent(desk)):
        seen = done(step(desk, offered, "withdraw", {"reason": "报错价"}))
        assert (seen["status"], seen["withdraw_reason"]) == ("withdrawn", "报错价")
        refused(step(desk, offered, "accept"), 409, "quotation_not_sent")
        refused(step(desk, offered, "withdraw", {"reason": "x"}), 409, "quotation_not_withdrawable")
        assert done(step(desk, offered, "revise", {"discount": "5.00"}), 201)["revision"] == 2
    accepted = done(step(desk, sent(desk), "accept"))
    refused(step(desk, accepted, "withdraw", {"reason": "x"}), 409, "quotation_not_withdrawable")
    with desk.door.database.reading() as session:
        due = session.scalars(select(timers.c.key).where(timers.c.name == "expire_quotation"))
        assert due.all() == []


def test_nothing_is_accepted_after_the_last_day_and_the_timer_lets_it_expire(desk):
    offered = sent(desk)
    database = desk.door.database
    with database.reading() as session:
        due = session.execute(
            select(timers.c.due, timers.c.key).where(timers.c.name == "expire_quotation")
        ).one()
    assert (str(clock.day_of(due.due - timedelta(seconds=1))), due.key) == (UNTIL, offered["id"])
    timer = Timer("expire_quotation", offered["id"], due.due, {})
    run(database, timer)
    assert status(desk, offered) == "sent"  # not over yet
    with database.transaction(Context()) as session:
        session.execute(update(Quotation).values(valid_until=TODAY - timedelta(days=1)))
    refused(step(desk, offered, "accept"), 409, "quotation_expired")
    for _ in range(2):
        run(database, timer)
    assert status(desk, offered) == "expired"
    again = step(desk, offered, "revise", {})
    refused(again, 422, "validity_past", "/valid_until")
    assert done(step(desk, offered, "revise", {"valid_until": UNTIL}), 201)["status"] == "draft"


def run(database, timer):
    with database.transaction(Context()) as session:
        expire_quotation(session, timer)


def status(desk, quotation):
    return done(desk.by("finance").get(f"/quotations/{quotation['id']}"))["status"]


def test_own_and_department_bound_who_sees_and_answers_a_quotation(desk):
    offered = sent(desk)
    path = f"/quotations/{offered['id']}"
    refused(desk.by(SELL, "another").get(path), 404, "quotation_not_found")
    refused(step(desk, offered, "accept", user="another"), 404, "quotation_not_found")
    elsewhere = desk.by("sales_manager", dept="export")
    assert done(elsewhere.get("/quotations"))["items"] == []
    done(desk.by("sales_manager").get(path))
    refused(step(desk, offered, "accept", role="finance"), 403, "forbidden")


def test_where_the_goods_go_is_shown_to_who_may_see_it_and_sealed_in_the_journal(desk):
    place = {"delivery_address": "码头路一号", "consignee": "赵", "consignee_phone": "138 0000"}
    more = {"reference": "PO-7", "wished_on": UNTIL}
    order = desk.draft(desk.customer(), line(desk.product()), **place, **more)
    assert {name: order[name] for name in (place | more)} == place | more
    seen = desk.order(order, "quality_engineer")
    assert not set(place) & set(seen)
    assert seen["reference"] == "PO-7"
    text = desk.by("privacy_officer").get("/journal").get_data(as_text=True)
    assert "码头路一号" not in text and "赵" not in text
