"""Nothing is lost on the way: what goes out comes into an empty service, and goes out of it the same."""

import pytest

from tests.support.door import ServiceDoor
from tests.support.migrated import on_sqlite
from tests.support.sheets import SheetDesk, places, table, text, told

from ..seed import seed

BANK = ("proposer's name", "proposed by", "proposed at", "waits for approval")
LEFT = {
    "suppliers": {"Registered at", *(f"Bank change {each}" for each in BANK)},
    "products": {"Registered at", "Category's id"},
    "offers": {"Entered at", "Product", "Supplier"},
    "openings": {"Number", "Status", "Product"},
}
"""When and under which number it came in, ids, and what waits for a second person."""
PEOPLE = {"openings": "inventory_manager"}


@pytest.fixture
def empty(tmp_path_factory):
    """Another inventory service that has nothing yet."""
    door = ServiceDoor("inventory", on_sqlite("inventory", tmp_path_factory.mktemp("empty")))
    yield door
    door.close()


def out(desk, form, kind="csv"):
    """The rows of a form's export, made by a job for somebody who may see cost."""
    finance = desk.door.as_("finance")
    asked = finance.post(f"/sheets/{form}/exports", {"format": kind, "reason": "move"})
    assert asked.status_code == 202, asked.json
    while desk.runner.work_off():
        pass
    return finance.get(f"/jobs/{asked.json['id']}/file").data


def said(desk, form):
    """What an export says, by heading, without what belongs to the service it came out of."""
    head, *rows = table(out(desk, form), "csv")
    kept = [place for place, heading in enumerate(head) if heading not in LEFT[form]]
    assert head and rows
    return sorted([[head[n] for n in kept], *([row[n] for n in kept] for row in rows)])


def full(desk):
    """The demo data, and with it what is archived, blocked, and packed in several ways."""
    seed(desk.door.database)
    buyer, manager = desk.door.as_("buyer"), desk.door.as_("inventory_manager")
    packs = [{"unit": "盒 box", "factor": "24"}, {"unit": "托盘 pallet", "factor": "960.5"}]
    more = {"code": "007", "name": "=formula", "unit": "个", "units": packs, "tracking": "none"}
    made = manager.post("/products", more).json
    gone = manager.post("/products", {"code": "OLD", "name": "old", "unit": "个"}).json
    assert buyer.patch(f"/products/{gone['id']}", {"archived": True}, 1).status_code == 200
    bad, old = (
        buyer.post("/suppliers", {"code": code, "name": code, "phone": "010-12345"}).json
        for code in ("BAD", "OLD")
    )
    reason = {"reason": "多次混料 Mixed lots, again"}
    assert manager.post(f"/suppliers/{bad['id']}/block", reason).status_code == 200
    assert buyer.patch(f"/suppliers/{old['id']}", {"archived": True}, 1).status_code == 200
    lines = [{"product_id": made["id"], "quantity": "3000000", "value": "1000.01"}]
    assert manager.post("/openings", {"lines": lines}).status_code == 201


@pytest.mark.both_databases
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_goes_out_comes_into_an_empty_service_and_goes_out_the_same(service_door, empty, kind):
    first, second = SheetDesk(service_door("inventory")), SheetDesk(empty)
    full(first)
    manager = second.door.as_("inventory_manager")
    for each in first.door.as_("buyer").get("/categories", limit=100).json["items"]:
        form = {"code": each["code"], "name": each["name"]}
        assert manager.post("/categories", form).status_code == 201
    for each in first.door.as_("buyer").get("/warehouses", limit=100).json["items"]:
        form = {"code": each["code"], "name": each["name"]}
        manager.post("/warehouses", form)  # the first one is there already
    for form in ("suppliers", "products", "offers", "openings"):
        content, role = out(first, form, kind), PEOPLE.get(form, "buyer")
        came = second.bring(form, content, role=role)
        assert came["state"] == "done" and came["rows_unchanged"] == 0, came["first_faults"]
        again = second.bring(form, content, role=role)
        assert told(again) == ("done", 0, came["rows_written"], 0), again["first_faults"]
        assert told(first.bring(form, content, role=role)) == told(again)
        assert said(second, form) == said(first, form)


def test_a_sheet_to_count_goes_out_is_filled_in_and_comes_in_again(house):
    head = house.counting_two()
    keeper, desk = house.door.as_("warehouse_keeper"), SheetDesk(house.door)
    role = {"role": "warehouse_keeper"}
    empty = keeper.get(f"/stocktakes/{head['id']}/lines", format="csv").data
    assert told(desk.bring("counts", empty, **role)) == ("done", 0, 2, 0)
    head_row, *rows = table(empty, "csv")
    code, counted = head_row.index("Product code"), head_row.index("Counted")
    by_code = {row[code]: row for row in rows}
    by_code["007"][counted] = "9.5"
    assert told(desk.bring("counts", text(head_row, *rows), **role)) == ("done", 1, 1, 0)
    by_code["B"][counted] = "5"
    assert told(desk.bring("counts", text(head_row, *rows), **role)) == ("done", 1, 1, 0)
    for kind in ("csv", "xlsx"):
        full_sheet = out(desk, "counts", kind)
        assert told(desk.bring("counts", full_sheet, **role)) == ("done", 0, 2, 0)
    assert told(desk.bring("counts", empty, **role)) == ("done", 0, 2, 0)
    lines = keeper.get(f"/stocktakes/{head['id']}/lines").json["items"]
    assert {line["product_code"]: line["counted"] for line in lines} == {
        "007": "9.500",
        "B": "5.000",
    }


