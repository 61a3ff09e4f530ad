"""Concerns entered by hand, and the lists in which cases are found again."""

from typing import Any

import pytest

from . import facts

CONCERN = {
    "kind": "complaint",
    "phase": "after_sales",
    "channel": "4s_shop",
    "severity": "minor",
    "customer_id": facts.named("X"),
    "product_id": facts.named("P"),
    "lot": "L-A",
    "quantity_complained": "5",
    "quantity_confirmed": "3",
    "quantity_no_trouble_found": "1",
    "quantity_misuse": "1",
    "description": "刹车异响 squeals",
    "received_at": "2026-03-09T02:00:00+00:00",
}


def enter(quality, role: str = "marketing", **changed: Any) -> Any:
    return quality.door.as_(role).post("/cases", CONCERN | changed)


def test_marketing_enters_a_concern_and_it_becomes_a_case(quality):
    entered = enter(quality, complaint_no="K-17")
    assert entered.status_code == 201
    case = entered.json
    assert (case["status"], case["customer_name"], case["lot"]) == ("opened", "X 公司", "L-A")
    assert (case["opened_by_name"], case["entry"]["complaint_no"]) == ("marketing", "K-17")
    assert case["entry"]["quantity_confirmed"] == "3.000"
    [told] = quality.door.facts("quality.case.opened.v1")
    assert (told["case_id"], told["return_id"]) == (case["id"], None)


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        ({"quantity_misuse": "1.001"}, "findings_exceed_complained", "/quantity_complained"),
        ({"quantity_delivered": "4"}, "complained_exceeds_delivered", "/quantity_complained"),
        ({"customer_id": facts.named("?")}, "customer_unknown", "/customer_id"),
        ({"product_id": facts.named("?")}, "product_unknown", "/product_id"),
        ({"lot": "L-Z"}, "lot_unknown", "/lot"),
        ({"received_at": "2099-01-01T00:00:00+00:00"}, "received_in_future", "/received_at"),
        ({"received_at": "1066-10-14T00:00:00+14:00"}, "received_too_long_ago", "/received_at"),
        ({"kind": "return"}, "invalid_fields", "/kind"),
        ({"quantity_complained": 5.5}, "invalid_fields", "/quantity_complained"),
        ({"quantity_complained": "-1"}, "invalid_fields", "/quantity_complained"),
        ({"colour": "red"}, "invalid_fields", "/colour"),
    ],
)
def test_a_wrong_concern_is_refused_by_field_and_changes_nothing(quality, change, code, pointer):
    refused = enter(quality, **change)
    assert (refused.status_code, refused.json["code"]) == (422, code)
    assert [error["pointer"] for error in refused.json["errors"]] == [pointer]
    assert quality.cases() == []


def test_a_concern_without_a_return_closes_without_a_verdict(quality):
    case_id = enter(quality).json["id"]
    quality.contain(case_id)
    quality.answer(case_id)
    refused = quality.judge(case_id, ("scrap", "1"))
    assert (refused.status_code, refused.json["code"]) == (409, "nothing_returned")
    assert quality.do("close", case_id, {"summary": "explained"}).status_code == 200


def test_a_concern_without_a_lot_is_contained_by_naming_what_to_hold_or_where_to_look(quality):
    case_id = enter(quality, lot=None).json["id"]
    refused = quality.contain(case_id)
    assert (refused.status_code, refused.json["code"]) == (422, "containment_empty")
    nowhere = [{"place": "customer", "answer": "none", "owner": "Lin"}]
    assert quality.contain(case_id, locations=nowhere).json["status"] == "contained"


def test_the_customers_demand_asks_for_an_8d(quality):
    assert enter(quality, demands_8d=True).json["path_reasons"] == ["customer_demand"]


def test_the_same_defect_within_a_year_of_a_closed_case_asks_for_an_8d(quality):
    first = enter(quality, defect_code="N-01").json["id"]
    quality.contain(first)
    quality.answer(first)
    quality.do("close", first, {"summary": "explained"})
    assert enter(quality, defect_code="N-02").json["path"] == "short"
    assert enter(quality, defect_code="N-01").json["path_reasons"] == ["repeat"]


def test_marketing_that_entered_a_concern_does_not_close_it(quality):
    case_id = enter(quality, role="quality_manager").json["id"]
    quality.contain(case_id)
    quality.answer(case_id)
    refused = quality.do("close", case_id, {"summary": "explained"})
    assert (refused.status_code, refused.json["code"]) == (403, "closer_had_a_hand")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"lot": "L-A"}, 2),
        ({"lot": "L-Z"}, 0),
        ({"status": "opened"}, 2),
        ({"status": "closed"}, 0),
        ({"severity": "minor"}, 1),
        ({"phase": "after_sales"}, 2),
        ({"customer_id": facts.named("X")}, 2),
        ({"product_id": facts.named("Q")}, 0),
        ({"q": "brake"}, 2),
    ],
)
def test_cases_are_found_by_status_severity_customer_product_lot_and_phase(quality, filters, found):
    enter(quality)
    quality.take_return()
    assert len(quality.cases(**filters)) == found


def test_an_unknown_filter_is_refused(quality):
    refused = quality.door.as_("marketing").get("/cases", colour="red")
    assert (refused.status_code, refused.json["code"]) == (422, "parameter_wrong")
