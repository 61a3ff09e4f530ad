"""The HTTP door: products, suppliers, warehouses, stock, lots, movements, use, trace, and who sees what."""

import pytest

from .house import X, Y


def test_products_are_registered_changed_and_archived_and_say_so(house):
    p, manager = house.product("P", "lot", sale_price="16"), house.door.as_("inventory_manager")
    assert house.door.as_("salesperson").get(f"/products/{p}").json["sale_price"] == "16.000000"
    changed = manager.patch(f"/products/{p}", {"name": "新名称", "archived": True}, version=1)
    assert (changed.json["version"], changed.json["archived"]) == (2, True)
    fact = house.door.facts("inventory.product.changed.v1")[0]
    assert (fact["name"], fact["archived"], fact["code"]) == ("新名称", True, "P")
    assert manager.patch(f"/products/{p}", {"name": "x"}, version=1).status_code == 412
    listed = manager.get("/products", archived="true").json["items"]
    assert [each["id"] for each in listed] == [p]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"code": "P"}, "product_code_taken"),
        ({"warranty": "limited"}, "warranty_wrong"),
        ({"warranty_months": 12}, "warranty_wrong"),
        ({"minimum": "5", "maximum": "3"}, "stock_limits_crossed"),
        ({"tracking": "magic"}, "invalid_fields"),
        ({"tax_rate": 0.13}, "invalid_fields"),
        ({"sale_price": "NaN"}, "invalid_fields"),
        ({"colour": "red"}, "invalid_fields"),
    ],
)
def test_wrong_products_are_refused(house, told, code):
    house.product("P")
    form = {"code": "P2", "name": "商品", "unit": "件"} | told
    answer = house.door.as_("inventory_manager").post("/products", form)
    assert answer.json["code"] == code and answer.json["errors"]


def test_tracking_is_fixed_once_there_is_stock(house):
    p, manager = house.product("P", "none"), house.door.as_("inventory_manager")
    changed = manager.patch(f"/products/{p}", {"tracking": "lot"}, version=1)
    assert changed.json["tracking"] == "lot"
    house.receive(p, "1", "1.00", "L-A")
    refused = manager.patch(f"/products/{p}", {"tracking": "none"}, version=2)
    assert refused.json["code"] == "tracking_fixed"


def test_suppliers_and_warehouses(house):
    supplier = house.supplier("S1")
    buyer = house.door.as_("buyer")
    assert buyer.post("/suppliers", {"code": "S1", "name": "x"}).json["code"] == (
        "supplier_code_taken"
    )
    changed = buyer.patch(f"/suppliers/{supplier}", {"rating": "A"}, version=1)
    assert (changed.json["rating"], changed.json["name"]) == ("A", "供应商 S1")
    assert house.door.as_("salesperson").get("/suppliers").status_code == 403
    manager = house.door.as_("inventory_manager")
    default = manager.get("/warehouses").json["items"]
    assert [(each["code"], each["is_default"]) for each in default] == [("MAIN", True)]
    made = manager.post("/warehouses", {"code": "W2", "name": "二号仓"})
    assert made.status_code == 201 and made.json["is_default"] is False
    again = manager.post("/warehouses", {"code": "W2", "name": "x"})
    assert again.json["code"] == "warehouse_code_taken"
    assert manager.get(f"/warehouses/{made.json['id']}").json["name"] == "二号仓"


@pytest.mark.both_databases
def test_stock_shows_its_limits_and_values_only_to_those_who_may_see_cost(house):
    p = house.product("P", minimum="5", maximum="50")
    house.receive(p, "10", "10.00", "L-A")
    listed = house.door.as_("salesperson").get("/stock", product_code="P").json["items"][0]
    assert (listed["on_hand"], listed["minimum"], listed["maximum"]) == (
        "10.000",
        "5.000",
        "50.000",
    )
    seen = house.door.as_("salesperson").get(f"/stock/{p}").json
    assert seen["on_hand"] == "10.000" and "value" not in seen and "average" not in seen
    assert "value" not in seen["warehouses"][0]
    full = house.door.as_("finance").get(f"/stock/{p}").json
    assert (full["value"], full["average"], full["warehouses"][0]["value"]) == (
        "100.00",
        "10.0000",
        "100.00",
    )
    assert house.door.as_("finance").get(f"/stock/{house.product('N')}").json["value"] == "0.00"
    unknown = house.door.as_("finance").get("/stock/01920000-0000-7000-8000-0000000000ff")
    assert unknown.status_code == 404


