"""Counts of a stocktake as a sheet."""

import pytest

from tests.support.sheets import SheetDesk, places, table, text, told

HEAD = ["盘点单号", "货号", "批次号", "实盘数量"]


def test_counts_come_in_under_the_stocktakes_number_and_again_change_nothing(house):
    head = house.counting_two()
    keeper, desk = house.door.as_("warehouse_keeper"), SheetDesk(house.door)
    number, role = head["number"], {"role": "warehouse_keeper"}
    rows = [[number, "007", "0012", "9.5"], [number, "B", "", "5"], [number, "007", "NEW", "1"]]
    assert told(desk.bring("counts", text(HEAD, *rows), "check", **role)) == ("done", 0, 0, 0)
    assert told(desk.bring("counts", text(HEAD, *rows), **role)) == ("done", 3, 0, 0)
    assert told(desk.bring("counts", text(HEAD, *rows), **role)) == ("done", 0, 3, 0)
    lines = house.done(keeper.get(f"/stocktakes/{head['id']}/lines"))["items"]
    shown = {
        (each["product_code"], each["lot"]): (each["counted"], each["times"]) for each in lines
    }
    assert shown == {
        ("007", "0012"): ("9.500", 1),
        ("B", "-"): ("5.000", 1),
        ("007", "NEW"): ("1.000", 1),
    }
    wrong = [
        ["ST-2026-999999", "007", "0012", "1"],
        [number, "nothing", "0012", "1"],
        [number, "007", "", "1"],
        [number, "B", "", "-1"],
    ]
    job = desk.bring("counts", text(HEAD, *wrong), **role)
    assert [each[:2] for each in sorted(places(job))] == [(2, "A"), (3, "B"), (4, "C"), (5, "D")]


@pytest.mark.both_databases
def test_a_sheet_stands_in_the_order_it_is_walked_by_product_and_lot(house):
    for code in ("C", "A", "B"):
        product = house.product(code)
        for lot in ("L2", "L1", "L3"):
            house.receive(product, "1", "1", lot)
    keeper, manager = (house.door.as_(role) for role in ("warehouse_keeper", "inventory_manager"))
    path = f"/stocktakes/{house.done(keeper.post('/stocktakes', {}))['id']}"
    walked = [(code, lot) for code in "ABC" for lot in ("L1", "L2", "L3")]
    seen, more = [], {}
    while more is not None:
        page = house.done(keeper.get(f"{path}/lines", limit=2, **more))
        seen += [(line["product_code"], line["lot"]) for line in page["items"]]
        more = {"cursor": page["next"]} if page["next"] else None
    assert seen == walked
    head, *rows = table(keeper.get(f"{path}/lines", format="csv").data, "csv")
    code, lot = head.index("Product code"), head.index("Lot number")
    assert [(row[code], row[lot]) for row in rows] == walked
    judged = house.done(manager.get(f"{path}/differences"))["items"]
    assert [(line["product_code"], line["lot"]) for line in judged] == walked
    backwards = house.done(keeper.get(f"{path}/lines", sort="-product_code"))["items"]
    assert [line["product_code"] for line in backwards] == [*"CCCBBBAAA"]
