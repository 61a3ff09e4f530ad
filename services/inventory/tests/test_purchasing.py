"""Purchase orders and receipts: amounts, two people, parts to the cent, and what is refused."""

from datetime import timedelta
from decimal import Decimal

import pytest

from chassis import clock

from ..errors import OrderNotCancellable, OrderNotChecked, OrderNotDraft
from ..purchasing import rules
from .house import X

D = Decimal


@pytest.mark.parametrize(
    ("mode", "quantity", "price", "net", "tax", "gross"),
    [
        ("excluded", "500", "10.00", "5000.00", "650.00", "5650.00"),
        ("excluded", "3", "0.333333", "1.00", "0.13", "1.13"),
        ("included", "3", "11.30", "30.00", "3.90", "33.90"),
        ("included", "1", "10.00", "8.85", "1.15", "10.00"),
    ],
)
def test_amounts_of_a_line_in_both_price_modes(mode, quantity, price, net, tax, gross):
    amounts = rules.amounts(D(quantity), D(price), D("0.13"), mode)
    assert amounts == {"net": D(net), "tax": D(tax), "gross": D(gross)}


REFUSED = {
    rules.CHANGE: OrderNotDraft,
    rules.CHECK: OrderNotDraft,
    rules.RECEIVE: OrderNotChecked,
    rules.COMPLETE: OrderNotChecked,
    rules.CANCEL: OrderNotCancellable,
}


@pytest.mark.parametrize("status", list(rules.STATUS))
@pytest.mark.parametrize("verb", list(REFUSED))
def test_every_status_and_verb(status, verb):
    if verb in rules.TRANSITIONS[status]:
        assert rules.after(status, verb, "PO-1") == rules.TRANSITIONS[status][verb]
    else:
        with pytest.raises(REFUSED[verb]):
            rules.after(status, verb, "PO-1")


def form(house, product, quantity="10", price="10.00", **told):
    line = {"product_id": product, "quantity": quantity, "unit_price": price}
    return {"supplier_id": house._supplier(), "lines": [line]} | told


def receipt_form(order, quantity, lot="L-A", **told):
    line = {"order_line_id": order["lines"][0]["id"], "quantity": quantity, "lot": lot}
    return {"purchase_order_id": order["id"], "lines": [line | told]}


def test_an_order_is_written_changed_checked_and_received_in_parts(house):
    p = house.product()
    buyer = house.door.as_("buyer")
    written = buyer.post("/purchase-orders", form(house, p))
    order = written.json
    assert written.status_code == 201 and order["number"].startswith("PO-")
    assert (order["status"], order["gross"], order["checked"]) == ("draft", "113.00", False)
    change = {"lines": [{"product_id": p, "quantity": "3", "unit_price": "3.333333"}]}
    changed = buyer.patch(f"/purchase-orders/{order['id']}", change, version=1)
    assert (changed.json["net"], changed.headers["ETag"]) == ("10.00", '"2"')
    checked = house.door.as_("inventory_manager").post(f"/purchase-orders/{order['id']}/check")
    assert (checked.json["status"], checked.json["checked"]) == ("checked", True)
    keeper = house.door.as_("warehouse_keeper")
    for quantity, status in (("1", "receiving"), ("1", "receiving"), ("1", "received")):
        receipt = keeper.post("/receipts", receipt_form(checked.json, quantity))
        assert receipt.status_code == 201
        shown = house.door.as_("finance").get(f"/purchase-orders/{order['id']}").json
        assert shown["status"] == status
    receipts = house.door.as_("finance").get("/receipts").json["items"]
    values = [line["value"] for receipt in receipts for line in receipt["lines"]]
    assert sorted(values) == ["3.33", "3.33", "3.34"] and house.stock(p)["value"] == "10.00"
    fact = house.door.facts("inventory.stock.received.v1")[0]
    assert fact["number"].startswith("GR-") and fact["lines"][0]["lot"] == "L-A"


def test_an_order_has_an_amount_that_amounts_can_have(house):
    p = house.product()
    huge = house.door.as_("buyer").post("/purchase-orders", form(house, p, "99999999", "9999999"))
    assert huge.json["code"] == "purchase_order_too_large"


def test_a_draft_with_a_product_archived_since_can_still_be_remarked_on(house):
    p = house.product()
    order = house.door.as_("buyer").post("/purchase-orders", form(house, p)).json
    house.done(house.door.as_("buyer").patch(f"/products/{p}", {"archived": True}, version=1))
    path = f"/purchase-orders/{order['id']}"
    changed = house.done(house.door.as_("buyer").patch(path, {"remark": "急"}, version=1))
    assert (changed["remark"], changed["lines"]) == ("急", order["lines"])


def test_changing_the_price_mode_reckons_the_lines_again(house):
    p = house.product()
    order = house.door.as_("buyer").post("/purchase-orders", form(house, p, "1", "10.00")).json
    path = f"/purchase-orders/{order['id']}"
    changed = house.door.as_("buyer").patch(path, {"price_mode": "included"}, version=1).json
    assert (changed["net"], changed["gross"]) == ("8.85", "10.00")


