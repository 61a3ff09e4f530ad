"""Suppliers' price lists as sheets, and what a sheet makes of bank details that wait for approval."""

import pytest

from tests.support.sheets import SheetDesk, places, text, told

HEADINGS = ["商品编号", "供应商编号", "供应商货号", "采购价", "计价方式", "采购单位"]
CSV = {"format": "csv", "reason": "archive"}
HEADINGS += ["供货周期(天)", "最小起订量", "包装数量", "超收容差", "首选"]


@pytest.fixture
def desk(service_door):
    desk = SheetDesk(service_door("inventory"))
    desk.bring("suppliers", text(["code", "name"], ["S1", "鑫源"], ["S2", "Second"]))
    products = [["P1", "连接器", "件"], ["P2", "Relay", "件"]]
    assert told(desk.bring("products", text(["code", "name", "unit"], *products)))[1] == 2
    return desk


def prices(*rows):
    return text(HEADINGS, *rows)


def row(product, supplier, price, preferred="否", unit=""):
    return [product, supplier, "0012", price, "含税", unit, "14", "10", "5", "0.05", preferred]


def offers(desk, **query):
    return desk.door.as_("buyer").get("/offers", **query).json["items"]


def shown(desk):
    listed = [
        (x["product_code"], x["supplier_no"], x["price"], x["preferred"]) for x in offers(desk)
    ]
    return sorted(listed)


@pytest.mark.both_databases
def test_a_price_list_comes_in_goes_out_and_comes_in_again_without_a_change(desk):
    first = [row("P1", "S1", "11.30", "是"), row("P1", "S2", "9.5"), row("P2", "S2", "1.25", "是")]
    assert told(desk.bring("offers", prices(*first), "check")) == ("done", 0, 0, 0)
    assert shown(desk) == []
    assert told(desk.bring("offers", prices(*first))) == ("done", 3, 0, 0)
    assert told(desk.bring("offers", prices(*first))) == ("done", 0, 3, 0)
    (one,) = offers(desk, product_code="P2")
    names = ("supplier_code", "price_mode", "lead_days", "minimum_order", "pack", "tolerance")
    assert [one[name] for name in names] == ["0012", "included", 14, "10.000", "5.000", "0.050000"]
    caller = desk.door.as_("buyer")
    for language in ("zh", "en"):
        headers = {**caller._headers(), "Accept-Language": language}
        out = caller.client.get("/offers", query_string=CSV, headers=headers)
        job = desk.bring("offers", out.data)
        assert told(job) == ("done", 0, 3, 0), job["first_faults"]
    turned = [row("P1", "S2", "9.5", "是"), row("P1", "S1", "11.50", "否")]
    assert told(desk.bring("offers", prices(*turned))) == ("done", 2, 0, 0)
    assert shown(desk)[:2] == [("P1", "S1", "11.500000", False), ("P1", "S2", "9.500000", True)]
    assert told(desk.bring("offers", prices(*turned))) == ("done", 0, 2, 0)


def test_unknown_codes_units_and_a_second_preference_are_named_by_row_and_column(desk):
    rows = [
        row("P1", "S1", "1", "是"),
        row("NO", "S1", "1"),
        row("P2", "NO", "1"),
        row("P2", "S1", "1", unit="箱"),
        row("P1", "S2", "1", "是"),
        row("P1", "S1", "2"),
    ]
    job = desk.bring("offers", prices(*rows))
    assert sorted(places(job)) == [
        (3, "A", "product_unknown"),
        (4, "B", "supplier_unknown"),
        (5, "F", "unit_unknown"),
        (6, "K", "key_twice"),
        (7, "A", "key_twice"),
    ]
    assert shown(desk) == []


def test_bank_details_that_wait_for_approval_are_proposed_by_a_sheet_once(desk):
    bank = text(["code", "name", "bank", "account"], ["S1", "鑫源", "农行", "0099"])
    before = desk.door.as_("buyer").get("/suppliers", code="S1", **CSV).data
    assert told(desk.bring("suppliers", bank)) == ("done", 1, 0, 0)
    assert told(desk.bring("suppliers", bank)) == ("done", 0, 1, 0)
    assert told(desk.bring("suppliers", before)) == ("done", 0, 1, 0)
    (found,) = desk.door.as_("buyer").get("/suppliers", code="S1").json["items"]
    assert (found["account"], found["pending_account"], found["version"]) == (None, "0099", 2)


def test_an_archived_offer_that_a_price_list_names_is_taken_up_again(desk):
    desk.bring("offers", prices(row("P1", "S1", "11.30", "是"), row("P2", "S1", "2")))
    buyer = desk.door.as_("buyer")
    (one,) = offers(desk, product_code="P1")
    gone = buyer.patch(f"/offers/{one['id']}", {"archived": True}, one["version"])
    assert (gone.json["archived"], gone.json["preferred"]) == (True, False)
    out = buyer.client.get("/offers", query_string=CSV, headers=buyer._headers()).data
    assert told(desk.bring("offers", out)) == ("done", 0, 2, 0)
    again = prices(row("P1", "S1", "11.30", "是"), row("P2", "S1", "2"))
    assert told(desk.bring("offers", again)) == ("done", 1, 1, 0)
    (one,) = offers(desk, product_code="P1")
    assert (one["archived"], one["preferred"], one["price"]) == (False, True, "11.300000")
    assert told(desk.bring("offers", again)) == ("done", 0, 2, 0)


def test_a_row_may_say_that_an_offer_is_archived(desk):
    sheet = text([*HEADINGS, "已归档"], [*row("P1", "S1", "5", "是"), "是"])
    assert told(desk.bring("offers", sheet)) == ("done", 1, 0, 0)
    (one,) = offers(desk)
    assert (one["archived"], one["preferred"]) == (True, False)
    assert told(desk.bring("offers", sheet)) == ("done", 0, 1, 0)
