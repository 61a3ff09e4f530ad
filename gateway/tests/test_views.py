"""Views: every part as the caller may see it, and a missing part that says so."""

from uuid import uuid4

import pytest

from chassis.web.auth import Verifier
from gateway.tests.upstreams import Says
from gateway.tokens import public_keys

DECLARED = {
    "customer": [("GET", "/customers/{customer_id}", "customer.file.read")],
    "inventory": [
        ("GET", "/lots/{lot_id}/trace", "inventory.trace.read"),
        ("GET", "/documents/{document_id}/trace", "inventory.trace.read"),
    ],
    "sales": [
        ("GET", "/credit-accounts/{customer_id}", "sales.credit_account.read"),
        ("GET", "/orders", "sales.order.read"),
        ("GET", "/orders/{order_id}", "sales.order.read"),
        ("GET", "/deliveries", "sales.delivery.read"),
        ("GET", "/deliveries/{delivery_id}", "sales.delivery.read"),
        ("GET", "/receivables", "sales.receivable.read"),
        ("GET", "/credit-notes", "sales.credit_note.read"),
        ("GET", "/returns", "sales.return.read"),
        ("GET", "/returns/{return_id}", "sales.return.read"),
        ("GET", "/reports/margins", "sales.margin.read"),
    ],
    "quality": [
        ("GET", "/cases", "quality.case.read"),
        ("GET", "/cases/{case_id}", "quality.case.read"),
        ("GET", "/costs", "quality.cost.read"),
    ],
}
X, LOT, PRODUCT, ORDER, RETURN, CASE, HOLDING, DELIVERY, RECEIPT = (str(uuid4()) for _ in range(9))


@pytest.fixture
def services(fake_service):
    return {name: fake_service(name) for name in DECLARED}


@pytest.fixture
def gateway(new_gateway, services):
    addresses = {name: service.address for name, service in services.items()}
    return new_gateway(addresses, DECLARED, service_timeout=1)


def customer(client):
    return client.get(f"/api/v1/views/customers/{X}")


def test_the_executive_sees_every_part_with_its_as_of(gateway, services):
    services["customer"].answers[f"/customers/{X}"] = Says(200, {"display_name": "X"})
    services["sales"].answers["/reports/margins"] = Says(
        200, {"items": [{"margin": "1272.57", "margin_after_quality": "1252.57"}]}
    )
    view = customer(gateway.as_("executive"))
    assert view.status_code == 200
    parts = {name: part for name, part in view.json.items() if name != "customer_id"}
    assert all(part["available"] and part["as_of"].endswith("Z") for part in parts.values())
    assert parts["file"]["data"]["display_name"] == "X"
    assert parts["margin"]["data"]["items"][0]["margin_after_quality"] == "1252.57"
    assert set(parts) == {
        "file", "credit_account", "orders", "deliveries", "receivables", "credit_notes",
        "returns", "margin", "cases", "quality_costs",
    }  # fmt: skip
    (orders,) = [asked for asked in services["sales"].asked if asked.target.startswith("/orders")]
    assert orders.target == f"/orders?customer_id={X}&limit=20"


def test_each_service_is_asked_with_the_callers_own_token(gateway, services):
    customer(gateway.as_("salesperson"))
    given = services["customer"].asked[0].headers["Authorization"].removeprefix("Bearer ")
    known = Verifier("customer", public_keys(gateway.settings.signing_keys)).principal(given)
    assert (known.roles, known.scope("customer.file")) == (("salesperson",), "own")


def test_what_the_caller_may_not_see_is_not_even_asked_for(gateway, services):
    view = customer(gateway.as_("salesperson")).json
    for part in ("margin", "quality_costs"):
        assert view[part] == {"available": False, "reason": "forbidden"}
    assert view["orders"]["available"]
    assert not any(asked.target.startswith("/reports") for asked in services["sales"].asked)


def test_a_service_that_is_down_leaves_its_parts_missing_since_when(gateway, services):
    services["quality"].stop()
    executive = gateway.as_("executive")
    first, second = customer(executive).json, customer(executive).json
    assert first["orders"]["available"]
    assert first["cases"]["available"] is False
    assert first["cases"]["reason"] == "service_unavailable"
    assert second["cases"]["since"] == first["cases"]["since"]


def test_a_customer_outside_the_callers_scope_is_404(gateway, services):
    services["customer"].answers[f"/customers/{X}"] = Says(404, {"code": "not_found"})
    assert customer(gateway.as_("salesperson")).status_code == 404


def test_a_role_without_the_view_is_refused(gateway, services):
    assert customer(gateway.as_("buyer")).status_code == 403
    assert services["customer"].asked == []


