"""What a verdict and a containment may not do although quality alone could."""

import pytest

from . import facts


@pytest.mark.parametrize("credit_when", ["on_receipt", "after_verdict"])
def test_goods_go_back_to_the_customer_whenever_he_was_credited(quality, credit_when):
    case_id = quality.take_return(credit_when=credit_when)
    quality.contain(case_id)
    assert quality.judge(case_id, ("scrap", "1"), ("to_customer", "2")).status_code == 200
    (stated,) = quality.door.facts("quality.return.disposed.v1")
    assert [item["fault"] for item in stated["items"]] == ["confirmed", "no_fault"]


def test_of_a_product_with_lots_the_lots_are_named(quality):
    case_id = quality.take_return()
    refused = quality.contain(case_id, holds=[{"product_id": facts.named("P")}])
    assert (refused.status_code, refused.json["code"]) == (422, "product_has_lots")
    assert refused.json["errors"][0]["pointer"] == "/holds/0/product_id"
    assert quality.case(case_id)["status"] == "opened"


def faults(quality, case_id):
    entry = quality.case(case_id)["entry"]
    names = ("confirmed", "no_trouble_found", "misuse")
    return [entry[f"quantity_{name}"] for name in names]


def test_a_verdict_says_whose_fault_it_is_and_the_concern_counts_the_findings(quality):
    case_id = quality.take_return(credit_when="after_verdict")
    quality.contain(case_id)
    done = quality.judge(
        case_id,
        ("scrap", "1", {"fault": "misuse"}),
        ("restock", "2", {"fault": "commercial"}),
        ("rework", "1"),
        ("to_customer", "2"),
    )
    assert done.status_code == 200
    (stated,) = quality.door.facts("quality.return.disposed.v1")
    assert [item["fault"] for item in stated["items"]] == [
        "misuse",
        "commercial",
        "confirmed",
        "no_fault",
    ]
    assert faults(quality, case_id) == ["1.000", "2.000", "1.000"]
    quality.door.deliver(facts.disposed(stated, {"scrap": "10.00"}))
    assert quality.case(case_id)["cost"] == "0.00"


@pytest.mark.parametrize(
    ("item", "outcome", "code", "at"),
    [
        (("restock", "1", {"fault": "misuse"}), "credit", "charged_goods_kept", "kind"),
        (("to_supplier", "1", {"fault": "no_fault"}), "credit", "charged_goods_kept", "kind"),
        (("scrap", "1"), "refused", "refused_goods_kept", "kind"),
        (("scrap", "1", {"labour": "5.00"}), "credit", "labour_without_work", "labour"),
    ],
)
def test_what_can_not_be_judged_so_is_refused(quality, item, outcome, code, at):
    line = facts.return_line(outcome=outcome)
    case_id = quality.take_return(line, credit_when="after_verdict")
    quality.contain(case_id)
    answer = quality.judge(case_id, item)
    assert (answer.status_code, answer.json["code"]) == (422, code)
    assert answer.json["errors"][0]["pointer"] == f"/items/0/{at}"


def test_a_repair_goes_back_without_fault_of_the_customer_and_costs_its_labour(quality):
    case_id = quality.take_return(facts.return_line(outcome="repair"))
    quality.contain(case_id)
    assert quality.judge(case_id, ("to_customer", "6", {"labour": "45.00"})).status_code == 200
    (stated,) = quality.door.facts("quality.return.disposed.v1")
    assert stated["items"][0]["fault"] == "confirmed"
    (cost,) = quality.door.facts("quality.cost.recorded.v1")
    assert (cost["kind"], cost["amount"]) == ("rework", "45.00")
    assert quality.case(case_id)["cost"] == "45.00"


def test_a_decision_of_sales_is_what_the_verdict_goes_by(quality):
    decided = facts.decided("refused")
    quality.door.deliver(decided)
    case_id = quality.take_return(credit_when="after_verdict")
    assert quality.case(case_id)["entry"]["outcome"] == "refused"
    quality.contain(case_id)
    assert quality.judge(case_id, ("scrap", "1")).json["code"] == "refused_goods_kept"
    assert quality.judge(case_id, ("to_customer", "6")).status_code == 200


@pytest.mark.both_databases
def test_a_replacement_costs_its_case_once_and_a_sale_nothing(quality):
    case_id = quality.take_return(facts.return_line(outcome="replacement"))
    free = facts.delivered("replacement", cost="55.00")
    quality.door.deliver(facts.delivered("sale", delivery="other"), free)
    quality.door.deliver(free)
    (cost,) = quality.door.facts("quality.cost.recorded.v1")
    assert (cost["kind"], cost["amount"], cost["booked_on"]) == (
        "replacement",
        "55.00",
        "2026-03-20",
    )
    assert quality.case(case_id)["cost"] == "55.00"


@pytest.mark.parametrize(("kind", "told"), [("scrap", ["40.00", "55.00"]), ("restock", ["55.00"])])
def test_what_is_replaced_and_what_became_of_the_returned_piece_both_cost(quality, kind, told):
    case_id = quality.take_return(facts.return_line(outcome="replacement"))
    quality.contain(case_id)
    assert quality.judge(case_id, (kind, "4")).status_code == 200
    (stated,) = quality.door.facts("quality.return.disposed.v1")
    quality.door.deliver(facts.disposed(stated, {kind: "40.00"}))
    quality.door.deliver(facts.delivered("replacement", cost="55.00"))
    costs = quality.door.facts("quality.cost.recorded.v1")
    assert [cost["amount"] for cost in costs] == told
    assert quality.case(case_id)["cost"] == ("95.00" if kind == "scrap" else "55.00")