def test_movements_show_cost_only_to_those_who_may(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    house.post(X, (p, "4"))
    rows = house.movements(p)
    told = [(row["kind"], row["quantity"], row["value"]) for row in rows]
    assert told == [("issue", "-4.000", "-40.00"), ("receipt", "10.000", "100.00")]
    keeper = house.door.as_("warehouse_keeper").get("/movements", kind="issue").json["items"]
    assert len(keeper) == 1 and "value" not in keeper[0] and "unit_cost" not in keeper[0]
    assert house.door.as_("salesperson").get("/movements").status_code == 403


def test_the_ledger_cannot_be_changed(house):
    from sqlalchemy import text
    from sqlalchemy.exc import DBAPIError

    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    for statement in ("UPDATE movements SET value = 0", "DELETE FROM movements"):
        with pytest.raises(DBAPIError), house.door.database.transaction() as session:
            session.execute(text(statement))


def test_goods_are_used_in_the_house_from_what_is_free(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    house.confirm(X, (p, "7"))
    used = house.use(p, "2")
    assert used.status_code == 201 and used.json["kind"] == "use"
    assert used.json["lines"][0]["quantity"] == "2.000" and "cost" not in used.json["lines"][0]
    fact = house.door.facts("inventory.stock.used.v1")[0]
    assert (fact["cost"], fact["lots"][0]["lot"]) == ("20.00", "L-A")
    refused = house.use(p, "2")
    assert (refused.status_code, refused.json["code"]) == (409, "stock_too_low")
    assert refused.json["errors"][0]["pointer"] == "/quantity"
    assert house.use(p, "1", lot="L-X").json["code"] == "lot_unknown"
    assert house.use(p, "0.5", lot="L-A").status_code == 201
    balance = house.lot(house.lot_id(p, "L-A"))["balance"]
    assert balance["used"] == "2.500"
    assert house.use("01920000-0000-7000-8000-0000000000ff", "1").json["code"] == (
        "product_unknown"
    )
    assert house.use(p, "-1").json["code"] == "invalid_fields"


@pytest.mark.both_databases
def test_a_lot_is_traced_up_to_its_receipt_and_down_to_its_customers(house):
    p = house.product()
    receipt = house.receive(p, "10", "10.00", "L-A")
    order = house.post(X, (p, "4"))
    house.post(Y, (p, "3"))
    house.door.deliver(house.returned(order, "1"))
    lot = house.lot_id(p, "L-A")
    trace = house.done(house.door.as_("quality_engineer").get(f"/lots/{lot}/trace"))
    assert [each["number"] for each in trace["receipts"]] == [receipt["number"]]
    assert trace["receipts"][0]["supplier_name"] == "供应商 S"
    assert [(i["order_number"], i["quantity"]) for i in trace["issues"]] == [
        (order.number, "4.000"),
        ("SO-2026-000002", "3.000"),
    ]
    assert [(r["number"], r["quantity"]) for r in trace["returns"]] == [("RT-2026-000001", "1.000")]
    nets = {each["customer_id"]: each["net"] for each in trace["customers"]}
    assert nets == {X: "3.000", Y: "3.000"}
    assert trace["balance"]["with_customers"] == "6.000"
    assert house.door.as_("salesperson").get(f"/lots/{lot}/trace").status_code == 403
    unknown = "/lots/01920000-0000-7000-8000-0000000000ff/trace"
    assert house.door.as_("auditor").get(unknown).status_code == 404


def test_every_changing_route_leaves_a_line_in_the_journal(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    house.adjust(p, "-1", "L-A")
    house.use(p, "1")
    house.door.as_("inventory_manager").patch(f"/products/{p}", {"name": "x"}, version=1)
    house.door.as_("inventory_manager").post("/warehouses", {"code": "W", "name": "w"})
    order = house.checked_order(p, "1", "1.00")
    path = f"/purchase-orders/{order['id']}/cancel"
    house.done(house.door.as_("buyer").post(path, {"reason": "不要了"}))
    lines = house.door.as_("auditor").get("/journal", limit=200).json["items"]
    verbs = {line["verb"] for line in lines}
    assert verbs >= {
        "inventory.product.create",
        "inventory.product.change",
        "inventory.supplier.create",
        "inventory.warehouse.create",
        "inventory.purchase_order.create",
        "inventory.purchase_order.check",
        "inventory.purchase_order.cancel",
        "inventory.receipt.create",
        "inventory.adjustment.propose",
        "inventory.adjustment.approve",
        "inventory.issue.create",
    }


def test_lists_have_pages_and_refuse_unknown_parameters(house):
    for n in range(5):
        house.product(f"P{n}")
    reader = house.door.as_("marketing")
    first = reader.get("/products", limit=2, sort="code")
    assert [each["code"] for each in first.json["items"]] == ["P0", "P1"]
    second = reader.get("/products", limit=2, sort="code", cursor=first.json["next"])
    assert [each["code"] for each in second.json["items"]] == ["P2", "P3"]
    assert reader.get("/products", colour="red").status_code == 422
    assert reader.get("/lots", held="1").status_code == 422
    assert [each["code"] for each in reader.get("/products", q="p4").json["items"]] == ["P4"]


def test_stock_says_its_state_and_what_is_remarked_about_it(house):
    codes = ("N", "S", "O", "T", "F")
    p = {code: house.product(code, sale_price="9.90") for code in codes}
    manager, told = house.door.as_("inventory_manager"), {}
    for code, limits in {
        "S": {"minimum": "20", "remark": "外箱受潮 Damp boxes"},
        "O": {"maximum": "5"},
        "F": {"remark": "靠窗 By the window"},
    }.items():
        form = {"product_id": p[code]} | limits
        told[code] = house.done(manager.post("/stock-limits", form))
    for code in codes:
        house.receive(p[code], "10", "1.00", "L-1")
    house.done(house.use(p["N"], "10"))
    house.confirm(X, (p["T"], "10"))
    rows = {
        each["product_code"]: each
        for each in house.door.as_("salesperson").get("/stock").json["items"]
    }
    assert {code: rows[code]["state"] for code in codes} == {
        "N": "none",
        "S": "short",
        "O": "over",
        "T": "taken",
        "F": "normal",
    }
    assert (rows["S"]["remark"], rows["N"]["remark"]) == ("外箱受潮 Damp boxes", None)
    [short] = house.door.as_("buyer").get("/stock", state="short").json["items"]
    assert short["product_code"] == "S"
    change = manager.patch(f"/stock-limits/{told['F']['id']}", {"remark": "靠墙"}, version=1)
    assert house.done(change)["remark"] == "靠墙"
    shown = house.stock(p["F"])
    assert shown["sale_price"] == "9.900000"
    [place] = shown["warehouses"]
    assert (place["state"], place["remark"], place["minimum"]) == ("normal", "靠墙", None)
    assert place["moved_by"] == str(house.door.user_id("warehouse_keeper")) and place["moved_at"]


def test_a_product_says_whether_it_is_in_use(house):
    p, q = house.product("P"), house.product("Q")
    manager = house.door.as_("inventory_manager")
    house.done(manager.patch(f"/products/{q}", {"archived": True}, version=1))
    assert manager.get(f"/products/{p}").json["status"] == "active"
    [gone] = manager.get("/products", status="archived").json["items"]
    assert (gone["code"], gone["status"]) == ("Q", "archived")