def trace(client, **begins):
    query = "&".join(f"{name}={value}" for name, value in begins.items())
    return client.get(f"/api/v1/views/trace?{query}")


@pytest.fixture
def traced(services):
    """Lot L-A: received, sold by one order, a piece returned, one case; another case holds it too."""
    line = {
        "lot_id": LOT,
        "number": "L-A",
        "product_id": PRODUCT,
        "receipts": [{"number": "RC-1", "supplier_name": "S"}],
        "holds": [{"case_id": HOLDING}],
        "issues": [{"order_id": ORDER}],
        "returns": [{"return_id": RETURN}],
        "balance": {"received": "500.000", "held": "150.000", "with_customers": "350.000"},
    }
    services["inventory"].answers[f"/lots/{LOT}/trace"] = Says(200, line)
    services["inventory"].answers[f"/documents/{RECEIPT}/trace"] = Says(
        200, {"id": RECEIPT, "movements": [{"lot_id": LOT}], "lots": [{"lot_id": LOT}]}
    )
    case = {"id": CASE, "lots": [{"lot_id": LOT}], "return_id": RETURN}
    lots = [{"lot_id": LOT, "lot": "L-A"}]
    services["quality"].answers["/cases"] = Says(200, {"items": [case]})
    services["quality"].answers[f"/cases/{CASE}"] = Says(200, case)
    services["quality"].answers[f"/cases/{HOLDING}"] = Says(200, {"id": HOLDING})
    sales = services["sales"].answers
    sales[f"/orders/{ORDER}"] = Says(200, {"id": ORDER, "number": "SO-1"})
    sales["/deliveries"] = Says(200, {"items": [{"id": DELIVERY, "lines": [{"lots": lots}]}]})
    sales[f"/deliveries/{DELIVERY}"] = Says(200, {"id": DELIVERY, "lines": [{"lots": lots}]})
    sales[f"/returns/{RETURN}"] = Says(
        200, {"id": RETURN, "number": "RT-1", "lines": [{"lots": lots}]}
    )


@pytest.mark.parametrize(
    "begins",
    [
        {"lot_id": LOT},
        {"order_id": ORDER},
        {"delivery_id": DELIVERY},
        {"return_id": RETURN},
        {"case_id": CASE},
        {"document_id": RECEIPT},
    ],
)
def test_from_either_end_the_trace_names_sale_lot_receipt_return_and_case(gateway, traced, begins):
    view = trace(gateway.as_("executive"), **begins)
    assert view.status_code == 200, view.json
    (lot,) = view.json["lots"]
    assert lot["trace"]["data"]["receipts"][0]["number"] == "RC-1"
    assert lot["trace"]["data"]["balance"]["held"] == "150.000"
    assert [case["id"] for case in lot["cases"]["data"]] == [CASE, HOLDING]
    assert [sale["data"]["number"] for sale in view.json["sales"]] == ["SO-1"]
    assert [each["data"]["number"] for each in view.json["returns"]] == ["RT-1"]
    assert (view.json["from"], view.json["truncated"]) == (begins, False)


def test_cases_are_asked_for_by_lot_number_within_its_product(gateway, traced, services):
    trace(gateway.as_("executive"), lot_id=LOT)
    targets = [asked.target for asked in services["quality"].asked]
    assert f"/cases?lot=L-A&product_id={PRODUCT}" in targets


def test_a_trace_with_a_missing_part_says_which(gateway, traced, services):
    services["quality"].stop()
    view = trace(gateway.as_("executive"), lot_id=LOT).json
    assert view["lots"][0]["trace"]["available"]
    cases = view["lots"][0]["cases"]
    assert (cases["available"], cases["reason"]) == (False, "service_unavailable")
    assert cases["since"] and "data" not in cases


def test_the_manager_of_stock_traces_without_seeing_what_is_not_his(gateway, traced):
    view = trace(gateway.as_("inventory_manager"), lot_id=LOT).json
    assert view["sales"][0]["available"]
    assert view["returns"][0] == {"id": RETURN, "available": False, "reason": "forbidden"}


def test_a_trace_begins_with_exactly_one_thing(gateway):
    executive = gateway.as_("executive")
    for begins in ({}, {"lot_id": LOT, "case_id": CASE}):
        refused = trace(executive, **begins)
        assert (refused.status_code, refused.json["code"]) == (422, "invalid_fields")
    assert trace(executive, lot_id="not-an-id").status_code == 422


def test_an_unknown_beginning_is_404(gateway, services):
    services["quality"].answers[f"/cases/{CASE}"] = Says(404, {"code": "not_found"})
    assert trace(gateway.as_("executive"), case_id=CASE).status_code == 404
