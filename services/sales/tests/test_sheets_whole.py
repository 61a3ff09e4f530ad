"""No order is lost, joined or doubled on the way through a sheet, and none is taken for another."""

import pytest

from chassis.ids import new_id
from tests.support.door import ServiceDoor
from tests.support.migrated import on_sqlite
from tests.support.sheets import SheetDesk, places, table, text, told

from .conftest import Desk, done, line, refused

SELLER = {"role": "sales_manager"}
LEFT = {"No.", "Former no.", "Written at", "Operator", "Operator's name", "Salesperson's name"}
"""Under which number, when and by whom it was written, and what whoever is named is called."""
NAMES = {name: str(new_id()) for name in ("customer", "other", "rod", "valve", "east")}


@pytest.fixture
def empty(tmp_path_factory):
    """Another sales service that knows the same customers, products and warehouses, and has no order."""
    door = ServiceDoor("sales", on_sqlite("sales", tmp_path_factory.mktemp("empty")))
    yield furnished(Desk(door))
    door.close()


def furnished(desk):
    desk.customer(id=NAMES["customer"], code="000123")
    desk.customer(id=NAMES["other"], code="000124")
    desk.product(id=NAMES["rod"], code="0077")
    desk.product(id=NAMES["valve"], code="V-1", tracking="serial", sale_price="90")
    desk.warehouse("0E", id=NAMES["east"])
    return desk


def ordered(desk):
    """Drafts that a sheet could mistake for one another: two without a customer's number, two customers
    with the same one; with serial numbers, lots, places and another's name on them."""
    rod, valve, east = NAMES["rod"], NAMES["valve"], NAMES["east"]
    valves = line(valve, "2", serials=["007", "0 8"], warehouse_id=east, discount="0.5")
    desk.draft(NAMES["customer"], line(rod, "1.5", lot="0012"), line(rod, "1"), discount="3")
    desk.draft(NAMES["customer"], valves, remark="=急件")
    desk.draft(NAMES["customer"], line(rod, "1", remark="盒装"), reference="PO-1")
    theirs = {"reference": "PO-1", "consignee": "赵敏", "delivery_address": "码头路 1 号"}
    mine = {"price_mode": "included", "wished_on": "2999-01-01", **theirs}
    desk.draft(NAMES["other"], line(rod, "1", price="0.000001", tax_rate="0.06"), **mine)
    named = {"salesperson_id": str(new_id()), "lines": [line(rod, "9")]}
    done(desk.by("sales_manager").post("/orders", {"customer_id": NAMES["other"], **named}), 201)


def out(desk, kind="csv", **filters):
    sheet = desk.by("sales_manager").get("/orders", format=kind, reason="move", **filters)
    assert sheet.status_code == 200
    return sheet.data


def said(desk):
    head, *rows = table(out(desk), "csv")
    kept = [place for place, heading in enumerate(head) if heading not in LEFT]
    return [head[n] for n in kept], sorted([row[n] for n in kept] for row in rows)


@pytest.mark.both_databases
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_goes_out_comes_into_an_empty_service_and_goes_out_the_same(desk, empty, kind):
    ordered(furnished(desk))
    content, first, second = out(desk, kind), SheetDesk(desk.door), SheetDesk(empty.door)
    assert told(second.bring("orders", content, "check", **SELLER)) == ("done", 0, 0, 0)
    assert told(second.bring("orders", content, **SELLER)) == ("done", 6, 0, 0)
    assert said(empty) == said(desk)
    mine = [each["number"] for each in done(desk.by("sales_manager").get("/orders"))["items"]]
    here = done(empty.by("sales_manager").get("/orders"))["items"]
    assert sorted(each["former_number"] for each in here) == sorted(mine)
    for place, sheet in ((second, content), (first, content), (second, out(empty, kind))):
        assert told(place.bring("orders", sheet, **SELLER)) == ("done", 0, 6, 0)


def bring(desk, head, *rows, role="salesperson"):
    return SheetDesk(desk.door).bring("orders", text(head, *rows), role=role)


def test_rows_that_name_no_order_are_refused_where_they_could_be_one_of_their_own(desk):
    furnished(desk)
    head = ["销售单号", "客户编号", "商品编号", "数量"]
    job = bring(desk, head, ["", "000123", "0077", "1"], ["X-1", "000123", "0077", "1"])
    assert places(job) == [(2, "A", "cell_empty")]
    job = bring(desk, head, ["X-1", "000123", "0077", "1"], ["", "000123", "0077", "2"])
    assert places(job) == [(3, "A", "cell_empty")]
    rows = [["X-1", "000123", "0077", "1"], ["", "", "0077", "2"], ["X-2", "000123", "0077", "2"]]
    assert told(bring(desk, head, *rows)) == ("done", 3, 0, 0)
    listed = done(desk.by("salesperson").get("/orders", sort="number"))["items"]
    assert [(each["former_number"], len(each["lines"])) for each in listed] == [
        ("X-1", 2),
        ("X-2", 1),
    ]
    assert told(bring(desk, head, *rows)) == ("done", 0, 3, 0)


