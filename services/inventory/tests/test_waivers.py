"""Waivers: one customer takes held pieces, so many and until a day; for everybody else they stay held."""

from datetime import timedelta

import pytest

from chassis import clock
from chassis.transport.inbox import Inbox
from chassis.transport.tables import timers

from .books import assert_books_balance
from .house import X, Y
from .test_holds import lot_facts


def held(house, quantity="10", tracking="lot"):
    """A product whose only lot a case holds."""
    p = house.product(tracking=tracking)
    lot = "L-A" if tracking == "lot" else None
    house.receive(p, quantity, "10.00", lot)
    hold = house.hold(p, house.lot_id(p, lot or "-"))
    house.door.deliver(hold)
    return p, hold


def reserved(house, order):
    """What the order's line was last said to have reserved, and why."""
    told = [f for f in house.door.facts("inventory.stock.reserved.v1") if f["order_id"] == order.id]
    return told[-1]["lines"][0]["reserved"], told[-1]["cause"]["code"]


def days_later(monkeypatch, days):
    later = clock.now() + timedelta(days=days)
    monkeypatch.setattr(clock, "now", lambda: later)


@pytest.mark.both_databases
def test_held_pieces_go_to_the_consenting_customer_in_queue_order_and_to_nobody_else(house):
    p, hold = held(house)
    other = house.post(Y, (p, "3"))
    first, second = house.confirm(X, (p, "4")), house.post(X, (p, "4"))
    house.door.deliver(house.waiver(hold, X, "6"))
    assert house.issues_of(other) == []
    assert house.issues_of(second)[0]["lines"][0]["quantity"] == "2.000"
    assert reserved(house, first) == ("4.000", "waiver")
    assert house.pieces(p) == {"free": 0, "reserved": 4, "held": 4, "quarantined": 0}
    lot = house.lot(house.lot_id(p, "L-A"))
    assert (lot["is_held"], lot["waivers"][0]["used"], lot["balance"]["reserved"]) == (
        True,
        "2.000",
        "4.000",
    )
    house.door.deliver(house.posted(first))
    state = lot_facts(house)[-1][1]["waivers"][0]
    assert (state["used"], state["status"]) == ("6.000", "used")
    assert house.post(X, (p, "1")) and house.pieces(p)["held"] == 4
    trace = house.done(house.door.as_("inventory_manager").get(f"/lots/{lot['id']}/trace"))
    assert sorted(each["quantity"] for each in trace["waived"]) == ["2.000", "4.000"]
    assert {each["order_number"] for each in trace["waived"]} == {first.number, second.number}
    assert_books_balance(house.door, p)


def test_the_balance_says_how_many_held_pieces_waivers_still_let_go(house):
    def shown():
        balance = house.lot(house.lot_id(p, "L-A"))["balance"]
        return balance["held"], balance["reserved"], balance["waived"]

    p, hold = held(house)
    assert shown() == ("10.000", "0.000", "0.000")
    house.door.deliver(house.waiver(hold, X, "6"))
    assert shown() == ("10.000", "0.000", "6.000")
    order = house.confirm(X, (p, "4"))
    assert shown() == ("6.000", "4.000", "2.000")
    house.door.deliver(house.posted(order), house.waiver(hold, Y, "9", nth=3))
    assert shown() == ("6.000", "0.000", "6.000")
    assert lot_facts(house)[-1][1]["balance"]["waived"] == "6.000"
    house.door.deliver(house.hold_ended(hold, nth=4))
    assert shown() == ("0.000", "0.000", "0.000")


def test_a_later_order_of_the_customer_takes_what_the_waiver_leaves(house):
    p, hold = held(house)
    house.door.deliver(house.waiver(hold, X, "6"))
    assert house.issues_of(house.post(Y, (p, "2"))) == []
    named = house.post(X, (p, "5", "L-A"))
    assert house.issues_of(named)[0]["lines"][0]["quantity"] == "5.000"
    rest = house.post(X, (p, "5"))
    assert house.issues_of(rest)[0]["lines"][0]["quantity"] == "1.000"
    assert house.pieces(p)["held"] == 4
    assert_books_balance(house.door, p)


