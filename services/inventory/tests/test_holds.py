"""Holds: nothing of a suspected lot leaves, the rest covers what it can, and the case sees where all is."""

from decimal import Decimal

import pytest

from ..holds import rules
from .house import X, Y


def lot_facts(house):
    """The states of lots in the order they were stated."""
    every = [f for f in house.door.envelopes() if f["type"].startswith("inventory.lot.")]
    return [(fact["type"].split(".")[2], fact["data"], fact["sequence"]) for fact in every]


def two_lots(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    house.receive(p, "6", "12.00", "L-B")
    return p, house.lot_id(p, "L-A"), house.lot_id(p, "L-B")


def test_reservations_move_to_other_lots_before_any_is_released(house):
    p, l_a, _ = two_lots(house)
    old, young = house.confirm(X, (p, "5")), house.confirm(Y, (p, "7"))
    house.door.deliver(house.hold(p, l_a))
    assert house.pieces(p) == {"free": 0, "reserved": 6, "held": 10, "quarantined": 0}
    state = lot_facts(house)[-1][1]
    displaced = [(each["order_id"], each["quantity"]) for each in state["orders"]]
    assert displaced == [(young.id, "6.000")]
    told = [f["order_id"] for f in house.door.facts("inventory.stock.reserved.v1")]
    assert told == [old.id, young.id, young.id]


def test_a_held_lot_never_leaves_and_a_sale_uses_other_lots(house):
    p, l_a, _ = two_lots(house)
    house.door.deliver(house.hold(p, l_a))
    order = house.post(X, (p, "8"))
    lots = [lot["lot"] for lot in house.issues_of(order)[0]["lines"][0]["lots"]]
    assert lots == ["L-B"] and house.pieces(p)["held"] == 10
    assert house.use(p, "1").json["code"] == "stock_too_low"


def test_what_is_received_for_a_held_lot_is_held_and_the_case_hears_of_it(house):
    p, l_a, _ = two_lots(house)
    house.door.deliver(house.hold(p, l_a))
    house.receive(p, "4", "10.00", "L-A")
    assert house.pieces(p) == {"free": 6, "reserved": 0, "held": 14, "quarantined": 0}
    kind, state, sequence = lot_facts(house)[-1]
    assert (kind, state["balance"]["held"], sequence) == ("held", "14.000", 2)


def test_restocked_pieces_of_a_held_lot_are_held(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    order = house.post(X, (p, "6"))
    back = house.returned(order, "4")
    house.door.deliver(back, house.hold(p, house.lot_id(p, "L-A")))
    house.door.deliver(house.verdict(back, ("restock", "3")))
    assert house.pieces(p) == {"free": 0, "reserved": 0, "held": 7, "quarantined": 1}
    assert lot_facts(house)[-1][1]["balance"]["quarantined"] == "1.000"


def test_the_end_of_a_hold_serves_those_it_displaced_first(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    displaced = house.confirm(X, (p, "8"))
    hold = house.hold(p, house.lot_id(p, "L-A"))
    house.door.deliver(hold)
    later = house.post(Y, (p, "5"))
    house.door.deliver(house.hold_ended(hold))
    told = [
        f for f in house.door.facts("inventory.stock.reserved.v1") if f["order_id"] == displaced.id
    ]
    assert told[-1]["lines"][0]["reserved"] == "8.000"
    assert told[-1]["cause"]["code"] == "hold_ended"
    assert house.issues_of(later)[0]["lines"][0]["quantity"] == "2.000"
    assert lot_facts(house)[-1][0] == "released"


def test_a_hold_that_ends_for_some_pieces_lets_those_go_and_keeps_the_lot_held(house):
    p, l_a, _ = two_lots(house)
    hold = house.hold(p, l_a)
    house.door.deliver(hold)
    house.door.deliver(house.hold_ended(hold, "4"))
    assert house.pieces(p) == {"free": 10, "reserved": 0, "held": 6, "quarantined": 0}
    assert lot_facts(house)[-1][0] == "held"
    house.door.deliver(house.hold_ended(hold, None, nth=3))
    assert house.pieces(p)["held"] == 0 and lot_facts(house)[-1][0] == "released"


def test_the_last_ending_may_come_before_the_earlier_ones(house):
    p, l_a, _ = two_lots(house)
    hold = house.hold(p, l_a)
    house.door.deliver(house.hold_ended(hold, None, nth=3))
    house.door.deliver(hold)
    house.door.deliver(house.hold_ended(hold, "4", nth=2))
    assert house.pieces(p) == {"free": 16, "reserved": 0, "held": 0, "quarantined": 0}
    assert house.door.inbox("dead") == []


def released(house):
    return [(f["released"], f["status"]) for f in house.door.facts("inventory.hold.ended.v1")]


def test_endings_asked_for_more_than_is_held_are_answered_with_what_there_was(house):
    p, l_a, _ = two_lots(house)
    hold = house.hold(p, l_a)
    asked = [house.hold_ended(hold, "6", nth) for nth in (2, 3, 4)]
    house.door.deliver(hold)
    for ending in asked:
        house.door.deliver(ending)
    assert released(house) == [("6.000", "active"), ("4.000", "ended"), ("0.000", "ended")]
    told = [f["ending_id"] for f in house.door.facts("inventory.hold.ended.v1")]
    assert told == [ending["data"]["ending_id"] for ending in asked]
    assert house.pieces(p) == {"free": 16, "reserved": 0, "held": 0, "quarantined": 0}


def test_a_lot_that_two_cases_hold_is_free_when_both_let_it_go(house):
    p, l_a, _ = two_lots(house)
    first, second = house.hold(p, l_a), house.hold(p, l_a, "QC-2026-000002")
    house.door.deliver(first)
    house.door.deliver(second)
    assert len(lot_facts(house)[-1][1]["holds"]) == 2
    house.door.deliver(house.hold_ended(first))
    assert house.pieces(p)["held"] == 10
    assert [h["case_number"] for h in house.lot(l_a)["holds"]] == ["QC-2026-000002"]
    house.door.deliver(house.hold_ended(second))
    assert house.pieces(p)["held"] == 0
    assert released(house) == [("0.000", "ended"), ("10.000", "ended")]


def test_a_lot_is_held_by_its_number_too(house):
    p, l_a, _ = two_lots(house)
    hold = house.hold(p)
    hold["data"]["lot"] = "L-A"
    house.door.deliver(hold)
    assert house.lot(l_a)["is_held"] is True


def test_an_untracked_product_is_held_by_quantity(house):
    p = house.product("U", "none")
    house.receive(p, "10", "10.00")
    hold = house.hold(p)
    house.door.deliver(hold)
    house.receive(p, "5", "10.00")
    assert house.pieces(p) == {"free": 5, "reserved": 0, "held": 10, "quarantined": 0}
    state = lot_facts(house)[-1][1]
    assert state["held"] is True and state["holds"][0]["hold_id"] == hold["data"]["hold_id"]
    house.door.deliver(house.hold_ended(hold))
    assert house.pieces(p)["free"] == 15


def test_an_untracked_product_sells_on_beside_what_is_held_and_is_not_stated_for_each_sale(house):
    p = house.product("U", "none")
    house.receive(p, "10", "10.00")
    house.door.deliver(house.hold(p))
    house.receive(p, "5", "10.00")
    stated = len(lot_facts(house))
    order = house.post(X, (p, "3"))
    assert house.pieces(p)["free"] == 2 and len(lot_facts(house)) == stated
    house.door.deliver(house.returned(order, "1"))
    assert lot_facts(house)[-1][1]["balance"]["with_customers"] == "2.000"


def test_what_two_cases_hold_of_an_untracked_product_is_free_when_both_let_it_go(house):
    p = house.product("U", "none")
    house.receive(p, "10", "10.00")
    first, second = house.hold(p), house.hold(p, case="QC-2026-000002")
    house.door.deliver(first)
    house.receive(p, "5", "10.00")
    house.door.deliver(second)
    house.door.deliver(house.hold_ended(first))
    assert house.pieces(p)["held"] == 15
    house.door.deliver(house.hold_ended(second))
    assert house.pieces(p) == {"free": 15, "reserved": 0, "held": 0, "quarantined": 0}


def test_an_untracked_product_that_never_came_can_be_held(house):
    p = house.product("U", "none")
    hold = house.hold(p)
    house.door.deliver(hold)
    assert Decimal(lot_facts(house)[-1][1]["balance"]["held"]) == 0
    house.door.deliver(house.hold_ended(hold))
    assert lot_facts(house)[-1][0] == "released" and house.door.inbox("dead") == []


def test_a_hold_of_an_unknown_lot_is_dead_and_says_so(house):
    p = house.product()
    house.door.deliver(house.hold(p, "01920000-0000-7000-8000-0000000000ff"))
    house.door.deliver(house.hold(p))
    reasons = sorted(reason.partition(":")[0] for reason in house.door.inbox("dead"))
    assert reasons == ["lot_missing", "lot_unknown"]


def test_the_case_still_hears_of_a_verdict_after_its_hold_ended(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    back = house.returned(house.post(X, (p, "6")), "2")
    hold = house.hold(p, house.lot_id(p, "L-A"))
    house.door.deliver(back, hold, house.hold_ended(hold))
    house.door.deliver(house.verdict(back, ("scrap", "2")))
    kind, state, _ = lot_facts(house)[-1]
    assert kind == "released"
    assert (state["balance"]["quarantined"], state["balance"]["scrapped"]) == ("0.000", "2.000")


def test_an_order_that_a_held_lot_keeps_waiting_is_told_so(house):
    p, l_a, _ = two_lots(house)
    house.door.deliver(house.hold(p, l_a))
    for wanted, lot in (("9", None), ("2", "L-A")):
        house.post(X, (p, wanted, lot))
        cause = house.door.facts("inventory.stock.reserved.v1")[-1]["cause"]
        told = (cause["code"], cause["lot"], cause["case_number"])
        assert told == ("lot_held", "L-A", "QC-2026-000001")
    house.post(X, (p, "100"))
    assert house.door.facts("inventory.stock.reserved.v1")[-1]["cause"]["code"] == "order"


def test_a_lot_is_held_in_every_warehouse(house):
    p = house.product()
    told = {"code": "W2", "name": "二号仓"}
    second = house.done(house.door.as_("inventory_manager").post("/warehouses", told))["id"]
    house.receive(p, "4", "10.00", "L-A")
    house.receive(p, "6", "10.00", "L-A", warehouse_id=second)
    hold = house.hold(p, house.lot_id(p, "L-A"))
    house.door.deliver(hold)
    places = house.stock(p)["warehouses"]
    assert sorted(place["held"] for place in places) == ["4.000", "6.000"]
    house.door.deliver(house.hold_ended(hold))
    assert house.pieces(p)["free"] == 10


@pytest.mark.parametrize(
    ("asked", "held", "shared", "released", "verb"),
    [
        (None, 10, False, 10, rules.END),
        (4, 10, False, 4, rules.FREE),
        (10, 10, False, 10, rules.END),
        (12, 10, False, 10, rules.END),
        (None, 10, True, 0, rules.END),
        (4, 10, True, 0, rules.FREE),
        (10, 10, True, 0, rules.FREE),
    ],
)
def test_what_an_ending_does(asked, held, shared, released, verb):
    asked = None if asked is None else Decimal(asked)
    assert rules.ending(asked, Decimal(held), shared) == rules.Ending(Decimal(released), verb)


@pytest.mark.parametrize("verb", [rules.FREE, rules.END])
def test_an_ended_hold_does_nothing_more(verb):
    assert verb not in rules.TRANSITIONS[rules.ENDED]
    assert rules.TRANSITIONS[rules.ACTIVE][verb] in (rules.ACTIVE, rules.ENDED)
