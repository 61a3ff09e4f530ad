"""A held batch of serial numbers: what arrives of it later is held from the start."""

import pytest

from .books import assert_books_balance
from .house import X
from .test_holds import lot_facts
from .test_serials import numbered, receipt, states


def held_batch(house, count=2):
    """SN-001, SN-002, … of batch B-1, each held for one case as one of its batch."""
    p = numbered(house, count)
    holds = [house.hold(p, house.lot_id(p, "SN-001"), batch="B-1")]
    case = {"case_id": holds[0]["data"]["case_id"]}
    for n in range(2, count + 1):
        holds.append(house.hold(p, house.lot_id(p, f"SN-{n:03d}"), batch="B-1", **case))
    house.door.deliver(*holds)
    return p, holds


def arrive(house, product, *numbers, lot="B-1"):
    return house.done(receipt(house, product, str(len(numbers)), serials=list(numbers), lot=lot))


@pytest.mark.both_databases
def test_numbers_that_arrive_of_a_held_batch_are_held_and_the_case_hears_of_them(house):
    p, holds = held_batch(house)
    waiting = house.post(X, (p, "2"))
    arrive(house, p, "SN-003", "SN-004")
    arrive(house, p, "SN-101", lot="B-2")
    held = dict.fromkeys(("SN-001", "SN-002", "SN-003", "SN-004"), "held")
    assert states(house, p) == held | {"SN-101": "with_customer"}
    assert len(house.issues_of(waiting)) == 1
    stated = {state["lot"]: state["holds"] for _, state, _ in lot_facts(house)}
    assert {hold["case_id"] for hold in stated["SN-004"]} == {holds[0]["data"]["case_id"]}
    assert_books_balance(house.door, p)


def test_the_cases_own_hold_takes_the_place_of_the_one_on_arrival(house):
    p, holds = held_batch(house, 1)
    arrive(house, p, "SN-002")
    lot_id, case = house.lot_id(p, "SN-002"), {"case_id": holds[0]["data"]["case_id"]}
    own = house.hold(p, lot_id, batch="B-1", **case)
    house.door.deliver(own)
    named = {name: own["data"][name] for name in ("hold_id", "case_id", "case_number")}
    assert house.lot(lot_id)["holds"] == [named]
    house.door.deliver(house.hold_ended(holds[0]))
    assert states(house, p) == {"SN-001": "in_stock", "SN-002": "held"}
    house.door.deliver(house.hold_ended(own))
    assert states(house, p)["SN-002"] == "in_stock"
    assert_books_balance(house.door, p)


def test_with_the_last_hold_of_the_batch_what_arrived_is_let_go_too(house):
    p, holds = held_batch(house)
    arrive(house, p, "SN-003")
    house.door.deliver(house.hold_ended(holds[0]))
    assert states(house, p) == {"SN-001": "in_stock", "SN-002": "held", "SN-003": "held"}
    house.door.deliver(house.hold_ended(holds[1]))
    assert set(states(house, p).values()) == {"in_stock"}
    arrive(house, p, "SN-004")
    assert states(house, p)["SN-004"] == "in_stock"
    assert_books_balance(house.door, p)


def test_a_hold_of_one_number_holds_no_other_of_its_batch(house):
    p = numbered(house, 1)
    house.door.deliver(house.hold(p, house.lot_id(p, "SN-001")))
    arrive(house, p, "SN-002")
    assert states(house, p) == {"SN-001": "held", "SN-002": "in_stock"}


@pytest.mark.parametrize("order", [1, -1])
def test_a_number_held_singly_is_held_as_of_its_batch_when_its_case_says_so(house, order):
    """In whatever order both are told."""
    p = numbered(house, 1)
    single = house.hold(p, house.lot_id(p, "SN-001"))
    widened = single | {"sequence": 2, "data": single["data"] | {"batch": "B-1"}}
    for fact in (single, widened)[::order]:
        house.door.deliver(fact)
    assert house.door.inbox("dead") == []
    arrive(house, p, "SN-002")
    assert states(house, p) == {"SN-001": "held", "SN-002": "held"}
    house.door.deliver(house.hold_ended(single, nth=3))
    assert set(states(house, p).values()) == {"in_stock"}
    assert_books_balance(house.door, p)


def test_two_cases_that_hold_a_batch_both_hold_what_arrives(house):
    p, holds = held_batch(house, 1)
    other = house.hold(p, house.lot_id(p, "SN-001"), "QC-2026-000002", batch="B-1")
    house.door.deliver(other)
    arrive(house, p, "SN-002")
    cases = [hold["case_number"] for hold in house.lot(house.lot_id(p, "SN-002"))["holds"]]
    assert sorted(cases) == ["QC-2026-000001", "QC-2026-000002"]
    house.door.deliver(house.hold_ended(holds[0]))
    assert set(states(house, p).values()) == {"held"}
    house.door.deliver(house.hold_ended(other))
    assert set(states(house, p).values()) == {"in_stock"}
    assert_books_balance(house.door, p)


def test_inspected_numbers_of_a_held_batch_are_held_when_they_leave_quarantine(house):
    p, _ = held_batch(house, 1)
    plan = {"product_id": p, "aql": "0.65"}
    house.done(house.door.as_("quality_engineer").post("/inspection-plans", plan))
    arrive(house, p, "SN-002")
    assert states(house, p)["SN-002"] == "quarantined"
    inspector = house.door.as_("inspector")
    [waiting] = inspector.get("/inspections", status="waiting").json["items"]
    house.done(inspector.post(f"/inspections/{waiting['id']}/start"))
    house.done(inspector.post(f"/inspections/{waiting['id']}/complete", {"defects": []}))
    assert states(house, p) == {"SN-001": "held", "SN-002": "held"}
    assert_books_balance(house.door, p)
