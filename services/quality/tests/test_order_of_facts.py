"""Facts come at least once and in any order; the case ends the same."""

from itertools import permutations
from random import Random

import pytest

from tests.support.door import envelope

from . import facts

ANSWER = {
    "disposal_id": facts.named("disposal"),
    "return_id": facts.named("return"),
    "case_id": facts.named("a case of before"),
    "items": [
        {
            "item_id": facts.named("item"),
            "return_line_id": facts.named("line"),
            "lot_id": facts.named("L-A"),
            "kind": "scrap",
            "quantity": "2.000",
        }
    ],
}


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_return_quarantine_and_disposal_in_any_order_end_in_one_case_with_one_cost(quality, order):
    told = [facts.returned(), facts.quarantined(), facts.disposed(ANSWER, {"scrap": "20.00"})]
    for index in order:
        quality.door.deliver(told[index])
    for _ in range(4):  # inventory's quarantine waits for the return, then runs
        quality.door.deliver(told[1])
    [case] = quality.cases()
    whole = quality.case(case["id"])
    assert whole["cost"] == "20.00"
    assert [(row["kind"], row["cost"]) for row in whole["dispositions"]] == [("scrap", "20.00")]
    assert len(quality.door.facts("quality.cost.recorded.v1")) == 1
    assert [piece["quarantined"] for piece in whole["pieces"]] == ["6.000"]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_newest_outcome_that_sales_decided_counts_in_any_order(quality, order):
    told = [facts.returned(), facts.decided("refused", nth=2), facts.decided("repair", nth=3)]
    for index in order:
        quality.door.deliver(told[index])
    [case] = quality.cases()
    assert quality.case(case["id"])["entry"]["outcome"] == "repair"


def test_everything_delivered_ten_times_and_shuffled_ends_as_delivered_once(quality):
    case_id = quality.take_return()
    quality.contain(case_id)
    hold = quality.hold(case_id)
    stale = facts.lot_held([hold], 1, balance={"received": "500.000", "free": "500.000"})
    newest = facts.lot_held([hold], 3, balance={"received": "500.000", "held": "500.000"})
    answer = facts.disposed(ANSWER, {"scrap": "20.00"})
    told = [stale, newest, answer, facts.returned(), facts.customer(), facts.receipt()]
    copies = [envelope(fact) for fact in told] * 10
    Random(7).shuffle(copies)
    for fact in copies:
        quality.door.deliver(fact)
    case = quality.case(case_id)
    assert [hold["balance"]["held"] for hold in case["holds"]] == ["500.000"]
    assert len(case["affected_customers"]) == len(case["affected_orders"]) == 1
    assert (len(quality.cases()), case["cost"]) == (1, "20.00")
    assert len(quality.door.facts("quality.cost.recorded.v1")) == 1


def test_who_was_affected_stays_known_after_the_lot_is_released(quality):
    case_id = quality.take_return()
    quality.contain(case_id)
    hold = quality.hold(case_id)
    changed = facts.lot_held([hold], 4, orders=[], customers=[facts.Y_AFFECTED | {"net": "90.000"}])
    early = facts.lot_held([hold], 3, customers=[facts.Y_AFFECTED | {"net": "120.000"}])
    quality.door.deliver(facts.lot_held([], 5), changed, early)
    case = quality.case(case_id)
    assert [row["net"] for row in case["affected_customers"]] == ["90.000"]
    assert [row["quantity"] for row in case["affected_orders"]] == ["40.000"]


def test_a_customers_newest_state_wins(quality):
    newest = facts.customer(sequence=9, display_name="X 集团")
    quality.door.deliver(newest, facts.customer(sequence=3, display_name="old"))
    concern = {"kind": "information", "phase": "after_sales", "channel": "visit"}
    concern |= {"severity": "minor", "quantity_complained": "1", "description": "noise"}
    concern |= {"customer_id": facts.named("X"), "product_id": facts.named("P")}
    entered = quality.door.as_("marketing").post("/cases", concern)
    assert entered.json["customer_name"] == "X 集团"


