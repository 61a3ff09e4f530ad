"""Orders as a sheet: a row per line, one draft per customer's order number."""

import pytest

from tests.support.sheets import SheetDesk, places, text, told

from .conftest import customer_file, done, refused

HEAD = ["客户订单号", "客户编号", "日期", "整单折扣", "商品编号", "数量", "单价", "折扣"]


@pytest.fixture
def sheets(desk):
    return SheetDesk(desk.door)


@pytest.fixture
def codes(desk):
    """The codes of a customer and of two products that sales knows."""
    customer, first = desk.customer(code="000123"), desk.product(code="0077")
    desk.product(code="P-2", sale_price=None)
    assert customer and first
    return "000123", "0077", "P-2"


def bring(sheets, *rows, mode="write"):
    return sheets.bring("orders", text(HEAD, *rows), mode, role="salesperson")


@pytest.mark.both_databases
def test_rows_of_one_number_are_one_order_and_again_change_nothing(desk, sheets, codes):
    customer, first, second = codes
    rows = [
        ["PO-1", customer, "2026/11/20", "10", first, "1,000.5", "", ""],
        ["PO-1", "", "", "", second, "3", "0.000001", "0"],
        ["PO-2", customer, "", "", first, "1", "20", "0.5"],
    ]
    assert told(bring(sheets, *rows, mode="check")) == ("done", 0, 0, 0)
    assert told(bring(sheets, *rows)) == ("done", 3, 0, 0)
    assert told(bring(sheets, *rows)) == ("done", 0, 3, 0)
    listed = desk.by("salesperson").get("/orders", sort="number").json["items"]
    assert [(each["reference"], len(each["lines"]), each["version"]) for each in listed] == [
        ("PO-1", 2, 1),
        ("PO-2", 1, 1),
    ]
    one = listed[0]
    assert (one["ordered_on"], one["discount"], one["customer_code"]) == (
        "2026-11-20",
        "10.00",
        customer,
    )
    assert [(line["quantity"], line["price"]) for line in one["lines"]] == [
        ("1000.500", "16.000000"),
        ("3.000", "0.000001"),
    ]
    rows[1][5] = "4"
    assert told(bring(sheets, *rows)) == ("done", 2, 1, 0)
    assert desk.order(one)["lines"][1]["quantity"] == "4.000"


def test_what_the_business_refuses_is_named_by_row_and_column(desk, sheets, codes):
    customer, first, second = codes
    job = bring(
        sheets,
        ["A", customer, "", "", first, "1", "", ""],
        ["A", "", "", "", second, "1", "", ""],
        ["B", "nobody", "", "", first, "1", "", ""],
        ["C", customer, "", "", "nothing", "1", "", ""],
        ["D", customer, "2999-01-01", "", first, "1", "", ""],
        ["E", customer, "", "", first, "0", "", ""],
        ["F", customer, "", "", first, "1", "", ""],
        ["F", "another", "", "", first, "1", "", ""],
    )
    assert told(job) == ("failed", 0, 0, 6)
    assert sorted(places(job)) == [
        (3, "G", "price_missing"),
        (4, "B", "customer_unknown"),
        (5, "E", "product_unknown"),
        (6, "C", "order_dated_ahead"),
        (7, "F", "line_of_nothing"),
        (9, "B", "head_differs"),
    ]
    assert desk.by("salesperson").get("/orders").json["items"] == []


def test_an_order_that_is_no_draft_any_more_is_left_or_refused(desk, sheets, codes):
    customer, first, _ = codes
    row = ["PO-1", customer, "", "", first, "5", "", ""]
    bring(sheets, row)
    (order,) = desk.by("salesperson").get("/orders").json["items"]
    desk.confirm(order)
    assert told(bring(sheets, row)) == ("done", 0, 1, 0)
    row[5] = "6"
    job = bring(sheets, row)
    assert (job["state"], places(job)) == ("failed", [(2, "", "order_not_draft")])


