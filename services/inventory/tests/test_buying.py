"""Buying in other units, at offered prices, with tolerance, in revisions; what is over is worth its price."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from ..purchasing import rules
from .test_purchasing import form, receipt_form

D = Decimal
NOBODY = "01920000-0000-7000-8000-0000000000ff"


@pytest.mark.parametrize("mode", ["excluded", "included"])
@pytest.mark.parametrize("factor", ["1", "12"])
def test_parts_of_the_ordered_pieces_add_up_and_those_beyond_are_worth_their_price(mode, factor):
    quantity, price = D("7"), D("0.333333")
    amounts = rules.amounts(quantity, price, D("0.13"), mode)
    line = SimpleNamespace(
        **amounts,
        pieces=quantity * D(factor),
        factor=D(factor),
        unit_price=price,
        tax_rate=D("0.13"),
        received=D(0),
    )
    parts, step = [], line.pieces / 5
    for _ in range(7):
        parts.append(rules.received_amounts(line, step, mode))
        line.received += step
    beyond = rules.amounts(step * 2 / D(factor), price, D("0.13"), mode)
    for name, amount in amounts.items():
        values = [each[name] for each in parts]
        assert sum(values[:5]) == amount
        assert sum(values) == amount + beyond[name] and min(values) >= 0
    assert all(each["net"] + each["tax"] == each["gross"] for each in parts)


def test_what_is_bought_in_cartons_is_stocked_in_pieces(house):
    p = house.product("P", units=[{"unit": "箱", "factor": "12"}, {"unit": "袋", "factor": "2.5"}])
    line = {"product_id": p, "quantity": "2", "unit": "箱", "unit_price": "100.00"}
    body = {"supplier_id": house._supplier(), "lines": [line], "supplier_reference": "R-7"}
    buyer, keeper = house.door.as_("buyer"), house.door.as_("warehouse_keeper")
    written = house.done(buyer.post("/purchase-orders", body))
    assert (written["net"], written["lines"][0]["pieces"]) == ("200.00", "24.000")
    line["quantity"], line["unit"] = "0.333", "袋"
    inexact = buyer.post("/purchase-orders", body)
    assert inexact.json["code"] == "quantity_inexact"
    manager = house.door.as_("inventory_manager")
    order = house.done(manager.post(f"/purchase-orders/{written['id']}/check"))
    got = receipt_form(order, "1", unit="箱") | {"delivery_note": "DN-9"}
    receipt = house.done(keeper.post("/receipts", got))
    (came,) = receipt["lines"]
    assert (came["quantity"], came["unit"], came["unit_quantity"]) == ("12.000", "箱", "1.000")
    assert keeper.get("/receipts", delivery_note="DN-9").json["items"][0]["id"] == receipt["id"]
    silent = keeper.post("/receipts", receipt_form(order, "1"))
    assert (silent.status_code, silent.json["code"]) == (422, "quantity_unit_missing")
    assert silent.json["errors"][0]["pointer"] == "/lines/0/unit"
    assert "箱" in silent.json["detail"] and "件" in silent.json["detail"]
    house.done(keeper.post("/receipts", receipt_form(order, "12", unit="件")))
    assert (house.stock(p)["quantity"], house.stock(p)["value"]) == ("24.000", "200.00")


def test_unit_and_price_are_proposed_from_the_offer_in_the_orders_price_mode(house):
    p, buyer = house.product(units=[{"unit": "箱", "factor": "12"}]), house.door.as_("buyer")
    supplier = house._supplier()
    offered = {"product_id": p, "supplier_id": supplier, "price": "113.00", "unit": "箱"}
    offered |= {"price_mode": "included", "supplier_code": "X-1", "preferred": True}
    first = house.done(buyer.post("/offers", offered))
    assert buyer.post("/offers", offered).json["code"] == "offer_exists"
    body = {"supplier_id": supplier, "lines": [{"product_id": p, "quantity": "1"}]}
    (line,) = house.done(buyer.post("/purchase-orders", body))["lines"]
    assert (line["unit"], line["unit_price"], line["net"]) == ("箱", "100.000000", "100.00")
    priced = body["lines"][0] | {"unit_price": "9.00"}
    silent = buyer.post("/purchase-orders", body | {"lines": [priced]})
    assert (silent.status_code, silent.json["code"]) == (422, "quantity_unit_missing")
    assert silent.json["errors"][0]["pointer"] == "/lines/0/unit"
    second = offered | {"supplier_id": house.supplier("S2")}
    house.done(buyer.post("/offers", second))
    assert buyer.get(f"/offers/{first['id']}").json["preferred"] is False
    house.done(buyer.patch(f"/offers/{first['id']}", {"archived": True}, version=2))
    missing = buyer.post("/purchase-orders", body)
    assert missing.json["code"] == "purchase_price_missing"
    assert "price" not in house.door.as_("warehouse_keeper").get(f"/offers/{first['id']}").json


def test_more_than_ordered_comes_within_the_tolerance_and_beyond_it_when_allowed(house):
    p, keeper = house.product(tolerance="0.05"), house.door.as_("warehouse_keeper")
    order = house.checked_order(p, "100", "3.333333")
    line = order["lines"][0]
    assert (line["tolerance"], line["allowed"]) == ("0.050000", "105.000")
    house.done(keeper.post("/receipts", receipt_form(order, "60")))
    refused = keeper.post("/receipts", receipt_form(order, "46"))
    assert refused.json["code"] == "over_receipt" and "45" in refused.json["detail"]
    path = f"/purchase-orders/{order['id']}/lines/{line['id']}/exceed"
    told = {"quantity": "20", "reason": "整托"}
    assert keeper.post(path, told).status_code == 403
    own = house.door.as_("inventory_manager", "buyer").post(path, told)
    assert own.json["code"] == "exceed_approver_is_maker"
    less = house.door.as_("inventory_manager").post(path, told | {"quantity": "4.999"})
    assert (less.status_code, less.json["code"]) == (422, "excess_within_tolerance")
    assert "5.000" in less.json["detail"] and less.json["errors"][0]["pointer"] == "/quantity"
    house.done(house.door.as_("inventory_manager").post(path, told))
    house.done(keeper.post("/receipts", receipt_form(order, "46")))
    shown = house.done(keeper.get(f"/purchase-orders/{order['id']}"))
    assert (shown["status"], shown["lines"][0]["open"]) == ("received", "0.000")
    assert house.stock(p)["value"] == "353.33"
    late = house.done(keeper.post("/receipts", receipt_form(order, "14")))
    assert late["lines"][0]["quantity"] == "14.000"
    assert keeper.post("/receipts", receipt_form(order, "0.001")).json["code"] == "over_receipt"


def test_the_nearest_tolerance_counts(house):
    p, buyer = house.product(tolerance="0.01"), house.door.as_("buyer")
    supplier = house._supplier()

    def tolerance(**told):
        line = {"product_id": p, "quantity": "10", "unit_price": "1"} | told
        body = {"supplier_id": supplier, "lines": [line]}
        return house.done(buyer.post("/purchase-orders", body))["lines"][0]["tolerance"]

    assert tolerance() == "0.010000"
    house.done(buyer.patch(f"/suppliers/{supplier}", {"tolerance": "0.02"}, version=1))
    assert tolerance() == "0.020000"
    offered = {"product_id": p, "supplier_id": supplier, "price": "1", "tolerance": "0"}
    house.done(buyer.post("/offers", offered))
    assert (tolerance(), tolerance(tolerance="0.5")) == ("0.000000", "0.500000")


def test_a_checked_order_is_amended_and_checked_again(house):
    p, buyer = house.product(), house.door.as_("buyer")
    order = house.checked_order(p, "10", "1.00")
    path, manager = f"/purchase-orders/{order['id']}", house.door.as_("inventory_manager")
    amended = house.done(buyer.post(f"{path}/amend", {"reason": "改数量"}))
    assert (amended["status"], amended["revision"], amended["checked"]) == ("draft", 2, False)
    lines = form(house, p, "8")["lines"]
    changed = buyer.patch(path, {"lines": lines, "expected_on": "2026-12-24"}, amended["version"])
    assert house.done(changed)["expected_on"] == "2026-12-24"
    refused = house.door.as_("warehouse_keeper").post("/receipts", receipt_form(changed.json, "1"))
    assert refused.json["code"] == "purchase_order_not_open"
    checked = house.done(manager.post(f"{path}/check"))
    house.done(house.door.as_("warehouse_keeper").post("/receipts", receipt_form(checked, "1")))
    late = buyer.post(f"{path}/amend", {"reason": "?"})
    assert late.json["code"] == "purchase_order_not_amendable"


def test_a_line_is_cancelled_in_part_and_the_last_one_ends_the_order(house):
    p, q, buyer = house.product("P"), house.product("Q"), house.door.as_("buyer")
    body = form(house, p)
    body["lines"] += form(house, q)["lines"]
    path = f"/purchase-orders/{house.done(buyer.post('/purchase-orders', body))['id']}"
    order = house.done(house.door.as_("inventory_manager").post(f"{path}/check"))
    first, second = (f"{path}/lines/{line['id']}/cancel" for line in order["lines"])
    house.done(house.door.as_("warehouse_keeper").post("/receipts", receipt_form(order, "4")))
    less = house.done(buyer.post(first, {"quantity": "2", "reason": "缺货"}))
    assert less["lines"][0]["open"] == "4.000" and less["status"] == "receiving"
    too_many = house.door.as_("warehouse_keeper").post("/receipts", receipt_form(order, "5"))
    assert too_many.json["code"] == "over_receipt"
    unknown = buyer.post(f"{path}/lines/{NOBODY}/cancel", {"reason": "?"})
    assert unknown.status_code == 404
    house.done(buyer.post(first, {"reason": "缺货"}))
    assert buyer.post(first, {"reason": "?"}).json["code"] == "purchase_order_line_not_open"
    ended = house.done(buyer.post(second, {"reason": "缺货"}))
    assert (ended["status"], ended["cancel_reason"]) == ("closed", "缺货")


def test_an_order_is_delivered_to_its_warehouse_unless_said_otherwise(house):
    p, buyer = house.product(), house.door.as_("buyer")
    told = {"code": "W2", "name": "二号仓"}
    second = house.done(house.door.as_("inventory_manager").post("/warehouses", told))["id"]
    body = form(house, p) | {"warehouse_id": second, "delivery_address": "3 号门"}
    path = f"/purchase-orders/{house.done(buyer.post('/purchase-orders', body))['id']}"
    order = house.done(house.door.as_("inventory_manager").post(f"{path}/check"))
    assert (order["warehouse_code"], order["delivery_address"]) == ("W2", "3 号门")
    receipt = house.door.as_("warehouse_keeper").post("/receipts", receipt_form(order, "4"))
    assert house.done(receipt)["warehouse_id"] == second


def test_categories_are_a_tree_whose_names_products_carry(house):
    manager = house.door.as_("inventory_manager")

    def make(code, parent=None):
        told = {"code": code, "name": f"类 {code}", "parent_id": parent}
        return house.done(manager.post("/categories", told))

    top = make("A")
    low = make("B", top["id"])
    p = house.product(category="B", units=[{"unit": "箱", "factor": "12"}])
    assert house.door.facts("inventory.product.registered.v1")[0]["category"] == "类 B"
    found = manager.get("/products", category_id=top["id"]).json["items"]
    assert [each["id"] for each in found] == [p] and found[0]["units"][0]["factor"] == "12.000"
    path = f"/categories/{top['id']}"
    loop = manager.patch(path, {"parent_id": low["id"]}, version=1)
    assert loop.json["code"] == "category_loop"
    assert manager.patch(path, {"archived": True}, version=1).json["code"] == "category_in_use"
    path = f"/categories/{low['id']}"
    house.done(manager.patch(path, {"name": "新名"}, version=1))
    fact = house.door.facts("inventory.product.changed.v1")[-1]
    assert (fact["category"], fact["units"]) == ("新名", [{"unit": "箱", "factor": "12.000"}])
    changed = manager.patch(f"/products/{p}", {"category": None, "units": []}, version=2)
    assert (house.done(changed)["category"], changed.json["units"]) == (None, [])
    house.done(manager.patch(path, {"archived": True}, version=2))
    gone = manager.patch(f"/products/{p}", {"category": "B"}, version=3)
    assert gone.json["code"] == "category_unknown"
