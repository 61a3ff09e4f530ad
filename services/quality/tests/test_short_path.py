"""A returned piece of the worked example from its return to its cost, as the people take the steps."""

import pytest

from . import facts


@pytest.mark.both_databases
def test_six_returned_pieces_are_contained_judged_and_closed_and_the_scrap_is_charged(quality):
    case_id = quality.take_return()
    assert quality.contain(case_id).status_code == 200
    hold = quality.hold(case_id)
    quality.answer(case_id)
    assert quality.judge(case_id, ("restock", "4.000"), ("scrap", "2.000")).status_code == 200
    [verdict] = quality.door.facts("quality.return.disposed.v1")
    quality.door.deliver(
        facts.disposed(verdict, {"restock": "40.00", "scrap": "20.00"}, "2026-03-10T01:00:00Z")
    )
    closed = quality.do("close", case_id, {"summary": "Press repaired."})
    assert (closed.status_code, closed.json["status"]) == (200, "closed")

    [cost] = quality.door.facts("quality.cost.recorded.v1")
    assert {name: cost[name] for name in ("case_id", "customer_id", "kind", "amount")} == {
        "case_id": case_id,
        "customer_id": facts.named("X"),
        "kind": "scrap",
        "amount": "20.00",
    }
    assert cost["booked_on"] == "2026-03-10"
    [ended] = quality.door.facts("quality.lot.hold_ended.v1")
    assert (ended["hold_id"], ended["ground"], ended["quantity"]) == (
        hold["hold_id"],
        "short_path",
        None,
    )
    case = quality.case(case_id)
    assert [(item["kind"], item["quantity"], item["cost"]) for item in case["dispositions"]] == [
        ("restock", "4.000", "40.00"),
        ("scrap", "2.000", "20.00"),
    ]
    assert case["cost"] == "20.00" and [cost["amount"] for cost in case["costs"]] == ["20.00"]
    assert [hold["status"] for hold in case["holds"]] == ["ended"]
    assert [each["status"] for each in quality.door.facts("quality.case.closed.v1")] == ["closed"]


def test_the_case_of_a_return_knows_customer_product_lot_and_delivery_by_itself(quality):
    case = quality.case(quality.take_return())
    assert (case["number"][:3], case["status"], case["path"]) == ("QC-", "opened", "short")
    assert (case["customer_id"], case["customer_name"]) == (facts.named("X"), "X 公司")
    assert (case["product_code"], case["lot"]) == ("P-100", "L-A")
    assert case["lots"] == [
        {
            "product_id": facts.named("P"),
            "lot_id": facts.named("L-A"),
            "lot": "L-A",
            "quantity": "6.000",
        }
    ]
    entry = case["entry"]
    assert (entry["kind"], entry["delivery_number"], entry["return_number"]) == (
        "return",
        "DN-2026-000001",
        "RT-2026-000001",
    )
    assert (entry["quantity_complained"], entry["condition"]) == ("6.000", "defective")
    assert [deadline["step"] for deadline in case["clock"]] == ["acknowledge", "d3", "reply"]


def test_each_returned_line_is_a_case_of_its_own(quality):
    lines = [facts.return_line(name, "3.000") for name in ("first", "second")]
    quality.take_return(*lines)
    assert [case["return_line_id"] for case in quality.cases(sort="number")] == [
        facts.named("first"),
        facts.named("second"),
    ]


def test_containing_asks_for_the_cases_own_lots_and_shows_where_their_pieces_are(quality):
    case_id = quality.take_return()
    quality.contain(case_id)
    hold = quality.hold(case_id)
    assert (hold["lot"], hold["product_id"]) == ("L-A", facts.named("P"))
    case = quality.case(case_id)
    assert (case["status"], case["engineer_name"]) == ("contained", "quality_engineer")
    [shown] = case["holds"]
    balance = {name: number for name, number in shown["balance"].items() if number != "0.000"}
    assert shown["status"] == "in_force"
    assert balance == {
        "received": "500.000",
        "held": "150.000",
        "quarantined": "6.000",
        "with_customers": "344.000",
    }
    assert [(row["display_name"], row["net"]) for row in case["affected_customers"]] == [
        ("Y 公司", "150.000")
    ]
    assert [(row["number"], row["quantity"]) for row in case["affected_orders"]] == [
        ("SO-2026-000003", "40.000")
    ]


