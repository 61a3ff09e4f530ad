"""Holds ended by the quality manager before their case is closed."""

import pytest

from . import facts

SORTED = {
    "ground": "sorted",
    "quantity": "100",
    "reason": "sorted on line 2",
    "record": "S-17",
    "clean_point": "from serial 4711",
}
WAIVER = {
    "ground": "waiver",
    "quantity": "10",
    "reason": "X takes them",
    "customer_id": facts.named("X"),
    "consent_reference": "X's letter of 9 March",
    "expires_on": "2099-01-01",
}


@pytest.fixture
def held(quality):
    """(the service, the id of a hold in force)."""
    case_id = quality.take_return()
    quality.contain(case_id)
    return quality, quality.hold(case_id)["hold_id"]


def end(quality, hold_id, ending, role="quality_manager", **who):
    return quality.door.as_(role, **who).post(f"/holds/{hold_id}/end", ending)


def test_some_pieces_are_released_on_a_ground_and_the_rest_stays_held(held):
    quality, hold_id = held
    answer = end(quality, hold_id, SORTED)
    assert (answer.status_code, answer.json["status"]) == (200, "in_force")
    [told] = quality.door.envelopes("quality.lot.hold_ended.v1")
    assert (told["sequence"], told["data"]["ground"]) == (2, "sorted")
    assert told["data"]["quantity"] == "100"


def test_no_more_is_asked_than_is_held_and_the_record_says_what_inventory_released(held):
    quality, hold_id = held
    assert end(quality, hold_id, SORTED).json["endings"][0]["released"] is None
    more = end(quality, hold_id, SORTED | {"quantity": "51"})
    assert (more.status_code, more.json["code"]) == (409, "hold_quantity_too_much")
    assert "50" in more.json["detail"]
    [asked] = quality.door.facts("quality.lot.hold_ended.v1")
    quality.door.deliver(facts.hold_ended(asked, "80.000"))
    [ending] = quality.case(asked["case_id"])["hold_endings"]
    assert (ending["quantity"], ending["released"]) == ("100.000", "80.000")
    assert end(quality, hold_id, SORTED | {"quantity": "51"}).status_code == 200


def test_a_hold_without_fault_ends_whole_and_only_once(held):
    quality, hold_id = held
    whole = {"ground": "no_fault", "reason": "nothing found"}
    assert end(quality, hold_id, whole).json["status"] == "ended"
    again = end(quality, hold_id, whole)
    assert (again.status_code, again.json["code"]) == (409, "hold_ended")
    assert len(quality.door.facts("quality.lot.hold_ended.v1")) == 1


@pytest.mark.parametrize(
    ("ending", "status", "code"),
    [
        (SORTED | {"record": None}, 422, "hold_ground_incomplete"),
        (WAIVER | {"consent_reference": ""}, 422, "hold_ground_incomplete"),
        (WAIVER | {"expires_on": "2020-01-01"}, 422, "hold_ground_incomplete"),
        (WAIVER | {"customer_id": None}, 422, "hold_ground_incomplete"),
        (WAIVER | {"customer_id": facts.named("nobody")}, 422, "customer_unknown"),
        (WAIVER | {"quantity": "151"}, 409, "waiver_too_much"),
        (SORTED | {"customer_id": facts.named("X")}, 422, "customer_not_waived"),
        (SORTED | {"quantity": "151"}, 409, "hold_quantity_too_much"),
        ({"ground": "short_path", "reason": "."}, 409, "hold_ends_at_closing"),
        ({"ground": "verified", "reason": "."}, 409, "hold_ground_not_met"),
        ({"ground": "mood", "reason": "."}, 422, "invalid_fields"),
    ],
)
def test_a_ground_without_its_evidence_ends_nothing(held, ending, status, code):
    quality, hold_id = held
    refused = end(quality, hold_id, ending)
    assert (refused.status_code, refused.json["code"]) == (status, code)
    assert quality.door.facts("quality.lot.hold_ended.v1") == []


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", ("挑选合格", "挑选记录")), ("en", ("Sorted good", "Sorting record"))],
)
def test_what_a_ground_lacks_is_called_as_on_the_form(held, language, words):
    quality, hold_id = held
    manager, told = quality.door.as_("quality_manager"), {"Accept-Language": language}
    answer = manager.post(f"/holds/{hold_id}/end", SORTED | {"record": None}, **told)
    assert all(word in answer.json["detail"] for word in words)