def test_what_arrives_for_a_held_lot_serves_its_waivers(house):
    p, hold = held(house, "1")
    house.door.deliver(house.waiver(hold, X, "6"))
    order = house.post(X, (p, "4"))
    assert house.issues_of(order)[0]["lines"][0]["quantity"] == "1.000"
    house.receive(p, "5", "10.00", "L-A")
    assert house.issues_of(order)[1]["lines"][0]["quantity"] == "3.000"
    assert house.pieces(p)["held"] == 2
    assert_books_balance(house.door, p)


@pytest.mark.both_databases
def test_after_its_last_day_what_a_waiver_promised_is_held_again(house, monkeypatch):
    p, hold = held(house)
    house.door.deliver(house.waiver(hold, X, "6", days=3))
    order = house.confirm(X, (p, "4"))
    assert house.pieces(p)["reserved"] == 4
    inbox = Inbox(house.door.service, house.door.database)
    days_later(monkeypatch, 3)
    inbox.work_off()
    assert house.pieces(p)["reserved"] == 4
    days_later(monkeypatch, 1)
    while inbox.work_off():
        pass
    assert house.pieces(p) == {"free": 0, "reserved": 0, "held": 10, "quarantined": 0}
    assert reserved(house, order) == ("0.000", "waiver_over")
    assert lot_facts(house)[-1][1]["waivers"][0]["status"] == "lapsed"
    house.door.deliver(house.posted(order))
    assert house.issues_of(order) == [] and house.door.inbox("dead") == []
    assert_books_balance(house.door, p)


def test_with_its_hold_a_waiver_ends_and_what_it_promised_stays_promised(house):
    p, hold = held(house)
    house.door.deliver(house.waiver(hold, X, "6"))
    order = house.confirm(X, (p, "4"))
    house.door.deliver(house.hold_ended(hold, nth=3))
    assert house.pieces(p) == {"free": 6, "reserved": 4, "held": 0, "quarantined": 0}
    assert lot_facts(house)[-1][1]["waivers"][0]["status"] == "lapsed"
    with house.door.database.reading() as session:
        assert session.execute(timers.select()).all() == []
    house.door.deliver(house.cancelled(order))
    assert house.pieces(p)["free"] == 10
    assert_books_balance(house.door, p)


def test_a_cancelled_order_gives_its_waived_pieces_back_to_the_hold(house):
    p, hold = held(house)
    house.door.deliver(house.waiver(hold, X, "6"))
    order = house.confirm(X, (p, "4"))
    house.door.deliver(house.cancelled(order))
    assert house.pieces(p) == {"free": 0, "reserved": 0, "held": 10, "quarantined": 0}
    next_one = house.post(X, (p, "9"))
    assert house.issues_of(next_one)[0]["lines"][0]["quantity"] == "6.000"
    assert_books_balance(house.door, p)


def test_while_another_case_holds_the_lot_too_a_waiver_lets_nothing_go(house):
    p, hold = held(house)
    house.door.deliver(house.waiver(hold, X, "6"))
    order = house.confirm(X, (p, "4"))
    other = house.hold(p, house.lot_id(p, "L-A"), "QC-2026-000002")
    house.door.deliver(other)
    assert house.pieces(p) == {"free": 0, "reserved": 0, "held": 10, "quarantined": 0}
    house.door.deliver(house.posted(order))
    assert house.issues_of(order) == []
    house.door.deliver(house.hold_ended(other))
    assert house.issues_of(order)[0]["lines"][0]["quantity"] == "4.000"
    assert house.pieces(p)["held"] == 6
    assert_books_balance(house.door, p)


def test_of_an_untracked_product_the_held_quantity_is_waived(house):
    p, hold = held(house, tracking="none")
    house.receive(p, "2", "10.00")
    house.door.deliver(house.waiver(hold, X, "3"))
    order = house.post(X, (p, "4"))
    line = house.issues_of(order)[0]["lines"][0]
    assert (line["quantity"], [lot["quantity"] for lot in line["lots"]]) == ("4.000", ["4.000"])
    assert house.pieces(p)["held"] == 8
    assert lot_facts(house)[-1][1]["waivers"][0]["used"] == "2.000"
    assert_books_balance(house.door, p)


def test_a_waiver_that_comes_after_the_end_of_its_hold_lets_nothing_go(house):
    p, hold = held(house)
    house.door.deliver(house.hold_ended(hold, nth=3), house.waiver(hold, X, "6"))
    assert lot_facts(house)[-1][1]["waivers"][0]["status"] == "lapsed"
    assert house.pieces(p)["free"] == 10
