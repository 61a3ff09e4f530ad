"""A document that moves or holds stock opens to its movements and its lots, found by its number."""

from importlib import import_module

import pytest

from chassis.ids import new_id

from .house import X
from .test_inspections import inspect, plan, waiting
from .test_serials import numbered, receipt
from .test_stocktakes import Sheet
from .test_transfers import answer, shipped


def found(house, number):
    """The documents of a number as (kind, id)."""
    listed = house.done(house.door.as_("auditor").get("/documents", number=number))["items"]
    return [(each["kind"], each["id"]) for each in listed]


def opened(house, number, kind=None):
    [document] = [each for each in found(house, number) if kind in (None, each[0])]
    return house.done(house.door.as_("quality_engineer").get(f"/documents/{document[1]}/trace"))


def moved(trace):
    return [(each["source_kind"], each["kind"], each["quantity"]) for each in trace["movements"]]


@pytest.mark.both_databases
def test_a_receipt_opens_to_its_lots_with_where_each_came_from_and_stands(house):
    p = house.product()
    came = house.receive(p, "10", "3.33", "L-A")
    order = house.post(X, (p, "4"))
    house.done(answer(house, shipped(house, (p, "3")), quantity="2"))
    trace = opened(house, came["number"])
    assert (trace["id"], trace["kind"], trace["truncated"]) == (came["id"], "receipt", False)
    assert moved(trace) == [("receipt", "receipt", "10.000")]
    assert "value" not in trace["movements"][0]
    [lot] = trace["lots"]
    assert (lot["number"], lot["product_code"], lot["serial_state"]) == ("L-A", "P", None)
    assert [(r["number"], r["supplier_name"], r["quantity"]) for r in lot["receipts"]] == [
        (came["number"], "供应商 S", "10.000")
    ]
    stands = {each["warehouse_code"]: each for each in lot["places"]}
    assert {code: (each["available"], each["between"]) for code, each in stands.items()} == {
        "MAIN": ("3.000", "0.000"),
        "TRANSIT": ("0.000", "1.000"),
        "W2": ("2.000", "0.000"),
    }
    assert (lot["balance"]["received"], lot["balance"]["with_customers"]) == ("10.000", "4.000")
    issue = opened(house, order.number)
    assert moved(issue) == [("issue", "issue", "-4.000")]
    assert [each["lot_id"] for each in issue["lots"]] == [lot["lot_id"]]
    assert opened(house, "TR-2026-000001")["lots"] == trace["lots"]


@pytest.mark.both_databases
def test_a_return_opens_with_what_was_done_about_its_pieces(house):
    p = numbered(house, 2)
    order = house.post(X, (p, "1"))
    back = house.returned(order, "1")
    house.door.deliver(back, house.verdict(back, ("scrap", "1")))
    trace = opened(house, "RT-2026-000001", "return")
    assert moved(trace) == [("return", "return", "1.000"), ("disposal", "scrap", "-1.000")]
    [lot] = trace["lots"]
    assert (lot["number"], lot["batch"], lot["serial_state"]) == ("SN-001", "B-1", "scrapped")
    assert (lot["places"], lot["balance"]["scrapped"]) == ([], "1.000")
    done = opened(house, "RT-2026-000001", "disposal")
    assert moved(done) == [("disposal", "scrap", "-1.000")]
    migration = import_module("services.inventory.migrations.versions.0025_documents")
    with house.door.database.transaction() as session:
        [row] = migration.earlier(session.connection())
    assert (str(row["id"]), str(row["return_id"]), row["number"]) == (
        done["id"],
        trace["id"],
        "RT-2026-000001",
    )


def test_every_kind_of_document_opens_to_its_lots(house):
    p, q = house.product(), house.product("Q")
    plan(house, q)
    came = house.receive(p, "10", "1.00", "L-A")
    house.receive(q, "10", "1.00", "L-Q")
    back = house.give_back(came, "1")
    adjusted = house.done(house.adjust(p, "-1", "L-A"))
    sheet = Sheet(house, p).start()
    hold = house.hold(p, house.lot_id(p, "L-A"), case="QC-2026-000007")
    house.door.deliver(hold)
    inspection = waiting(house, q)[0]
    told = {number: opened(house, number) for number in (
        back["number"], adjusted["number"], sheet.head["number"], "QC-2026-000007",
        inspection["number"],
    )}  # fmt: skip
    assert [(trace["kind"], moved(trace)) for trace in told.values()] == [
        ("supplier_return", [("supplier_return", "to_supplier", "-1.000")]),
        ("adjustment", [("adjustment", "adjustment", "-1.000")]),
        ("stocktake", []),
        ("hold", []),
        ("inspection", []),
    ]
    lots = [[each["number"] for each in trace["lots"]] for trace in told.values()]
    assert lots == [["L-A"], ["L-A"], ["L-A"], ["L-A"], ["L-Q"]]
    assert told["QC-2026-000007"]["lots"][0]["balance"]["held"] == "8.000"
    inspect(house, inspection)
    after = opened(house, inspection["number"])
    assert {each["kind"] for each in after["movements"]} == {"release"}


def test_pieces_that_cannot_be_told_apart_have_no_origin(house):
    p = house.product(tracking="none")
    lines = {"product_id": p, "quantity": "3", "value": "6.00"}
    opening = house.done(house.propose_opening(lines))
    house.done(house.sign_opening(opening))
    house.receive(p, "1", "1.00")
    [lot] = opened(house, opening["number"])["lots"]
    assert (lot["number"], lot["openings"], lot["receipts"]) == ("-", [], [])
    assert lot["balance"]["received"] == "4.000"
    q = house.product("Q")
    opening = house.done(house.propose_opening(lines | {"product_id": q, "lot": "L-Q"}))
    house.done(house.sign_opening(opening))
    [lot] = opened(house, opening["number"])["lots"]
    assert [each["number"] for each in lot["openings"]] == [opening["number"]]


def test_the_ledger_names_documents_and_lists_what_one_of_them_moved(house):
    p = house.product()
    came = house.receive(p, "10", "1.00", "L-A")
    order = house.post(X, (p, "2"))
    house.done(house.use(p, "1"))
    assert [row["document"] for row in house.movements(p)] == [
        None,
        order.number,
        came["number"],
    ]
    finance = house.door.as_("finance")
    for told in ({"document": order.number}, {"source_id": house.issues_of(order)[0]["issue_id"]}):
        [row] = house.done(finance.get("/movements", **told))["items"]
        assert (row["kind"], row["quantity"]) == ("issue", "-2.000")
    sheet = finance.get("/movements", document=came["number"], format="csv")
    assert came["number"] in sheet.get_data(as_text=True)


def test_a_very_long_document_says_that_it_shows_only_its_beginning(house):
    p = numbered(house, 300)
    house.done(receipt(house, p, "201", first_serial="SN-301"))
    assert len(opened(house, "GR-2026-000001")["lots"]) == 300
    trace = opened(house, Sheet(house, p).start().head["number"])
    assert (len(trace["lots"]), trace["truncated"]) == (500, True)
    assert trace["lots"][-1]["number"] == "SN-500"


def test_no_document_is_not_found_and_who_traces_no_lot_opens_none(house):
    auditor, seller = house.door.as_("auditor"), house.door.as_("salesperson")
    assert auditor.get(f"/documents/{new_id()}/trace").status_code == 404
    assert seller.get("/documents").status_code == 403
    assert seller.get(f"/documents/{new_id()}/trace").status_code == 403
