"""Codes, units and texts: without the blanks around them at every door, whoever wrote their line breaks."""

import pytest
from sqlalchemy import update

from tests.support.sheets import SheetDesk, places, table, text, told

from ..products.models import Product

BLANKS = [" P-1", "P-1 ", "\tP-1\n", "\u3000P-1\u3000"]


def form(code="P-1", unit="件", **more):
    return {"code": code, "name": "轴承", "unit": unit, "tracking": "lot"} | more


@pytest.mark.both_databases
@pytest.mark.parametrize("code", BLANKS)
def test_a_code_with_blanks_around_it_is_that_code(house, code):
    manager = house.door.as_("inventory_manager")
    units = [{"unit": " 盒 ", "factor": "12"}]
    made = house.done(manager.post("/products", form(code, " 件\u3000", units=units)))
    assert (made["code"], made["unit"], made["units"][0]["unit"]) == ("P-1", "件", "盒")
    taken = manager.post("/products", form("P-1"))
    assert (taken.status_code, taken.json["code"]) == (409, "product_code_taken")
    twice = [{"unit": "件 ", "factor": "1"}]
    assert manager.post("/products", form("P-2", units=twice)).json["code"] == "unit_twice"
    [found] = house.done(manager.get("/products", code=code))["items"]
    assert found["id"] == made["id"]
    line = {"product_id": made["id"], "quantity": "1", "unit": "盒 ", "unit_price": "12"}
    supplier = house.supplier(" S ")
    order = {"supplier_id": supplier, "lines": [line]}
    bought = house.done(house.door.as_("buyer").post("/purchase-orders", order))
    assert (bought["lines"][0]["unit"], bought["lines"][0]["pieces"]) == ("盒", "12.000")


@pytest.mark.parametrize(
    ("name", "value"),
    [("code", " \u3000"), ("code", "P\n1"), ("code", "P\r\n1"), ("unit", "件\t2")],
)
def test_a_code_of_blanks_or_of_two_lines_is_refused_at_both_doors(house, name, value):
    manager = house.door.as_("inventory_manager")
    made = house.done(manager.post("/products", form()))
    for answer in (
        manager.post("/products", form() | {name: value}),
        manager.patch(f"/products/{made['id']}", {name: value}, version=1),
    ):
        assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, f"/{name}")
    if value.strip():
        row = {"code": "P-2", "name": "轴承", "unit": "件"} | {name: value}
        job = SheetDesk(house.door).bring("products", text(list(row), list(row.values())))
        assert places(job) == [(2, "ABC"[list(row).index(name)], "invalid_fields")]
    assert [each["code"] for each in manager.get("/products").json["items"]] == ["P-1"]


@pytest.mark.both_databases
def test_a_sheet_says_the_same_with_blanks_and_either_line_break(service_door):
    desk = SheetDesk(service_door("inventory"))
    head = ["code", "name", "unit", "description"]
    rows = [["P-1 ", " 轴承", " 件", "第一行\r\n第二行"], ["P-2", "轴承", "件\u3000", " a\nb\n"]]
    assert told(desk.bring("products", text(head, *rows))) == ("done", 2, 0, 0)
    listed = desk.door.as_("buyer").get("/products", sort="code").json["items"]
    assert [[each[name] for name in head] for each in listed] == [
        ["P-1", "轴承", "件", "第一行\n第二行"],
        ["P-2", "轴承", "件", "a\nb"],
    ]
    trimmed = [[cell.strip().replace("\r\n", "\n") for cell in row] for row in rows]
    for again in (rows, trimmed):
        assert told(desk.bring("products", text(head, *again))) == ("done", 0, 2, 0)
    twice = desk.bring("products", text(head, rows[0], trimmed[0]))
    assert places(twice) == [(3, "A", "key_twice")]
    sheet = desk.door.as_("buyer").get("/products", format="csv", reason="check")
    assert "第一行\n第二行" in {cell for row in table(sheet.data, "csv") for cell in row}


@pytest.mark.both_databases
def test_a_code_kept_with_blanks_from_before_is_listed_once_on_pages(house):
    wanted = [house.product(code) for code in ("A", "B", "C")]
    with house.door.database.transaction() as session:
        session.execute(update(Product).where(Product.code == "B").values(code="B "))
    manager, seen, more = house.door.as_("inventory_manager"), [], {}
    for _ in wanted:
        page = house.done(manager.get("/products", sort="code", limit=1, **more))
        seen += [each["id"] for each in page["items"]]
        more = {"cursor": page["next"]}
    assert (seen, page["next"]) == (wanted, None)