def test_an_archived_thing_is_not_taken_for_one_in_use(service_door):
    desk = SheetDesk(service_door("inventory"))
    rows = {
        "suppliers": (["code", "name", "archived"], ["A", "a"], "/suppliers"),
        "products": (["code", "name", "unit", "archived"], ["A", "a", "pcs"], "/products"),
    }
    for form, (head, row, path) in rows.items():
        desk.bring(form, text(head[:-1], row))
        (one,) = desk.door.as_("buyer").get(path).json["items"]
        manager = desk.door.as_("buyer" if form == "suppliers" else "inventory_manager")
        assert manager.patch(f"{path}/{one['id']}", {"archived": True}, 1).status_code == 200
        for content, column in ((text(head[:-1], row), ""), (text(head, [*row, ""]), None)):
            job = desk.bring(form, content)
            letter = "ABCD"[len(row)] if column is None else column
            assert places(job) == [(2, letter, "archived_unsaid")]
        assert told(desk.bring(form, text(head, [*row, "是"]))) == ("done", 0, 1, 0)
        assert told(desk.bring(form, text(head, [*row, "no"]))) == ("done", 1, 0, 0)
        (one,) = desk.door.as_("buyer").get(path).json["items"]
        assert (one["archived"], one["version"]) == (False, 3)


def test_a_price_list_gives_no_archived_product_another_price(service_door):
    desk = SheetDesk(service_door("inventory"))
    desk.bring("products", text(["code", "name", "unit", "archived"], ["A", "a", "pcs", "yes"]))
    job = desk.bring("sale-prices", text(["code", "sale_price"], ["A", "3"]))
    assert places(job) == [(2, "A", "product_archived")]
    assert told(desk.bring("sale-prices", text(["code", "sale_price"], ["A", ""]))) == (
        "done",
        0,
        1,
        0,
    )


def test_a_sheet_neither_blocks_a_supplier_nor_takes_a_block_back(service_door):
    desk = SheetDesk(service_door("inventory"))
    head = ["code", "name", "停用原因"]
    assert told(desk.bring("suppliers", text(head, ["A", "a", "late"], ["B", "b", ""])))[1] == 2
    listed = desk.door.as_("buyer").get("/suppliers", sort="code").json["items"]
    assert [each["status"] for each in listed] == ["blocked", "active"]
    job = desk.bring("suppliers", text(head, ["A", "a", ""], ["B", "b", "late"]))
    assert places(job) == [
        (2, "C", "supplier_block_differs"),
        (3, "C", "supplier_block_differs"),
    ]
    assert told(desk.bring("suppliers", text(head[:2], ["A", "x"], ["B", "b"]))) == (
        "done",
        1,
        1,
        0,
    )


UNITS = ["code", "name", "unit", "换算单位", "换算系数"]


def test_further_units_come_in_a_row_each_and_only_where_the_sheet_has_their_columns(service_door):
    desk = SheetDesk(service_door("inventory"))
    rows = [["A", "a", "个", "盒", "10"], ["A", "", "", "箱", "240"], ["B", "b", "个", "", ""]]
    assert told(desk.bring("products", text(UNITS, *rows))) == ("done", 3, 0, 0)
    assert told(desk.bring("products", text(UNITS, *rows))) == ("done", 0, 3, 0)
    assert told(desk.bring("products", text(UNITS[:3], ["A", "x", "个"]))) == ("done", 1, 0, 0)
    assert units(desk) == [[("盒", "10.000"), ("箱", "240.000")], []]
    assert told(desk.bring("products", text(UNITS, ["A", "x", "个", "", ""]))) == ("done", 1, 0, 0)
    assert units(desk) == [[], []]


def test_a_row_that_is_no_further_unit_is_not_taken_for_one(service_door):
    desk = SheetDesk(service_door("inventory"))
    wrong = [
        ["A", "a", "个", "盒", "10"],
        ["A", "a", "个", "", ""],
        ["", "nameless", "个", "", ""],
        ["B", "b", "个", "箱", ""],
        ["C", "c", "个", "盒", "1"],
        ["C", "other", "个", "箱", "2"],
        ["D", "d", "个", "个", "2"],
    ]
    job = desk.bring("products", text(UNITS, *wrong))
    assert sorted(places(job)) == [
        (3, "A", "key_twice"),
        (4, "A", "cell_empty"),
        (5, "E", "invalid_fields"),
        (7, "B", "head_differs"),
        (8, "D", "unit_twice"),
    ]
    assert desk.names("/products") == []


def units(desk):
    listed = desk.door.as_("buyer").get("/products", sort="code").json["items"]
    return [[(each["unit"], each["factor"]) for each in one["units"]] for one in listed]


@pytest.mark.both_databases
def test_a_barcode_goes_from_any_row_to_any_other_of_a_sheet(service_door):
    """Far enough apart that they are not written together, and in a circle."""
    desk = SheetDesk(service_door("inventory"))
    head, count = ["code", "name", "unit", "barcode"], 1100

    def sheet(shift):
        rows = ([f"P{n:04}", "n", "个", f"X{(n + shift) % count}"] for n in range(count))
        return text(head, *rows)

    assert told(desk.bring("products", sheet(0))) == ("done", count, 0, 0)
    assert told(desk.bring("products", sheet(600), "check")) == ("done", 0, 0, 0)
    assert told(desk.bring("products", sheet(600))) == ("done", count, 0, 0)
    assert told(desk.bring("products", sheet(600))) == ("done", 0, count, 0)
    owner = desk.door.as_("buyer").get("/products", barcode="X0").json["items"]
    assert [each["code"] for each in owner] == ["P0500"]
    foreign = text(head, ["P0001", "n", "个", "X0"], ["P0002", "n", "个", "X602"])
    assert places(desk.bring("products", foreign)) == [(2, "D", "barcode_taken")]
