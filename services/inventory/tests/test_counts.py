"""Count differences: proposed by one person, approved by another, valued by the rules."""

import pytest

from ..counts import rules
from ..errors import AdjustmentNotProposed
from .house import X


def propose(house, product, quantity, lot="L-A"):
    form = {"product_id": product, "quantity": quantity, "lot": lot, "reason": "年度盘点"}
    return house.door.as_("warehouse_keeper").post("/adjustments", form)


def test_a_proposal_moves_nothing_until_another_person_approves_it(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    proposed = propose(house, p, "-3")
    assert (proposed.status_code, proposed.json["status"]) == (201, "proposed")
    assert house.stock(p)["quantity"] == "10.000"
    path = f"/adjustments/{proposed.json['id']}/approve"
    rights = ["inventory.adjustment.approve"]
    own = house.door.as_("warehouse_keeper", perms=rights).post(path, {})
    assert (own.status_code, own.json["code"]) == (403, "approver_is_proposer")
    approved = house.door.as_("inventory_manager").post(path, {}).json
    assert (approved["status"], approved["value"], approved["unit_cost"]) == (
        "approved",
        "-30.00",
        "10.000000",
    )
    assert house.stock(p)["value"] == "70.00"
    fact = house.door.facts("inventory.stock.adjusted.v1")[0]
    assert (fact["quantity"], fact["value"]) == ("-3.000", "-30.00")
    twice = house.door.as_("inventory_manager").post(path, {})
    assert (twice.status_code, twice.json["code"]) == (409, "adjustment_not_proposed")


def test_a_surplus_does_not_change_the_average_and_serves_the_queue(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    waiting = house.post(X, (p, "12"))
    house.receive(p, "3", "12.00", "L-A")
    before = house.stock(p)["average"]
    assert house.adjust(p, "2", "L-A").json["value"] == "24.00"
    assert house.stock(p)["average"] == before == "12.0000"
    assert len(house.issues_of(waiting)) == 2


def test_a_surplus_at_zero_stock_takes_the_last_average_or_the_approvers_cost(house):
    p = house.product()
    house.receive(p, "3", "10.00", "L-A")
    house.post(X, (p, "3"))
    stated = house.adjust(p, "1", "L-A", cost="99").json
    assert (stated["code"], stated["errors"][0]["pointer"]) == ("cost_known", "/unit_cost")
    assert house.adjust(p, "1", "L-A").json["value"] == "10.00"
    fresh = house.product("N", "none")
    assert house.adjust(fresh, "2").json["code"] == "cost_unknown"
    assert house.adjust(fresh, "2", cost="1.5").json["value"] == "3.00"
    assert house.stock(fresh)["average"] == "1.5000"


def test_a_shortage_sends_the_youngest_reservations_back_to_the_queue(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    old, young = house.confirm(X, (p, "5")), house.confirm(X, (p, "4"))
    assert house.adjust(p, "-3", "L-A").status_code == 200
    told = house.door.facts("inventory.stock.reserved.v1")[-1]
    assert (told["order_id"], told["cause"]["code"]) == (young.id, "adjusted")
    assert told["lines"][0]["reserved"] == "2.000"
    assert house.pieces(p) == {"free": 0, "reserved": 7, "held": 0, "quarantined": 0}
    assert old.id not in {told["order_id"]}


def test_a_shortage_of_a_held_lot_takes_held_pieces_and_the_case_hears_of_it(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    house.door.deliver(house.hold(p, house.lot_id(p, "L-A")))
    assert house.adjust(p, "-4", "L-A").status_code == 200
    state = house.door.facts("inventory.lot.held.v1")[-1]["balance"]
    assert (state["held"], state["adjusted"]) == ("6.000", "-4.000")


def test_wrong_proposals_are_refused_and_name_the_field(house):
    p, q = house.product("P"), house.product("Q", "none")
    house.receive(p, "10", "10.00", "L-A")
    for answer, code, pointer in (
        (propose(house, p, "0"), "adjustment_zero", "/quantity"),
        (propose(house, p, "1", None), "lot_missing", "/lot"),
        (propose(house, p, "1", "L-X"), "lot_unknown", "/lot"),
        (propose(house, q, "1", "L-A"), "lot_not_tracked", "/lot"),
        (
            propose(house, house.product("S", "serial"), "-2", "S-1"),
            "serial_counted_twice",
            "/quantity",
        ),
    ):
        assert (answer.json["code"], answer.json["errors"][0]["pointer"]) == (code, pointer)


def test_what_is_not_there_cannot_be_missing_when_proposed_or_when_approved(house):
    p, q = house.product("P"), house.product("Q", "none")
    house.receive(p, "10", "10.00", "L-A")
    house.door.deliver(house.hold(p, house.lot_id(p, "L-A")))
    keeper = house.door.as_("warehouse_keeper")
    for product, lot, quantity, there in (
        (p, "L-A", "-10.001", "10.000"),
        (q, None, "-1", "0.000"),
    ):
        refused = propose(house, product, quantity, lot)
        assert (refused.status_code, refused.json["code"]) == (409, "adjustment_too_large")
        assert refused.json["errors"][0]["pointer"] == "/quantity"
        assert f"Only {there} pieces" in refused.json["detail"]
    assert keeper.get("/adjustments").json["items"] == []
    house.done(propose(house, p, "-6"))
    assert house.adjust(p, "-6", "L-A").status_code == 200
    [late] = keeper.get("/adjustments", status="proposed").json["items"]
    approved = house.door.as_("inventory_manager").post(f"/adjustments/{late['id']}/approve", {})
    assert approved.json["code"] == "adjustment_too_large"
    assert house.pieces(p)["held"] == 4


def limit(house, amount):
    manager = house.door.as_("inventory_manager")
    version = manager.get("/settings").json["version"]
    changed = manager.patch("/settings", {"adjustment_limit": amount}, version=version)
    assert changed.json["adjustment_limit"] == amount


def verb(house, proposed, name, role="warehouse_keeper", body=None, **who):
    return house.door.as_(role, **who).post(f"/adjustments/{proposed.json['id']}/{name}", body)


def test_within_the_days_limit_a_difference_is_booked_by_its_proposer_above_it_never(house):
    p = house.product()
    house.receive(p, "100", "10.00", "L-A")
    first = propose(house, p, "-3")
    assert verb(house, first, "book").json["code"] == "adjustment_needs_approval"
    limit(house, "50.00")
    booked = verb(house, first, "book").json
    assert (booked["status"], booked["approved_by"]) == ("booked", None)
    assert house.stock(p)["quantity"] == "97.000"
    second, third = propose(house, p, "3"), propose(house, p, "-2")
    assert verb(house, second, "book").json["code"] == "adjustment_needs_approval"
    assert verb(house, third, "book").status_code == 200
    assert (
        verb(house, second, "book", role="inventory_manager").json["code"] == "adjustment_foreign"
    )
    assert verb(house, second, "approve", "inventory_manager", {}).json["status"] == "approved"
    fresh = house.product("N", "none")
    unvalued = propose(house, fresh, "2", None)
    assert verb(house, unvalued, "book").json["code"] == "adjustment_needs_approval"


def test_a_rejected_or_withdrawn_difference_says_why_and_moves_nothing(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    doubted, mistaken = propose(house, p, "-3"), propose(house, p, "-3")
    comment = {"comment": "复盘 count again"}
    rejected = verb(house, doubted, "reject", "inventory_manager", comment).json
    assert (rejected["status"], rejected["comment"]) == ("rejected", comment["comment"])
    assert verb(house, mistaken, "withdraw", body=comment).json["status"] == "withdrawn"
    assert house.stock(p)["quantity"] == "10.000"
    late = verb(house, mistaken, "approve", "inventory_manager", {})
    assert (late.status_code, late.json["code"]) == (409, "adjustment_not_proposed")
    assert house.door.facts("inventory.stock.adjusted.v1") == []


VERBS = (rules.APPROVE, rules.BOOK, rules.REJECT, rules.WITHDRAW)


@pytest.mark.parametrize("status", list(rules.STATUS))
@pytest.mark.parametrize("verb", VERBS)
def test_every_status_and_verb(status, verb):
    if verb in rules.TRANSITIONS[status]:
        assert rules.after(status, verb, "AD-1") in rules.STATUS
    else:
        with pytest.raises(AdjustmentNotProposed):
            rules.after(status, verb, "AD-1")


def test_what_is_proposed_is_judged_once_and_for_all():
    assert set(rules.TRANSITIONS["proposed"]) == set(VERBS)
    assert all(not rules.TRANSITIONS[end] for end in rules.STATUS if end != "proposed")
