"""Dunning: levels as data, letters a run proposes, orders a level holds, falling back when paid."""

from datetime import date, timedelta

from chassis.ids import new_id

from .conftest import done, line, refused
from .till import owed, pay


def add_level(desk, level, days, holds=False, status=201):
    form = {"level": level, "days_overdue": days, "channel": "letter", "holds": holds}
    form |= {"text_zh": "请尽快付款", "text_en": "Please pay soon"}
    return done(desk.by("finance").post("/dunning-levels", form), status)


def propose(desk):
    return done(desk.by("finance").post("/dunning-letters/propose"))


def letters(desk, **query):
    return done(desk.by("finance").get("/dunning-letters", **query))["items"]


def send(desk, letter, days=0):
    """Sent so many days after it was proposed."""
    path = f"/dunning-letters/{letter['id']}/send"
    sent_on = date.fromisoformat(letter["as_of"]) + timedelta(days)
    return desk.by("finance").post(path, {"sent_on": sent_on.isoformat()})


def test_levels_rise_with_the_days_overdue(desk):
    first = add_level(desk, 1, 10)
    assert add_level(desk, 1, 20, status=409)["code"] == "dunning_level_taken"
    assert add_level(desk, 2, 10, status=422)["code"] == "dunning_levels_crossed"
    add_level(desk, 2, 30)
    path = f"/dunning-levels/{first['id']}"
    change = desk.by("finance").patch(path, {"days_overdue": 30}, first["version"])
    refused(change, 422, "dunning_levels_crossed", "/days_overdue")
    changed = desk.by("finance").patch(path, {"days_overdue": 12}, first["version"])
    assert done(changed)["days_overdue"] == 12


def test_a_run_proposes_a_letter_a_holding_level_stops_orders_and_paying_lets_them_pass(desk):
    add_level(desk, 1, 10), add_level(desk, 2, 60, holds=True)
    x, p = desk.customer(), desk.product()
    a = owed(desk, x, "113.00")
    assert propose(desk) == {"proposed": 1, "renewed": 0, "lapsed": 0, "lowered": 0}
    assert propose(desk) == {"proposed": 0, "renewed": 1, "lapsed": 0, "lowered": 0}
    (letter,) = letters(desk, customer_id=x)
    assert (letter["level"], letter["amount"], letter["status"]) == (2, "113.00", "proposed")
    assert [each["number"] for each in letter["lines"]] == [a["number"]]
    assert desk.account(x)["dunning_level"] == 0
    desk.confirm(desk.draft(x, line(p, "1", price="1")))
    assert done(send(desk, letter))["status"] == "sent"
    account = desk.account(x)
    assert (account["dunning_level"], account["dunning_holds"]) == (2, True)
    held = desk.draft(x, line(p, "1", price="100.00"))
    problem = desk.confirm(held, 409)
    assert problem["code"] == "credit_held" and "dunned" in problem["detail"]
    refused(send(desk, letter), 409, "dunning_letter_not_proposed")
    assert set(propose(desk).values()) == {0}
    pay(desk, x, "113.00", settle=True)
    account = desk.account(x)
    assert (account["dunning_level"], account["dunning_holds"]) == (0, False)
    desk.confirm(held)


def test_a_letter_is_sent_on_the_day_of_its_proposal_or_later_not_in_the_future(desk, clock_file):
    add_level(desk, 1, 10)
    owed(desk, desk.customer(), "113.00"), propose(desk)
    [letter] = letters(desk)
    early = refused(send(desk, letter, -1), 422, "dunning_sent_too_early", "/sent_on")
    assert letter["as_of"] in early["detail"] and letter["number"] in early["detail"]
    refused(send(desk, letter, 1), 422, "dated_ahead", "/sent_on")
    assert letters(desk) == [letter]
    clock_file.write_text("86400"), propose(desk)
    [renewed] = letters(desk)
    assert renewed["as_of"] > letter["as_of"]
    assert done(send(desk, letter))["sent_on"] == letter["as_of"]


def test_advances_that_cover_the_order_let_it_pass_on_a_holding_level(desk):
    add_level(desk, 1, 10, holds=True)
    x, p = desk.customer(), desk.product()
    owed(desk, x), propose(desk)
    done(send(desk, letters(desk)[0]))
    order = desk.draft(x, line(p, "1", price="100.00"))
    desk.confirm(order, 409)
    pay(desk, x, "112.99")
    desk.confirm(order, 409)
    pay(desk, x, "0.01")
    desk.confirm(order)


def test_a_letter_overtaken_by_the_payment_is_not_sent_and_lapses(desk):
    add_level(desk, 1, 10)
    x = desk.customer()
    owed(desk, x), propose(desk)
    (letter,) = letters(desk)
    pay(desk, x, "113.00", settle=True)
    refused(send(desk, letter), 409, "dunning_letter_stale")
    assert propose(desk)["lapsed"] == 1
    drop = f"/dunning-letters/{letter['id']}/drop"
    refused(desk.by("finance").post(drop, {"reason": "?"}), 409, "dunning_letter_not_proposed")


def test_what_an_open_case_disputes_is_not_dunned_and_holds_no_orders(desk):
    add_level(desk, 1, 10, holds=True)
    x, p = desk.customer(), desk.product()
    order = desk.posted(x, line(p, "10"))
    desk.issue(order)
    returned = desk.take_back(desk.deliveries(order)[0], "1")
    case = {"case_id": str(new_id()), "number": "QC-2026-000001", "customer_id": x}
    case |= {"product_id": p, "return_id": returned["id"], "severity": "general"}
    subject = f"case/{case['case_id']}"
    desk.tell("quality.case.opened.v1", subject, case | {"status": "opened"})
    assert set(propose(desk).values()) == {0}
    desk.tell("quality.case.closed.v1", subject, case | {"status": "closed"})
    assert propose(desk)["proposed"] == 1
    done(send(desk, letters(desk, status="proposed")[0]))
    assert desk.account(x)["dunning_holds"] is True
    desk.tell("quality.case.opened.v1", subject, case | {"status": "opened"})
    assert propose(desk) == {"proposed": 0, "renewed": 0, "lapsed": 0, "lowered": 1}
    assert (desk.account(x)["dunning_level"], desk.account(x)["dunning_holds"]) == (0, False)