def test_containing_answers_the_locations_with_counts_or_none(quality):
    case_id = quality.take_return()
    counted = {"place": "finished_goods", "answer": "counted", "owner": "Lin", "effective": True}
    counted |= {"found": "150", "sorted": "150", "bad": "3"}
    nowhere = {"place": "transit", "answer": "none", "owner": "Lin"}
    case = quality.contain(case_id, locations=[counted, nowhere]).json
    assert [(row["place"], row["answer"], row["bad"]) for row in case["locations"]] == [
        ("finished_goods", "counted", "3.000"),
        ("transit", "none", None),
    ]
    refused = quality.contain(case_id, locations=[nowhere | {"found": "1"}])
    assert (refused.status_code, refused.json["code"]) == (422, "location_incomplete")
    assert refused.json["errors"][0]["pointer"] == "/locations/0"


def test_the_engineer_may_name_another_lot_or_a_whole_product(quality):
    quality.door.deliver(facts.receipt("L-B"), facts.product("Q", tracking="none"))
    case_id = quality.take_return()
    named = [{"lot": "L-B"}, {"product_id": facts.named("Q")}]
    assert quality.contain(case_id, holds=named).status_code == 200
    assert [
        (hold["lot"], hold["product_id"])
        for hold in quality.door.facts("quality.lot.hold_requested.v1")
    ] == [("L-B", facts.named("P")), (None, facts.named("Q"))]
    assert quality.contain(case_id).status_code == 200  # the case's own lot is held besides
    again = quality.contain(case_id, holds=[{"lot_id": facts.named("L-A")}])
    assert (again.status_code, again.json["code"]) == (409, "lot_already_held")
    assert [case["id"] for case in quality.cases(lot="L-B")] == [case_id]
    unknown = quality.contain(case_id, holds=[{"lot": "L-Z"}])
    assert (unknown.status_code, unknown.json["errors"][0]["pointer"]) == (422, "/holds/0/lot")


def test_a_case_is_stated_contained_once_however_often_it_is_contained(quality):
    case_id = quality.take_return()
    for _ in range(3):
        assert quality.contain(case_id).status_code == 200
    assert len(quality.door.facts("quality.case.contained.v1")) == 1
    assert len(quality.door.facts("quality.lot.hold_requested.v1")) == 1


def test_containing_again_does_not_hold_what_the_manager_released(quality):
    case_id = quality.take_return()
    quality.contain(case_id)
    hold_id = quality.hold(case_id)["hold_id"]
    ending = {"ground": "no_fault", "reason": "nothing found"}
    quality.door.as_("quality_manager").post(f"/holds/{hold_id}/end", ending)
    place = {"place": "customer", "answer": "none", "owner": "Lin"}
    assert quality.contain(case_id, locations=[place]).status_code == 200
    assert len(quality.door.facts("quality.lot.hold_requested.v1")) == 1
    again = quality.contain(case_id, holds=[{"lot_id": facts.named("L-A")}])
    assert (again.status_code, len(again.json["holds"])) == (200, 2)


def test_a_verdict_never_takes_more_than_is_in_quarantine_and_may_come_in_parts(quality):
    case_id = quality.take_return()
    quality.contain(case_id)
    assert quality.judge(case_id, ("scrap", "2.000")).status_code == 200
    refused = quality.judge(case_id, ("restock", "4.001"))
    assert (refused.status_code, refused.json["code"]) == (409, "verdict_exceeds_quarantine")
    assert "4.000" in refused.json["detail"]
    assert quality.judge(case_id, ("restock", "4.000")).status_code == 200
    told = quality.door.envelopes("quality.return.disposed.v1")
    assert [(fact["subject"], fact["sequence"]) for fact in told] == [
        (f"return/{facts.named('return')}", 1),
        (f"return/{facts.named('return')}", 2),
    ]


