"""Barcodes of products: thirteen digits are an EAN-13, however they were typed; each is one product's alone."""

import pytest

from tests.support.sheets import SheetDesk, places, text, told

from ..products.rules import check_digit


def test_a_barcode_of_thirteen_digits_is_checked(house):
    assert check_digit("400638133393") == "1"
    manager = house.door.as_("inventory_manager")
    form = {"code": "P1", "name": "商品", "unit": "件", "barcode": "4006381333932"}
    wrong = manager.post("/products", form)
    assert (wrong.status_code, wrong.json["code"]) == (422, "barcode_wrong")
    assert wrong.json["errors"][0]["pointer"] == "/barcode"
    right = manager.post("/products", form | {"barcode": "4006381333931"})
    assert right.status_code == 201
    assert manager.post("/products", form | {"code": "P2", "barcode": "X-1"}).status_code == 201
    taken = manager.post("/products", form | {"code": "P3", "barcode": "X-1"})
    assert taken.json["code"] == "barcode_taken"


@pytest.mark.parametrize(
    "typed",
    [" 400638133393{}", "400638133393{} ", "４００６３８１３３３９{}", "\u3000400638133393{}"],
)
def test_blanks_and_full_width_digits_are_the_keyboards_and_get_past_no_check(house, typed):
    manager = house.door.as_("inventory_manager")
    form = {"code": "P1", "name": "商品", "unit": "件"}
    typed = typed.replace("３９{}", "３９３{}")
    wrong = manager.post("/products", form | {"barcode": typed.format(2)})
    assert (wrong.status_code, wrong.json["code"]) == (422, "barcode_wrong")
    made = house.done(manager.post("/products", form | {"barcode": typed.format(1)}))
    assert made["barcode"] == "4006381333931"
    again = manager.post("/products", form | {"code": "P2", "barcode": "4006381333931"})
    assert again.json["code"] == "barcode_taken"
    blank = manager.patch(f"/products/{made['id']}", {"barcode": " "}, version=1)
    assert house.done(blank)["barcode"] is None


def test_a_sheet_with_full_width_digits_changes_nothing_the_second_time(service_door):
    desk = SheetDesk(service_door("inventory"))
    rows = ["code", "name", "unit", "barcode"], ["A", "a", "件", "４００６３８１３３３９３１"]
    assert told(desk.bring("products", text(*rows))) == ("done", 1, 0, 0)
    assert told(desk.bring("products", text(*rows))) == ("done", 0, 1, 0)
    wrong = desk.bring("products", text(rows[0], ["B", "b", "件", "４００６３８１３３３９３２"]))
    assert places(wrong) == [(2, "D", "barcode_wrong")]