def test_by_waiver_one_customer_takes_pieces_and_the_hold_goes_on(held):
    quality, hold_id = held
    answer = end(quality, hold_id, WAIVER)
    assert (answer.status_code, answer.json["status"]) == (200, "in_force")
    [told] = quality.door.envelopes("quality.lot.waiver_granted.v1")
    assert (told["sequence"], told["data"]["customer_id"]) == (2, facts.named("X"))
    assert (told["data"]["quantity"], told["data"]["expires_on"]) == ("10", "2099-01-01")
    assert quality.door.facts("quality.lot.hold_ended.v1") == []
    [ending] = answer.json["endings"]
    assert (ending["used"], ending["waiver_status"]) == ("0.000", "active")
    waiver = {"waiver_id": told["data"]["waiver_id"], "status": "used", "used": "10.000"}
    late = waiver | {"status": "active", "used": "4.000"}
    [hold] = quality.door.facts("quality.lot.hold_requested.v1")
    quality.door.deliver(facts.lot_held([hold], 4, waivers=[waiver]))
    quality.door.deliver(facts.lot_held([hold], 3, waivers=[late]))
    [ending] = quality.case(hold["case_id"])["hold_endings"]
    assert (ending["used"], ending["waiver_status"]) == ("10.000", "used")
    assert (ending["customer_name"], ending["ground"]) == ("X 公司", "waiver")


def test_waivers_together_grant_no_more_than_is_held(held):
    quality, hold_id = held
    assert end(quality, hold_id, WAIVER | {"quantity": "100"}).status_code == 200
    refused = end(quality, hold_id, WAIVER | {"quantity": "51"})
    assert (refused.status_code, refused.json["code"]) == (409, "waiver_too_much")
    assert "50" in refused.json["detail"]
    [hold] = quality.door.facts("quality.lot.hold_requested.v1")
    [granted] = quality.door.facts("quality.lot.waiver_granted.v1")
    waiver = {"waiver_id": granted["waiver_id"], "status": "active", "used": "30.000"}
    balance = {"received": "500.000", "held": "80.000", "reserved": "40.000", "waived": "30.000"}
    balance["with_customers"] = "380.000"
    quality.door.deliver(facts.lot_held([hold], 4, balance=balance, waivers=[waiver]))
    assert quality.case(hold["case_id"])["holds"][0]["balance"]["waived"] == "30.000"
    assert end(quality, hold_id, WAIVER | {"quantity": "51"}).status_code == 409
    assert end(quality, hold_id, WAIVER | {"quantity": "50"}).status_code == 200


def test_a_batch_is_held_by_all_its_serial_numbers(quality):
    receipts = [facts.receipt(f"SN-{n}", batch="B-1") for n in (1, 2)]
    quality.door.deliver(*receipts, facts.receipt("SN-3", batch="B-2"))
    case_id = quality.take_return()
    named = [{"product_id": facts.named("P"), "lot": "B-1"}]
    assert quality.contain(case_id, holds=named).status_code == 200
    asked = quality.door.facts("quality.lot.hold_requested.v1")
    assert sorted(hold["lot"] for hold in asked) == ["SN-1", "SN-2"]
    again = quality.contain(case_id, holds=named)
    assert (again.status_code, again.json["code"]) == (409, "lot_already_held")