def test_a_change_needs_the_version_it_is_based_on(house):
    p = house.product()
    order = house.door.as_("buyer").post("/purchase-orders", form(house, p)).json
    path, buyer = f"/purchase-orders/{order['id']}", house.door.as_("buyer")
    assert buyer.patch(path, {"remark": "急"}).status_code == 428
    assert buyer.patch(path, {"remark": "急"}, version=7).json["code"] == "stale_version"
    assert buyer.patch(path, {"remark": "急"}, version=1).json["remark"] == "急"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"quantity": "11"}, "over_receipt"),
        ({"lot": None}, "lot_missing"),
        ({"lot": " - "}, "lot_missing"),
        ({"order_line_id": "01920000-0000-7000-8000-0000000000ff"}, "purchase_order_line_unknown"),
    ],
)
def test_a_wrong_receipt_is_refused_and_changes_nothing(house, told, code):
    p = house.product()
    order = house.checked_order(p, "10", "10.00")
    body = receipt_form(order, "1")
    body["lines"][0] |= told
    answer = house.door.as_("warehouse_keeper").post("/receipts", body)
    assert (answer.json["code"], house.stock(p)["quantity"]) == (code, "0.000")
    assert answer.json["errors"][0]["pointer"].startswith("/lines/0/")


def test_two_lines_of_a_receipt_cannot_exceed_the_order_together(house):
    p = house.product()
    order = house.checked_order(p, "10", "10.00")
    body = receipt_form(order, "6")
    body["lines"].append(body["lines"][0] | {"lot": "L-B"})
    answer = house.door.as_("warehouse_keeper").post("/receipts", body)
    assert answer.json["errors"][0]["pointer"] == "/lines/1/quantity"
    assert house.stock(p)["quantity"] == "0.000"


def test_untracked_goods_take_no_lot_and_a_lot_keeps_its_expiry(house):
    p, q = house.product("P"), house.product("Q", "none")
    answer = house.door.as_("warehouse_keeper").post(
        "/receipts", receipt_form(house.checked_order(q, "5", "1"), "5", "L-A")
    )
    assert answer.json["code"] == "lot_not_tracked"
    house.receive(p, "5", "1.00", "L-A", expiry="2027-01-31")
    order = house.checked_order(p, "5", "1.00")
    body = receipt_form(order, "5", "L-A", expiry="2027-02-28")
    answer = house.door.as_("warehouse_keeper").post("/receipts", body)
    assert answer.json["code"] == "lot_expiry_differs"
    house.receive(p, "5", "1.00", "L-B")
    body = receipt_form(order, "5", "L-B", expiry="2027-02-28")
    answer = house.door.as_("warehouse_keeper").post("/receipts", body)
    assert answer.json["detail"].startswith("Lot L-B was received with no expiry;")


def test_only_checked_orders_are_received_and_only_drafts_changed(house):
    p = house.product()
    order = house.door.as_("buyer").post("/purchase-orders", form(house, p)).json
    path = f"/purchase-orders/{order['id']}"
    keeper, manager = house.door.as_("warehouse_keeper"), house.door.as_("inventory_manager")
    refused = keeper.post("/receipts", receipt_form(order, "1"))
    assert (refused.status_code, refused.json["code"]) == (409, "purchase_order_not_open")
    manager.post(f"{path}/check")
    assert manager.post(f"{path}/check").json["code"] == "purchase_order_not_draft"
    patch = house.door.as_("buyer").patch(path, {"remark": "x"}, version=2)
    assert patch.json["code"] == "purchase_order_not_draft"


def test_cancelling_takes_back_what_was_not_received(house):
    p = house.product()
    order = house.checked_order(p, "10", "10.00")
    house.door.as_("warehouse_keeper").post("/receipts", receipt_form(order, "4"))
    path, buyer = f"/purchase-orders/{order['id']}/cancel", house.door.as_("buyer")
    assert buyer.post(path, {"reason": "供应商缺货"}).json["status"] == "closed"
    again = buyer.post(path, {"reason": "again"})
    assert again.json["code"] == "purchase_order_not_cancellable"
    late = house.door.as_("warehouse_keeper").post("/receipts", receipt_form(order, "1"))
    assert late.json["code"] == "purchase_order_not_open"


def test_the_keeper_sees_no_prices(house):
    p = house.product()
    order = house.checked_order(p, "10", "10.00")
    shown = house.door.as_("warehouse_keeper").get(f"/purchase-orders/{order['id']}").json
    assert "net" not in shown and "unit_price" not in shown["lines"][0]
    receipt = house.door.as_("warehouse_keeper").post("/receipts", receipt_form(order, "1")).json
    assert "value" not in receipt["lines"][0]


def test_a_receipt_repeated_with_its_key_has_one_effect_and_needs_one(house):
    p = house.product()
    order, keeper = house.checked_order(p, "10", "10.00"), house.door.as_("warehouse_keeper")
    answers = [keeper.post("/receipts", receipt_form(order, "4"), key="once") for _ in range(3)]
    assert {answer.json["id"] for answer in answers} == {answers[0].json["id"]}
    assert house.stock(p)["quantity"] == "4.000"
    assert keeper.post("/receipts", receipt_form(order, "4"), key="").status_code == 400