def test_an_order_that_may_be_another_is_not_touched(desk):
    furnished(desk)
    first = desk.draft(NAMES["customer"], line(NAMES["rod"]), reference="PO-1")
    desk.draft(NAMES["customer"], line(NAMES["rod"]), reference="PO-1")
    by_customer = ["客户订单号", "客户编号", "商品编号", "数量"]
    job = bring(desk, by_customer, ["PO-1", "000123", "0077", "10"])
    assert places(job) == [(2, "A", "order_uncertain")]
    head = ["销售单号", "原单号", *by_customer[1:]]
    foreign = [first["number"], "", "000124", "0077", "1"]
    assert places(bring(desk, head, foreign)) == [(2, "A", "order_uncertain")]
    assert told(bring(desk, head, ["", *foreign[:1], *foreign[2:]])) == ("done", 1, 0, 0)
    assert told(bring(desk, head, foreign)) == ("done", 0, 1, 0)
    assert desk.order(first)["version"] == 1


def test_only_drafts_come_in_and_what_became_of_them_is_no_difference(desk, empty):
    furnished(desk)
    order = desk.draft(NAMES["customer"], line(NAMES["rod"]), line(NAMES["rod"]))
    change = {"revision": 1, "reason": "少一行"}
    change |= {"lines": [{"line_id": order["lines"][0]["id"], "quantity": "0"}]}
    desk.confirm(order)
    done(desk.by("salesperson").post(f"/orders/{order['id']}/amend", change))
    content = out(desk)
    assert told(SheetDesk(desk.door).bring("orders", content, **SELLER)) == ("done", 0, 2, 0)
    job = SheetDesk(empty.door).bring("orders", content, **SELLER)
    (fault,) = job["first_faults"]
    assert (fault["heading"], fault["code"]) == ("Status", "order_past_draft")
    head = ["销售单号", "客户编号", "商品编号", "数量"]
    rows = [[order["number"], "000123", "0077", "0"], ["", "", "0077", "10"]]
    assert places(bring(empty, head, *rows)) == [(2, "D", "line_of_nothing")]


def test_a_column_that_is_not_there_leaves_drafts_as_they_are_and_an_empty_cell_empties(desk):
    ordered(furnished(desk))
    before = done(desk.by("salesperson").get("/orders", sort="number"))["items"]
    order = before[1]
    row = [order["number"], "000123", "V-1", "2"]
    head = ["销售单号", "客户编号", "商品编号", "数量"]
    assert told(bring(desk, head, row)) == ("done", 0, 1, 0)
    assert told(bring(desk, [*head, "仓库编号"], [*row, "NONE"]))[3] == 1
    full = [*head, "仓库编号", "序列号", "备注"]
    assert told(bring(desk, full, [*row, "", "007;9", "改"])) == ("done", 1, 0, 0)
    (changed,) = desk.order(order)["lines"]
    assert (changed["warehouse_code"], changed["serials"]) == (None, ["007", "9"])
    assert (changed["discount"], changed["price"]) == ("0.50", "90.000000")
    assert places(bring(desk, full, [*row, "", "007", "改"])) == [(2, "F", "serials_not_matching")]


def test_a_salesperson_is_named_by_id_or_as_old_papers_do_by_a_name_that_one_alone_bears(desk):
    furnished(desk)
    desk.draft(NAMES["customer"], line(NAMES["rod"]))
    head = ["销售单号", "客户编号", "销售员", "商品编号", "数量"]

    def sold(number, name, role="sales_manager"):
        return bring(desk, head, [number, "000123", name, "0077", "1"], role=role)

    assert told(sold("X-1", "salesperson")) == ("done", 1, 0, 0)
    assert places(sold("X-2", "nobody")) == [(2, "C", "salesperson_unknown")]
    other = str(desk.door.user_id("somebody-else"))
    assert told(sold("X-3", other)) == ("done", 1, 0, 0)
    assert places(sold("X-4", other, "salesperson")) == [(2, "C", "salesperson_foreign")]
    form = {"customer_id": NAMES["customer"], "lines": [line(NAMES["rod"])]}
    done(desk.by("salesperson", "somebody-else", name="salesperson").post("/orders", form), 201)
    assert places(sold("X-5", "salesperson")) == [(2, "C", "salesperson_unknown")]
    listed = done(desk.by("sales_manager").get("/orders", sort="number"))["items"]
    names = [(each["salesperson_name"], each["operator_name"]) for each in listed]
    assert names == [
        ("salesperson", "salesperson"),
        ("salesperson", "sales_manager"),
        (None, "sales_manager"),
        ("salesperson", "salesperson"),
    ]
    assert told(sold("X-1", "")) == ("done", 0, 1, 0)


def test_a_warehouse_that_is_unknown_or_archived_is_refused_on_a_line(desk):
    furnished(desk)
    gone = desk.warehouse("OLD", archived=True)
    for where, status, code in (
        (new_id(), 422, "warehouse_unknown"),
        (gone, 409, "warehouse_archived"),
    ):
        form = {"customer_id": NAMES["customer"]}
        form |= {"lines": [line(NAMES["rod"]), line(NAMES["rod"], warehouse_id=str(where))]}
        answer = desk.by("salesperson").post("/orders", form)
        refused(answer, status, code, "/lines/1/warehouse_id")