def test_pieces_the_warehouse_has_not_confirmed_are_not_judged(quality):
    quality.door.deliver(facts.returned())
    [case] = quality.cases()
    quality.contain(case["id"])
    refused = quality.judge(case["id"], ("scrap", "1"))
    assert (refused.status_code, refused.json["code"]) == (409, "not_in_quarantine")


def test_a_case_closes_only_contained_analysed_answered_and_judged(quality):
    case_id = quality.take_return()

    def refusal() -> str:
        answer = quality.do("close", case_id, {"summary": "done"})
        assert answer.status_code == 409
        return answer.json["code"]

    assert refusal() == "case_not_contained"
    quality.contain(case_id)
    assert refusal() == "case_not_analysed"
    quality.do("causes", case_id, {"kind": "escape", "text": "No check of pressure."})
    assert refusal() == "case_not_replied"
    quality.do("reply", case_id, {"text": "Sorry."})
    quality.judge(case_id, ("scrap", "5.000"))
    assert refusal() == "case_pieces_not_judged"
    quality.judge(case_id, ("to_supplier", "1.000"))
    assert quality.case(case_id)["status"] == "judged"
    assert quality.do("close", case_id, {"summary": "done"}).status_code == 200
    assert refusal() == "case_closed"


def test_whoever_worked_a_case_does_not_close_it(quality):
    case_id = quality.take_return()
    both = quality.door.as_("quality_engineer", user="both")
    both.post(f"/cases/{case_id}/contain", {})
    quality.answer(case_id)
    quality.judge(case_id, ("scrap", "6.000"))
    as_manager = quality.door.as_("quality_manager", user="both")
    refused = as_manager.post(f"/cases/{case_id}/close", {"summary": "done"})
    assert (refused.status_code, refused.json["code"]) == (403, "closer_had_a_hand")


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"phase": "zero_km"}, "zero_km"), ({"severity": "serious"}, "severe")],
)
def test_a_case_that_needs_an_8d_is_not_closed_by_the_short_path(quality, change, reason):
    case_id = quality.take_return(**change)
    quality.contain(case_id)
    quality.answer(case_id)
    quality.judge(case_id, ("scrap", "6.000"))
    refused = quality.do("close", case_id, {"summary": "done"})
    assert (refused.status_code, refused.json["code"]) == (409, "case_needs_8d")
    case = quality.case(case_id)
    assert (case["status"], case["path"], case["path_reasons"]) == ("judged", "eightd", [reason])
    assert {deadline["step"] for deadline in case["clock"]} >= {"d4", "d5", "d6", "d7", "d8"}
    assert [hold["status"] for hold in case["holds"]] == ["requested"]


def test_a_cost_over_the_threshold_asks_for_an_8d_afterwards(quality):
    case_id = quality.take_return()
    quality.contain(case_id)
    quality.judge(case_id, ("scrap", "6.000"))
    [verdict] = quality.door.facts("quality.return.disposed.v1")
    quality.door.deliver(facts.disposed(verdict, {"scrap": "5000.01"}))
    assert quality.case(case_id)["path_reasons"] == ["cost"]


def test_what_a_case_cost_is_not_shown_to_those_who_may_not_see_it(quality):
    case_id = quality.take_return()
    seen = quality.case(case_id, role="warehouse_keeper")
    assert "cost" not in seen and "costs" not in seen
    assert quality.door.as_("warehouse_keeper").get("/costs").status_code == 403
    assert quality.door.as_("finance").get("/costs").json["items"] == []