def test_orders_name_suppliers_and_products_that_are_still_kept(house):
    p, buyer = house.product(), house.door.as_("buyer")
    unknown = "01920000-0000-7000-8000-0000000000ff"
    answer = buyer.post("/purchase-orders", form(house, unknown))
    assert answer.json["errors"][0]["pointer"] == "/lines/0/product_id"
    answer = buyer.post("/purchase-orders", form(house, p) | {"supplier_id": unknown})
    assert answer.json["code"] == "supplier_unknown"
    supplier = house._supplier()
    buyer.patch(f"/suppliers/{supplier}", {"archived": True}, version=1)
    assert buyer.post("/purchase-orders", form(house, p)).json["code"] == "supplier_archived"
    buyer.patch(f"/suppliers/{supplier}", {"archived": False}, version=2)
    buyer.patch(f"/products/{p}", {"archived": True}, version=1)
    assert buyer.post("/purchase-orders", form(house, p)).json["code"] == "product_archived"


def test_a_second_warehouse_has_its_own_queue_and_shares_the_value(house):
    p = house.product()
    told = {"code": "W2", "name": "二号仓"}
    second = house.done(house.door.as_("inventory_manager").post("/warehouses", told))["id"]
    house.receive(p, "1", "10.00", "L-A")
    house.receive(p, "2", "10.00", "L-A", warehouse_id=second)
    order = house.order(X, (p, "2"))
    order.lines[0]["warehouse_id"] = second
    house.door.deliver(house.posted(order))
    assert house.issues_of(order)[0]["warehouse_id"] == second
    house.receive(p, "2", "0.003", "L-A", warehouse_id=second)
    stock = house.stock(p)
    shares = {place["warehouse_code"]: place["value"] for place in stock["warehouses"]}
    assert sum(D(share) for share in shares.values()) == D(stock["value"]) == D("10.01")
    assert shares == {"MAIN": "3.34", "W2": "6.67"}


def test_what_has_a_serial_number_is_ordered_called_off_and_exceeded_whole(house):
    p = house.product(tracking="serial")
    buyer = house.door.as_("buyer")
    refused = buyer.post("/purchase-orders", form(house, p, "1.5"))
    assert (refused.status_code, refused.json["code"]) == (422, "part_of_piece")
    assert refused.json["errors"][0]["pointer"] == "/lines/0/quantity"
    order = house.checked_order(p, "3", "10.00")
    line = f"/purchase-orders/{order['id']}/lines/{order['lines'][0]['id']}"
    half = {"quantity": "0.5", "reason": "改单"}
    for answer in (
        buyer.post(f"{line}/cancel", half),
        house.door.as_("inventory_manager").post(f"{line}/exceed", half),
    ):
        assert (answer.status_code, answer.json["code"]) == (422, "part_of_piece")


def test_an_order_is_not_dated_ahead_and_not_expected_before_it_is_written(house):
    p, today = house.product(), clock.today()
    buyer = house.door.as_("buyer")
    tomorrow, yesterday = (str(today + timedelta(days=days)) for days in (1, -1))
    ahead = buyer.post("/purchase-orders", form(house, p, ordered_on=tomorrow))
    assert (ahead.status_code, ahead.json["code"]) == (422, "purchase_order_dated_ahead")
    early = buyer.post("/purchase-orders", form(house, p, expected_on=yesterday))
    assert (early.status_code, early.json["code"]) == (422, "expected_before_order")
    order = house.done(buyer.post("/purchase-orders", form(house, p, ordered_on=yesterday)))
    path = f"/purchase-orders/{order['id']}"
    assert house.done(buyer.patch(path, {"expected_on": yesterday}, version=1))["version"] == 2
    for change in ({"ordered_on": tomorrow}, {"ordered_on": str(today)}):
        refused = buyer.patch(path, change, version=2)
        assert refused.status_code == 422, refused.json


def test_too_much_is_refused_in_the_unit_of_the_stock(house):
    p = house.product(unit="瓶", units=[{"unit": "箱", "factor": "12"}])
    order = house.checked_order(p, "10", "10.00")
    keeper = house.door.as_("warehouse_keeper")
    refused = keeper.post("/receipts", receipt_form(order, "1", unit="箱"))
    assert refused.json["code"] == "over_receipt" and "10.000 瓶" in refused.json["detail"]


def test_goods_do_not_come_before_their_order(house):
    order = house.checked_order(house.product(), "10", "10.00")
    day = str(clock.today() - timedelta(days=1))
    keeper = house.door.as_("warehouse_keeper")
    refused = keeper.post("/receipts", receipt_form(order, "1") | {"received_on": day})
    assert (refused.status_code, refused.json["code"]) == (422, "received_before_order")
    assert refused.json["errors"][0]["pointer"] == "/received_on"
