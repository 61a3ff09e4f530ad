"""A mistyped expiry is corrected by another person than who received the lot, and stock follows the label."""

import pytest

from .books import assert_books_balance
from .house import X
from .test_expiry import in_a


def correct(house, lot_id, expiry, role="inventory_manager", **more):
    form = {"expiry": expiry, "reason": "标签为准 As the label says", **more}
    return house.door.as_(role).post(f"/lots/{lot_id}/correct-expiry", form)


@pytest.mark.both_databases
def test_a_lot_that_only_a_mistake_held_serves_the_queue_and_one_that_is_over_leaves_it(house):
    p = house.product()
    house.receive(p, "5", "1.00", "L-A", expiry=in_a(-300))
    waits, lot_id = house.confirm(X, (p, "3")), house.lot_id(p, "L-A")
    assert house.pieces(p) == {"free": 0, "reserved": 0, "held": 5, "quarantined": 0}
    for day in (in_a(65), in_a(-2), None):  # freed or not, it is quality's to say
        refused = correct(house, lot_id, day)
        assert (refused.status_code, refused.json["code"]) == (403, "expired_for_quality")
    assert house.lot(lot_id)["expiry"] == in_a(-300)
    shown = house.done(correct(house, lot_id, in_a(65), "quality_manager"))
    assert (shown["expiry"], shown["expired"]) == (in_a(65), False)
    assert house.pieces(p) == {"free": 2, "reserved": 3, "held": 0, "quarantined": 0}
    told = house.door.facts("inventory.stock.reserved.v1")[-1]
    assert (told["order_id"], told["cause"]["code"]) == (waits.id, "expiry_corrected")
    assert house.done(correct(house, lot_id, in_a(-1)))["expired"] is True
    assert house.pieces(p) == {"free": 0, "reserved": 0, "held": 5, "quarantined": 0}
    told = house.door.facts("inventory.stock.reserved.v1")[-1]
    assert (told["order_id"], told["cause"]["code"]) == (waits.id, "lot_expired")
    assert house.done(correct(house, lot_id, None, "quality_manager"))["expiry"] is None
    assert house.pieces(p)["reserved"] == 3
    (first, *_) = house.door.as_("auditor").get("/journal", thing=f"lot/{lot_id}").json["items"]
    assert first["reason"] == "标签为准 As the label says"
    assert first["actor_name"] == "quality_manager"
    assert_books_balance(house.door, p)


def test_the_corrected_day_is_the_one_that_puts_it_aside(house, in_days, run_timers):
    p = house.product()
    house.receive(p, "5", "1.00", "L-A", expiry=in_a(300))
    house.done(correct(house, house.lot_id(p, "L-A"), in_a(3)))
    in_days(4)
    run_timers()
    assert house.pieces(p)["held"] == 5


def test_what_a_case_holds_stays_held_whatever_the_label_says(house):
    p = house.product()
    house.receive(p, "5", "1.00", "L-A", expiry=in_a(-1))
    lot_id = house.lot_id(p, "L-A")
    house.door.deliver(house.hold(p, lot_id))
    house.done(correct(house, lot_id, in_a(9), "quality_manager"))
    assert house.pieces(p) == {"free": 0, "reserved": 0, "held": 5, "quarantined": 0}


def test_pieces_that_left_after_the_labels_day_are_not_passed_over(house):
    p = house.product()
    house.receive(p, "5", "1.00", "L-A", expiry=in_a(300))
    house.post(X, (p, "2"))
    house.done(house.use(p, "1"))
    lot_id = house.lot_id(p, "L-A")
    refused = correct(house, lot_id, in_a(-2))
    assert (refused.status_code, refused.json["code"]) == (409, "sold_after_expiry")
    assert "3" in refused.json["detail"] and house.lot(lot_id)["expiry"] == in_a(300)
    assert house.done(correct(house, lot_id, in_a(-2), sold_known=True))["expired"] is True


def test_the_receiver_an_untracked_product_and_the_same_day_are_refused(house):
    p, loose = house.product(), house.product("B", tracking="none")
    house.receive(p, "5", "1.00", "L-A", expiry=in_a(300))
    house.receive(loose, "5", "1.00")
    lot_id = house.lot_id(p, "L-A")
    both = house.door.as_("inventory_manager", "warehouse_keeper")
    form = {"expiry": in_a(3), "reason": "x"}
    answer = both.post(f"/lots/{lot_id}/correct-expiry", form)
    assert (answer.status_code, answer.json["code"]) == (403, "expiry_by_receiver")
    assert correct(house, lot_id, in_a(300)).json["code"] == "expiry_already_right"
    assert correct(house, house.lot_id(loose), in_a(3)).json["code"] == "lot_without_expiry"
    assert correct(house, p, in_a(3)).status_code == 404