def test_what_changes_between_check_and_writing_is_named_and_the_rest_is_written(
    desk, sheets, codes, monkeypatch
):
    """A customer's file is closed after the check: its order is refused, the others are there."""
    customer, first, _ = codes
    gone = desk.customer(code="000124")
    rows = [
        ["PO-1", customer, "", "", first, "1", "", ""],
        ["PO-2", "000124", "", "", first, "1", "", ""],
        ["PO-3", customer, "", "", first, "1", "", ""],
    ]

    def meanwhile(place):
        if place == "sheets.checked" and desk.versions[f"customer:customer/{gone}"] == 1:
            closed = customer_file(gone) | {"code": "000124", "archived": True}
            desk.tell("customer.file.archived.v1", f"customer/{gone}", closed)

    monkeypatch.setattr("paper.sheets.importing.failpoint", meanwhile)
    job = bring(sheets, *rows)
    assert told(job) == ("failed", 2, 0, 1)
    assert (job["code"], places(job)) == (
        "sheet_partly_written",
        [(3, "", "customer_archived")],
    )
    listed = desk.by("salesperson").get("/orders", sort="number").json["items"]
    assert [each["reference"] for each in listed] == ["PO-1", "PO-3"]
    assert told(bring(sheets, rows[0], rows[2])) == ("done", 0, 2, 0)


def test_addresses_go_out_for_a_reason_alone_which_the_journal_keeps(desk, sheets, codes):
    customer, first, _ = codes
    bring(sheets, ["PO-1", customer, "", "", first, "1", "", ""])
    seller = desk.by("salesperson")
    refused(seller.get("/orders", format="csv"), 422, "parameter_wrong")
    refused(seller.get("/orders", format="csv", reason="  "), 422, "parameter_wrong")
    refused(seller.post("/sheets/orders/exports", {"format": "csv"}), 422, "parameter_wrong")
    assert exports(desk) == []
    assert seller.get("/orders", format="csv", reason="给承运人报价").status_code == 200
    asked = seller.post("/sheets/orders/exports", {"format": "csv", "reason": "年度核对"})
    assert asked.status_code == 202
    lines = exports(desk)
    assert [line["reason"] for line in lines] == ["年度核对", "给承运人报价"]
    for each in lines:
        assert each["actor"] == str(desk.door.user_id("salesperson"))
        assert {"delivery_address", "consignee", "consignee_phone"} <= set(each["changes"]["read"])


def exports(desk):
    """The journal's lines about sheets that were taken out, the newest first."""
    lines = done(desk.by("auditor").get("/journal"))["items"]
    return [line for line in lines if line["thing"].startswith("export/")]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_of_orders_goes_out_line_by_line_and_comes_in_again(
    desk, sheets, codes, kind, language
):
    customer, first, second = codes
    rows = [
        ["PO-1", customer, "", "10", first, "1.5", "", ""],
        ["PO-1", "", "", "", second, "3", "0.1", "0.3"],
        ["PO-2", customer, "", "", first, "1", "20", ""],
    ]
    bring(sheets, *rows)
    caller = desk.by("salesperson")
    headers = {**caller._headers(), "Accept-Language": language}
    answer = caller.client.get(f"/orders?format={kind}&reason=test", headers=headers)
    assert answer.status_code == 200
    again = sheets.bring("orders", answer.data, role="salesperson")
    assert told(again) == ("done", 0, 3, 0), again["first_faults"]


def test_a_sheet_out_holds_the_rows_of_ones_scope_alone(desk, sheets, codes):
    customer, first, _ = codes
    bring(sheets, ["PO-1", customer, "", "", first, "1", "", ""])
    other = desk.by("salesperson", "somebody-else")
    assert len(other.get("/orders", format="csv", reason="test").data.splitlines()) == 1
    asked = other.post("/sheets/orders/exports", {"format": "csv", "reason": "test"})
    while sheets.runner.work_off():
        pass
    assert len(other.get(f"/jobs/{asked.json['id']}/file").data.splitlines()) == 1
