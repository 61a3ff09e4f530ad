"""The sale price list and opening balances as sheets."""

import pytest

from tests.support.sheets import SheetDesk, places, text, told

HEAD = ["仓库编号", "商品编号", "批次号", "有效期", "数量", "单位成本", "金额"]


@pytest.fixture
def desk(service_door):
    made = SheetDesk(service_door("inventory"))
    head = ["code", "name", "unit", "tracking", "sale_price"]
    made.bring(
        "products", text(head, ["007", "a", "件", "批次", "1"], ["B", "b", "kg", "None", "2"])
    )
    return made


def prices(desk):
    items = desk.door.as_("buyer").get("/products", sort="code").json["items"]
    return [(each["code"], each["sale_price"], each["version"]) for each in items]


def test_a_price_list_changes_the_prices_that_are_others(desk):
    sheet = text(["货号", "单价"], ["007", "12.5"], ["B", "2.00"])
    assert told(desk.bring("sale-prices", sheet)) == ("done", 1, 1, 0)
    assert prices(desk) == [("007", "12.500000", 2), ("B", "2.000000", 1)]
    assert told(desk.bring("sale-prices", sheet)) == ("done", 0, 2, 0)
    whole = desk.door.as_("buyer").get("/products", format="xlsx").data
    assert told(desk.bring("sale-prices", whole)) == ("done", 0, 2, 0)
    wrong = text(["code", "sale_price"], ["007", "13"], ["nothing", "1"], ["B", "0.1234567"])
    job = desk.bring("sale-prices", wrong)
    assert sorted(places(job)) == [(3, "A", "product_unknown"), (4, "B", "invalid_fields")]
    assert prices(desk)[0][1] == "12.500000"


@pytest.mark.both_databases
def test_opening_balances_come_in_once_a_document_per_warehouse_and_are_signed_by_another(desk):
    manager = desk.door.as_("inventory_manager")
    assert manager.post("/warehouses", {"code": "W2", "name": "Two"}).status_code == 201
    rows = [
        ["", "007", "L1", "2028-06-30", "100", "9.6", ""],
        ["", "007", "L2", "", "0.5", "", "4.81"],
        ["W2", "B", "", "", "1,000", "0.333333", ""],
    ]
    sheet = text(HEAD, *rows)
    role = {"role": "inventory_manager"}
    assert told(desk.bring("openings", sheet, "check", **role)) == ("done", 0, 0, 0)
    assert told(desk.bring("openings", sheet, **role)) == ("done", 3, 0, 0)
    assert told(desk.bring("openings", sheet, **role)) == ("done", 0, 3, 0)
    finance = desk.door.as_("finance")
    listed = finance.get("/openings", sort="number").json["items"]
    assert [(each["warehouse_code"], each["value"]) for each in listed] == [
        ("MAIN", "964.81"),
        ("W2", "333.33"),
    ]
    for each in listed:
        assert finance.post(f"/openings/{each['id']}/sign").status_code == 200
    assert told(desk.bring("openings", sheet, **role)) == ("done", 0, 3, 0)
    rows[0][4] = "101"
    job = desk.bring("openings", text(HEAD, *rows), **role)
    assert (job["state"], places(job)) == ("failed", [(2, "B", "product_moved")])


def test_what_an_opening_refuses_is_named_by_row_and_column(desk):
    job = desk.bring(
        "openings",
        text(
            HEAD,
            ["", "007", "", "", "1", "1", ""],
            ["", "B", "X", "", "1", "1", ""],
            ["", "nothing", "", "", "1", "1", ""],
            ["none", "007", "L", "", "1", "1", ""],
            ["", "007", "L", "", "1", "", ""],
            ["", "007", "L", "", "2", "1", ""],
            ["", "007", "M", "", "2", "1", "3"],
            ["", "007", "N", "2026-13-01", "2", "1", ""],
        ),
        role="inventory_manager",
    )
    assert sorted(places(job)) == [
        (2, "C", "lot_missing"),
        (3, "C", "lot_not_tracked"),
        (4, "B", "product_unknown"),
        (5, "A", "warehouse_unknown"),
        (6, "G", "opening_value_missing"),
        (7, "B", "key_twice"),
        (8, "G", "opening_value_differs"),
        (9, "D", "cell_kind_wrong"),
    ]
    assert job["state"] == "failed"
    assert desk.door.as_("finance").get("/openings").json["items"] == []
