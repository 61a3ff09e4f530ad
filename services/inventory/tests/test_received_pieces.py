"""Every received piece is in one place on its receipt and on its order, and what goes back takes its part once."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial
from importlib import import_module

import pytest
from hypothesis import given, strategies as st
from sqlalchemy import text

from chassis.ids import new_id

from ..purchasing.counting import RETURNED, SCRAPPED, Arrived, let_go
from ..purchasing.models import PurchaseOrderLine, ReceiptLine
from .books import assert_books_balance
from .test_inspections import act, inspect, plan, waiting

D = Decimal
WHERE = ("quarantined", "accepted", "returned", "scrapped")
KEEPERS = {"sort": "inspector", "send-back": "warehouse_keeper", "scrap": "inventory_manager"}


def received(
    house, product, *prices_and_quantities, mode="excluded", lot="L-A", times=1, supplier=None
):
    """One order with a line per (price, quantity), each received `times` in lot `lot` at once."""
    lines = [
        {"product_id": product, "unit_price": price, "quantity": quantity}
        for price, quantity in prices_and_quantities
    ]
    form = {"price_mode": mode, "lines": lines}
    form["supplier_id"] = supplier or house._supplier()
    order = house.done(house.door.as_("buyer").post("/purchase-orders", form))
    house.done(house.door.as_("inventory_manager").post(f"/purchase-orders/{order['id']}/check"))
    came = [
        {"order_line_id": line["id"], "lot": lot, "quantity": str(D(line["quantity"]) / times)}
        for line in order["lines"]
        for _ in range(times)
    ]
    form = {"purchase_order_id": order["id"], "lines": came}
    return house.done(house.door.as_("warehouse_keeper").post("/receipts", form))


def dispose(house, inspection, verb, quantity):
    told = {"reason": "裂纹", "quantity": quantity}
    return house.done(act(house, inspection, verb, told, role=KEEPERS[verb]))


def seen(house, receipt):
    """Where the pieces of each line are: of the receipt, of the order."""
    reader = house.door.as_("finance")
    papers = (f"/receipts/{receipt['id']}", f"/purchase-orders/{receipt['purchase_order_id']}")
    return [
        [" ".join(f"{D(line[name]):.0f}" for name in WHERE) for line in paper["lines"]]
        for paper in (house.done(reader.get(path)) for path in papers)
    ]


@pytest.mark.both_databases
def test_a_lot_of_two_order_lines_is_counted_on_the_line_whose_inspection_it_was(house):
    p = house.product()
    plan(house, p)
    receipt = received(house, p, ("10.00", "7"), ("12.00", "5"))
    assert seen(house, receipt) == [["7 0 0 0", "5 0 0 0"]] * 2
    first, second = waiting(house, p)
    rejected = inspect(house, second, defects=5)
    assert dispose(house, rejected, "sort", "1")["released"] == "1.000"
    dispose(house, rejected, "send-back", "3")
    dispose(house, rejected, "scrap", "1")
    assert seen(house, receipt) == [["7 0 0 0", "0 1 3 1"]] * 2
    inspect(house, first)
    assert seen(house, receipt) == [["0 7 0 0", "0 1 3 1"]] * 2
    line = {"receipt_line_id": receipt["lines"][0]["id"], "quantity": "7"}
    other = {"receipt_line_id": receipt["lines"][1]["id"], "quantity": "1"}
    house.done(house.ship(house.done(house.ask_back(receipt, "", lines=[line, other]))))
    assert seen(house, receipt) == [["0 0 7 0", "0 0 4 1"]] * 2
    assert_books_balance(house.door, p)


def test_pieces_in_quarantine_are_not_asked_back_and_the_refusal_names_their_inspection(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")  # as many of the lot as would do
    plan(house, p)
    receipt = house.receive(p, "7", "10.00", "L-A")
    number = waiting(house, p)[0]["number"]

    def refused(quantity, left, there):
        answer = house.ask_back(receipt, quantity)
        assert (answer.status_code, answer.json["code"]) == (409, "pieces_in_quarantine")
        (error,) = answer.json["errors"]
        assert error["pointer"] == "/lines/0/quantity"
        assert f"{there} are in quarantine and {left} can go back" in error["detail"]
        assert number in error["detail"]

    refused("1", "0.000", "7.000")
    rejected = inspect(house, waiting(house, p)[0], defects=7)
    refused("7", "0.000", "7.000")
    assert house.door.as_("buyer").get("/supplier-returns").json["items"] == []
    dispose(house, rejected, "sort", "3")
    refused("4", "3.000", "4.000")
    house.done(house.ask_back(receipt, "2"))
    refused("2", "1.000", "4.000")
    assert house.ask_back(receipt, "6").json["code"] == "supplier_return_too_large"
    dispose(house, rejected, "send-back", "4")
    assert house.ask_back(receipt, "2").json["code"] == "supplier_return_too_large"
    house.give_back(receipt, "1")
    assert seen(house, receipt) == [["0 2 5 0"]] * 2


@pytest.mark.parametrize("mode", ["excluded", "included"])
def test_whatever_way_pieces_go_back_the_last_takes_the_rest_of_the_receipt(house, mode):
    p = house.product()
    plan(house, p)
    made = received(house, p, ("3.333333", "3"), mode=mode)
    receipt = house.done(house.door.as_("finance").get(f"/receipts/{made['id']}"))
    rejected = inspect(house, waiting(house, p)[0], defects=3)
    for verb in ("sort", "send-back", "sort"):
        dispose(house, rejected, verb, "1")
    backs = [house.give_back(receipt, "1") for _ in range(2)]
    (sent,) = [f["cost"] for f in house.door.facts("inventory.inspection.disposed.v1")][1:2]
    net = D(sent) + sum(D(back["net"]) for back in backs)
    assert net == D(receipt["net"])
    assert seen(house, receipt) == [["0 0 3 0"]] * 2
    assert house.stock(p)["value"] == house.stock(p)["quarantine_value"] == "0.00"
    assert_books_balance(house.door, p)


def test_a_lot_on_two_lines_of_the_receipt_leaves_quarantine_from_the_first_line_on(house):
    p = house.product()
    plan(house, p)
    receipt = received(house, p, ("0.333333", "14"), times=2)
    (one,) = waiting(house, p)
    rejected = inspect(house, one, defects=13)
    dispose(house, rejected, "send-back", "9")
    assert seen(house, receipt) == [["0 0 7 0", "5 0 2 0"], ["5 0 9 0"]]
    dispose(house, rejected, "scrap", "5")
    assert seen(house, receipt) == [["0 0 7 0", "0 0 2 5"], ["0 0 9 5"]]
    assert house.stock(p)["quarantine_value"] == "0.00"
    assert_books_balance(house.door, p)


@pytest.mark.on_postgres
def test_pieces_of_one_order_that_leave_at_once_are_all_counted(house):
    p = house.product()
    plan(house, p)
    receipt = received(house, p, ("3.333333", "6"), ("0.333333", "6"))
    for one in waiting(house, p):
        dispose(house, inspect(house, one, defects=6), "sort", "2")
    asked = [house.done(house.ask_back(receipt, "1")) for _ in range(2)]
    lots = waiting(house, p)
    calls = [partial(house.ship, one) for one in asked]
    told = {"reason": "裂纹", "quantity": "1"}
    for verb in ("send-back", "send-back", "scrap", "sort"):
        calls += [partial(act, house, one, verb, told, role=KEEPERS[verb]) for one in lots]
    with ThreadPoolExecutor(max_workers=len(calls)) as pool:
        answers = [answer.result() for answer in [pool.submit(call) for call in calls]]
    assert {answer.status_code for answer in answers} == {200}
    assert seen(house, receipt) == [["0 1 4 1", "0 3 2 1"]] * 2
    assert_books_balance(house.door, p)


@given(
    pieces=st.integers(1, 12),
    cents=st.integers(0, 200),
    tax=st.integers(0, 40),
    mode=st.sampled_from(["excluded", "included"]),
    ways=st.lists(st.sampled_from(["accept", "back", "scrap", "return"]), max_size=60),
)
def test_parts_are_never_negative_and_add_up_to_the_line(pieces, cents, tax, mode, ways):
    ordered = PurchaseOrderLine(
        received=D(pieces), quarantined=D(pieces), returned=D(0), scrapped=D(0)
    )
    line = ReceiptLine(
        lot_id=new_id(), quantity=D(pieces), quarantined=D(pieces), returned=D(0), scrapped=D(0),
        value=D(cents) / 100, tax=D(tax) / 100, gone_value=D(0), gone_tax=D(0),
    )  # fmt: skip
    came = Arrived(ordered, [line], mode)
    taken = []
    for way in [*ways, *["accept"] * pieces, *["return"] * pieces]:
        if way == "return" and line.accepted:
            amounts = let_go(line, ordered, RETURNED, (D(1), None), mode)
            taken.append((amounts["net"], amounts["tax"]))
        elif way != "return" and line.quarantined:
            gone = {"back": RETURNED, "scrap": SCRAPPED}.get(way)
            before = line.gone_value, line.gone_tax
            worth = came.leave_quarantine(line.lot_id, D(1), gone)
            taken.append((line.gone_value - before[0], line.gone_tax - before[1]))
            assert taken[-1][0] == (worth if gone else 0)
    assert all(net >= 0 and tax >= 0 for net, tax in taken)
    assert sum(net for net, _ in taken) == line.value == line.gone_value
    assert sum(tax for _, tax in taken) == line.tax == line.gone_tax
    assert line.returned + line.scrapped == ordered.returned + ordered.scrapped == pieces


@pytest.mark.both_databases
def test_what_is_counted_is_what_the_migration_makes_of_the_ledger(house):
    p, serial = house.product(), house.product("N", "serial")
    unplanned = house.receive(p, "10", "1.10", "L-0")
    plan(house, p)
    plan(house, serial)
    received(house, p, ("0.333333", "9"), ("0.50", "9"), ("0.50", "9"))
    received(house, p, ("0.777777", "8"), times=2, lot="L-B")
    order = house.checked_order(serial, "3", "5.00")
    line = {"order_line_id": order["lines"][0]["id"], "quantity": "3", "first_serial": "SN-1"}
    form = {"purchase_order_id": order["id"], "lines": [line]}
    house.done(house.door.as_("warehouse_keeper").post("/receipts", form))
    for product, left in ((p, 2), (serial, 1)):
        for nth, one in enumerate(waiting(house, product)[:-1] or waiting(house, product)):
            rejected = inspect(house, one, defects=int(D(one["quantity"])))
            for verb in ("send-back", "sort", "scrap")[: 3 - nth % 2]:
                dispose(house, rejected, verb, str(left) if product == p else "1")
    house.give_back(unplanned, "4")
    columns = "quarantined, returned, scrapped"
    tables = {"receipt_lines": f"{columns}, gone_value, gone_tax", "purchase_order_lines": columns}
    tables |= {"inspections": "order_line_id"}
    migration = import_module(
        "services.inventory.migrations.versions.0028_where_received_pieces_are"
    )
    with house.door.database.transaction() as session:
        kept = _rows(session, tables)
        of_returns = "SELECT COALESCE(SUM(l.quantity), 0) FROM supplier_return_lines l"
        for table in ("receipt_lines", "purchase_order_lines"):
            session.execute(text(f"UPDATE {table} SET quarantined = 0, scrapped = 0"))
        session.execute(text("UPDATE receipt_lines SET gone_value = 0, gone_tax = 0"))
        session.execute(
            text(
                f"UPDATE receipt_lines SET returned ="
                f" ({of_returns} WHERE l.receipt_line_id = receipt_lines.id)"
            )
        )
        session.execute(text("UPDATE inspections SET order_line_id = receipt_id"))
        assert _rows(session, tables) != kept
        migration.fill(session.connection())
        assert _rows(session, tables) == kept


def _rows(session, tables):
    return {
        table: session.execute(text(f"SELECT id, {columns} FROM {table} ORDER BY id")).all()
        for table, columns in tables.items()
    }
