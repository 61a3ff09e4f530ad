"""What expired does not leave: it is held from the day after its last, until somebody answers for it."""

from datetime import timedelta

import pytest

from chassis import clock

from .books import assert_books_balance
from .house import X


def in_a(days):
    return str(clock.today() + timedelta(days=days))


def extend(house, lot_id, expiry, role="quality_manager"):
    form = {"expiry": expiry, "reason": "复验合格"}
    return house.door.as_(role).post(f"/lots/{lot_id}/extend", form)


@pytest.mark.both_databases
def test_an_expired_lot_is_put_aside_and_the_youngest_reservations_with_it(
    house, in_days, run_timers
):
    p = house.product()
    house.receive(p, "5", "1.00", "L-A", expiry=in_a(10))
    house.receive(p, "4", "1.00", "L-B", expiry=in_a(90))
    old, young = house.confirm(X, (p, "3")), house.confirm(X, (p, "2"))
    in_days(10)
    run_timers()
    assert house.pieces(p) == {"free": 4, "reserved": 5, "held": 0, "quarantined": 0}
    in_days(11)
    run_timers()
    run_timers()
    assert house.pieces(p) == {"free": 0, "reserved": 4, "held": 5, "quarantined": 0}
    told = house.door.facts("inventory.stock.reserved.v1")[-1]
    assert told["order_id"] == young.id
    assert (told["cause"]["code"], told["cause"]["lot"]) == ("lot_expired", "L-A")
    listed = house.door.as_("finance").get("/lots", expired="true").json["items"]
    assert [(lot["number"], lot["held"]) for lot in listed] == [("L-A", "5.000")]
    house.door.deliver(house.posted(old))
    assert house.issues_of(old)[0]["lines"][0]["lots"][0]["lot"] == "L-B"
    assert house.use(p, "1", lot="L-A").json["code"] == "stock_too_low"
    assert_books_balance(house.door, p)


@pytest.mark.both_databases
def test_who_tested_a_lot_answers_for_it_until_a_later_day(house, in_days, run_timers):
    p = house.product()
    house.receive(p, "5", "1.00", "L-A", expiry=in_a(1))
    waiting = house.post(X, (p, "7"))
    house.receive(p, "6", "1.00", "L-A")
    in_days(5)
    run_timers()
    house.receive(p, "2", "1.00", "L-A")
    lot_id = house.lot_id(p, "L-A")
    waits = house.post(X, (p, "1"))
    assert house.pieces(p)["held"] == 6 and not house.issues_of(waits)
    for day in (in_a(0), in_a(-9)):
        assert extend(house, lot_id, day).json["code"] == "expiry_not_later"
    shown = house.done(extend(house, lot_id, in_a(30)))
    assert (shown["expired"], shown["expiry"]) == (False, in_a(30))
    assert house.issues_of(waits) and house.pieces(p)["free"] == 5
    in_days(40)
    run_timers()
    assert house.pieces(p)["held"] == 5
    assert house.lot(lot_id)["expired"] is True
    assert len(house.issues_of(waiting)) == 2
    assert_books_balance(house.door, p)


def test_what_expired_before_it_came_is_held_at_once_and_may_go_back(house):
    p = house.product()
    receipt = house.receive(p, "5", "1.00", "L-A", expiry=in_a(-1))
    assert house.pieces(p)["held"] == 5
    asked = house.done(house.ask_back(receipt, "5", from_held=True))
    path = f"/supplier-returns/{asked['id']}/release"
    house.done(house.door.as_("quality_manager").post(path))
    assert house.done(house.ship(asked))["status"] == "shipped"


def test_a_case_that_lets_an_expired_lot_go_does_not_free_it(house, in_days, run_timers):
    p = house.product()
    house.receive(p, "5", "1.00", "L-A", expiry=in_a(1))
    lot_id = house.lot_id(p, "L-A")
    hold = house.hold(p, lot_id)
    house.door.deliver(hold)
    in_days(2)
    run_timers()
    house.door.deliver(house.hold_ended(hold))
    assert house.pieces(p)["held"] == 5
    assert house.lot(lot_id)["is_held"] is False
    house.done(extend(house, lot_id, in_a(9)))
    assert house.pieces(p)["free"] == 5


def test_a_lot_without_expiry_is_not_extended(house):
    p = house.product()
    house.receive(p, "5", "1.00", "L-A")
    assert extend(house, house.lot_id(p, "L-A"), in_a(9)).json["code"] == "lot_never_expires"