def test_lots_the_return_did_not_name_are_those_inventory_names(quality):
    unnamed = facts.return_line() | {"lots": []}
    found = [
        {"lot_id": facts.named(lot), "lot": lot, "quantity": quantity}
        for lot, quantity in (("L-A", "4.000"), ("L-B", "2.000"))
    ]
    quality.door.deliver(facts.returned(unnamed), facts.quarantined(unnamed | {"lots": found}))
    [case] = quality.cases()
    assert [
        (piece["lot"], piece["quantity"], piece["quarantined"])
        for piece in quality.case(case["id"])["pieces"]
    ] == [("L-A", "4.000", "4.000"), ("L-B", "2.000", "2.000")]


def test_an_item_carried_out_in_parts_costs_their_sum(quality):
    case_id = quality.take_return()
    quality.contain(case_id)
    quality.judge(case_id, ("scrap", "6.000"))
    [verdict] = quality.door.facts("quality.return.disposed.v1")
    [item] = verdict["items"]
    parts = [item | {"quantity": "4.000"}, item | {"quantity": "2.000"}]
    quality.door.deliver(facts.disposed(verdict | {"items": parts}, {"scrap": "20.00"}))
    assert [cost["amount"] for cost in quality.case(case_id)["costs"]] == ["40.00"]


def test_reworked_and_restocked_pieces_keep_their_value_and_cost_nothing(quality):
    case_id = quality.take_return()
    quality.contain(case_id)
    quality.judge(case_id, ("rework", "3.000"), ("restock", "3.000"))
    [verdict] = quality.door.facts("quality.return.disposed.v1")
    quality.door.deliver(facts.disposed(verdict, {"rework": "30.00", "restock": "30.00"}))
    assert quality.case(case_id)["costs"] == []


def test_each_verdict_carried_out_is_charged_once(quality):
    case_id = quality.take_return()
    quality.contain(case_id)
    for quantity in ("2.000", "4.000"):
        quality.judge(case_id, ("scrap", quantity))
    first, second = quality.door.facts("quality.return.disposed.v1")
    quality.door.deliver(facts.disposed(second, {"scrap": "40.00"}))
    for _ in range(2):
        quality.door.deliver(facts.disposed(first, {"scrap": "20.00"}))
    case = quality.case(case_id)
    assert [cost["amount"] for cost in case["costs"]] == ["40.00", "20.00"]
    assert case["cost"] == "60.00"


def test_a_return_stated_again_under_another_id_opens_no_second_case(quality):
    quality.take_return()
    quality.door.deliver(facts.returned())
    assert len(quality.cases()) == 1
    assert len(quality.door.facts("quality.case.opened.v1")) == 1


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_hold_is_over_when_inventory_lists_it_no_more(quality, order):
    case_id = quality.take_return()
    quality.contain(case_id)
    [hold] = quality.door.facts("quality.lot.hold_requested.v1")
    stranger = {name: facts.named(name) for name in ("hold_id", "case_id")} | {"case_number": "-"}
    before = facts.lot_held([stranger], 1)
    told = [before, facts.lot_held([hold, stranger], 2), facts.lot_held([stranger], 3)]
    for index in order:
        quality.door.deliver(told[index])
    [shown] = quality.case(case_id)["holds"]
    assert (shown["status"], shown["ended_at"] is None) == ("ended", False)


def test_a_hold_listed_after_states_without_it_is_in_force(quality):
    case_id = quality.take_return()
    quality.contain(case_id)
    [hold] = quality.door.facts("quality.lot.hold_requested.v1")
    quality.door.deliver(facts.lot_held([], 1))
    quality.door.deliver(facts.lot_held([hold], 2))
    quality.door.deliver(facts.lot_held([], 0))
    assert [each["status"] for each in quality.case(case_id)["holds"]] == ["in_force"]