def test_numbers_that_arrive_of_a_held_batch_are_held_for_its_case_too(quality):
    quality.door.deliver(facts.receipt("SN-1", batch="B-1"))
    case_id = quality.take_return()
    assert quality.contain(case_id, holds=[{"lot": "B-1"}]).status_code == 200
    late, other = facts.receipt("SN-2", batch="B-1"), facts.receipt("SN-3", batch="B-2")
    quality.door.deliver(late, other, late)
    asked = quality.door.facts("quality.lot.hold_requested.v1")
    assert [(hold["lot"], hold["batch"]) for hold in asked] == [("SN-1", "B-1"), ("SN-2", "B-1")]
    case = quality.case(case_id)
    assert {hold["requested_by_name"] for hold in case["holds"]} == {"quality_engineer"}
    assert "SN-2" in [lot["lot"] for lot in case["lots"]]


def test_a_batch_is_named_after_all_its_numbers_were_held_singly(quality):
    quality.door.deliver(facts.receipt("SN-1", batch="B-1"))
    case_id = quality.take_return()
    assert quality.contain(case_id, holds=[{"lot": "SN-1"}]).status_code == 200
    assert quality.contain(case_id, holds=[{"lot": "B-1"}]).status_code == 200
    assert quality.contain(case_id, holds=[{"lot": "B-1"}]).json["code"] == "lot_already_held"
    quality.door.deliver(facts.receipt("SN-2", batch="B-1"))
    asked = quality.door.envelopes("quality.lot.hold_requested.v1")
    told = [(each["sequence"], each["data"]["lot"], each["data"]["batch"]) for each in asked]
    assert told == [(1, "SN-1", None), (2, "SN-1", "B-1"), (1, "SN-2", "B-1")]


def test_what_arrives_after_the_holds_of_its_batch_ended_is_not_held(quality):
    quality.door.deliver(facts.receipt("SN-1", batch="B-1"))
    case_id = quality.take_return()
    quality.contain(case_id, holds=[{"lot": "B-1"}])
    hold_id = quality.hold(case_id)["hold_id"]
    whole = {"ground": "no_fault", "reason": "nothing found"}
    assert end(quality, hold_id, whole).json["status"] == "ended"
    quality.door.deliver(facts.receipt("SN-2", batch="B-1"))
    assert len(quality.door.facts("quality.lot.hold_requested.v1")) == 1


def test_whoever_asked_for_a_hold_does_not_end_it(held):
    quality, hold_id = held
    refused = end(quality, hold_id, SORTED, user="quality_engineer")
    assert (refused.status_code, refused.json["code"]) == (403, "hold_ended_by_requester")


def test_an_unknown_hold_is_not_found(held):
    quality, _ = held
    assert end(quality, facts.named("no hold"), SORTED).status_code == 404


def test_holds_are_listed_with_balance_and_endings(held):
    quality, hold_id = held
    end(quality, hold_id, SORTED)
    [hold] = quality.door.as_("salesperson").get("/holds", lot="L-A").json["items"]
    assert (hold["id"], hold["balance"]["held"]) == (hold_id, "150.000")
    assert [ending["record"] for ending in hold["endings"]] == ["S-17"]
    assert quality.door.as_("salesperson").get("/holds", status="ended").json["items"] == []


def test_a_hold_is_read_by_itself(held):
    quality, hold_id = held
    hold = quality.door.as_("salesperson").get(f"/holds/{hold_id}")
    assert (hold.json["lot"], hold.headers["ETag"]) == ("L-A", '"1"')
    missing = quality.door.as_("salesperson").get(f"/holds/{facts.named('no hold')}")
    assert missing.status_code == 404


def test_a_request_sent_twice_with_one_key_ends_a_hold_once(held):
    quality, hold_id = held
    manager = quality.door.as_("quality_manager")
    for _ in range(2):
        answer = manager.post(f"/holds/{hold_id}/end", SORTED, key="one")
        assert answer.status_code == 200
    assert len(quality.door.facts("quality.lot.hold_ended.v1")) == 1
    assert manager.post(f"/holds/{hold_id}/end", SORTED, key="").status_code == 400
