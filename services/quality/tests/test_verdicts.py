"""What a verdict and a containment may not do although quality alone could."""

import pytest

from . import facts


@pytest.mark.parametrize(("credit_when", "status"), [("on_receipt", 409), ("after_verdict", 200)])
def test_goods_go_back_to_the_customer_only_while_he_has_no_credit_for_them(
    quality, credit_when, status
):
    case_id = quality.take_return(credit_when=credit_when)
    quality.contain(case_id)
    answer = quality.judge(case_id, ("scrap", "1"), ("to_customer", "2"))
    assert answer.status_code == status
    if status == 409:
        assert answer.json["code"] == "credited_on_receipt"
        assert answer.json["errors"][0]["pointer"] == "/items/1/kind"
    assert len(quality.door.facts("quality.return.disposed.v1")) == (status == 200)


def test_of_a_product_with_lots_the_lots_are_named(quality):
    case_id = quality.take_return()
    refused = quality.contain(case_id, holds=[{"product_id": facts.named("P")}])
    assert (refused.status_code, refused.json["code"]) == (422, "product_has_lots")
    assert refused.json["errors"][0]["pointer"] == "/holds/0/product_id"
    assert quality.case(case_id)["status"] == "opened"
