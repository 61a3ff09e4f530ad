"""Goods go back to their supplier at what they were received at; the stock is never worth less than nothing."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from ..errors import SupplierReturnNotOpen
from ..stock import rules
from ..stock.slots import ISSUE, Back
from ..supplier_returns import rules as returns
from .books import assert_books_balance
from .house import X
from .slots import add_lot, empty_slot, source

D = Decimal
quantities = st.integers(1, 10**6).map(lambda n: D(n) / 1000)
values = st.integers(0, 10**8).map(lambda n: D(n) / 100)


def value_of(slot):
    return slot.pool.quantity, slot.pool.value


def send_back(slot, here, quantity, cost):
    back = Back(slot.entries[0].source.line, D(quantity), D(cost))
    return rules.give_back(slot, here, back, source())


def test_the_receipts_cost_leaves_and_changes_the_average():
    slot = empty_slot()
    here = add_lot(slot, "L-A", "10", "100.00")
    add_lot(slot, "L-B", "10", "140.00", day=1)
    assert send_back(slot, here, "4", "40.00") == 0
    assert value_of(slot) == (16, D("200.00"))
    assert [(entry.kind, entry.value) for entry in slot.entries[2:]] == [("to_supplier", D(-40))]


def test_no_more_leaves_than_the_pool_has_and_the_rest_is_a_cost_difference():
    slot = empty_slot()
    here = add_lot(slot, "L-A", "10", "100.00")
    add_lot(slot, "L-B", "90", "0.00", day=1)
    rules.take_out(slot, D(85), ISSUE, source(), named=[(slot.lots[1], D(85))])
    assert value_of(slot) == (15, D("15.00"))
    assert send_back(slot, here, "4", "40.00") == D("25.00")
    assert value_of(slot) == (11, D("0.00"))
    told = [(entry.kind, entry.quantity, entry.value) for entry in slot.entries[-2:]]
    assert told == [("to_supplier", -4, D("-40.00")), ("cost_difference", 0, D("25.00"))]


def test_the_last_pieces_take_all_that_is_left():
    slot = empty_slot()
    here = add_lot(slot, "L-A", "10", "100.00")
    dear = add_lot(slot, "L-B", "10", "140.00", day=1)
    rules.take_out(slot, D(10), ISSUE, source(), named=[(dear, D(10))])
    assert send_back(slot, here, "10", "100.00") == D("-20.00")
    assert value_of(slot) == (0, D("0.00"))
    assert slot.pool.last_average == D("12.000000")


def test_of_layers_the_receipts_own_goes_before_older_ones():
    slot = empty_slot("fifo")
    add_lot(slot, "L-A", "10", "100.00")
    here = add_lot(slot, "L-B", "10", "140.00", day=1)
    own = Back(slot.entries[1].source.line, D(12), D("168.00"))
    assert rules.give_back(slot, here, own, source()) == D("8.00")
    assert value_of(slot) == (8, D("80.00"))


@pytest.mark.parametrize("costing", ["average", "fifo"])
@given(
    lots=st.lists(st.tuples(quantities, values), min_size=1, max_size=4),
    gone=quantities,
    back=quantities,
)
def test_what_went_and_what_it_differed_are_what_the_pool_lost(costing, lots, gone, back):
    slot = empty_slot(costing)
    held = [add_lot(slot, f"L-{day}", str(q), str(v), day) for day, (q, v) in enumerate(lots)]
    rules.take_out(slot, min(gone, slot.pool.quantity), ISSUE, source())
    here = held[-1]
    quantity = min(back, here.available)
    if quantity:
        cost = rules.part(lots[-1][1], lots[-1][0], D(0), quantity)
        rules.give_back(slot, here, Back(slot.entries[0].source.line, quantity, cost), source())
    assert sum(entry.value for entry in slot.entries) == slot.pool.value >= 0
    assert sum(entry.quantity for entry in slot.entries) == slot.pool.quantity
    assert slot.pool.quantity or slot.pool.value == D("0.00")
    if costing == "fifo":
        assert sum(layer.value for layer in slot.pool.layers) == slot.pool.value


@pytest.mark.both_databases
def test_goods_go_back_and_everybody_sees_it(house):
    p = house.product()
    receipt = house.receive(p, "10", "10.00", "L-A")
    house.receive(p, "10", "13.00", "L-B")
    asked = house.done(house.ask_back(receipt, "1"))
    assert asked["status"] == "asked" and asked["number"].startswith("PR-")
    assert house.stock(p)["quantity"] == "20.000"
    shipped = house.give_back(receipt, "4")
    line = shipped["lines"][0]
    assert (shipped["status"], line["value"], line["difference"]) == ("shipped", "40.00", "0.00")
    stock = house.stock(p)
    assert (stock["quantity"], stock["value"]) == ("16.000", "190.00")
    balance = house.lot(line["lot_id"])["balance"]
    assert (balance["received"], balance["free"], balance["to_supplier"]) == (
        "10.000",
        "6.000",
        "4.000",
    )
    reader = house.door.as_("finance")
    order = house.done(reader.get(f"/purchase-orders/{receipt['purchase_order_id']}"))
    again = house.done(reader.get(f"/receipts/{receipt['id']}"))
    assert order["lines"][0]["returned"] == again["lines"][0]["returned"] == "4.000"
    fact = house.door.facts("inventory.stock.returned_to_supplier.v1")[0]
    assert (fact["number"], fact["lines"][0]["quantity"]) == (shipped["number"], "4.000")
    assert_books_balance(house.door, p)


@pytest.mark.parametrize(
    ("mode", "net", "tax", "gross"),
    [
        ("excluded", ["6.01", "3.00"], ["0.78", "0.39"], ["6.79", "3.39"]),
        ("included", ["5.31", "2.66"], ["0.70", "0.34"], ["6.01", "3.00"]),
    ],
)
def test_what_goes_back_takes_its_part_of_the_receipts_tax_by_the_orders_price_mode(
    house, mode, net, tax, gross
):
    p = house.product()
    line = {"product_id": p, "quantity": "3", "unit_price": "3.003333"}
    form = {"supplier_id": house.supplier(), "price_mode": mode, "lines": [line]}
    order = house.done(house.door.as_("buyer").post("/purchase-orders", form))
    house.done(house.door.as_("inventory_manager").post(f"/purchase-orders/{order['id']}/check"))
    got = {"order_line_id": order["lines"][0]["id"], "quantity": "3", "lot": "L-A"}
    form = {"purchase_order_id": order["id"], "lines": [got]}
    made = house.done(house.door.as_("warehouse_keeper").post("/receipts", form))
    receipt = house.done(house.door.as_("finance").get(f"/receipts/{made['id']}"))
    backs = [house.give_back(receipt, quantity) for quantity in ("2", "1")]
    for name, amounts in (("net", net), ("tax", tax), ("gross", gross)):
        assert [back[name] for back in backs] == amounts
        assert sum(map(D, amounts)) == D(receipt[name]) == D(order[name])
    line = backs[0]["lines"][0]
    assert (line["value"], line["tax"], line["gross"]) == (net[0], tax[0], gross[0])
    assert house.door.as_("warehouse_keeper").get(f"/receipts/{made['id']}").json.get("tax") is None


@pytest.mark.both_databases
def test_the_last_pieces_leave_a_cost_difference_in_the_ledger(house):
    p = house.product()
    first = house.receive(p, "10", "10.00", "L-A")
    house.receive(p, "10", "14.00", "L-B")
    house.post(X, (p, "10", "L-B"))
    shipped = house.give_back(first, "10")
    assert shipped["lines"][0]["difference"] == "-20.00"
    moved = [(one["kind"], one["value"]) for one in house.movements(p)][:2]
    assert sorted(moved) == [("cost_difference", "-20.00"), ("to_supplier", "-100.00")]
    assert house.stock(p)["value"] == "0.00"
    assert_books_balance(house.door, p)


def test_no_more_goes_back_than_came_less_what_is_to_go_already(house):
    p = house.product()
    receipt = house.receive(p, "10", "10.00", "L-A")
    first = house.done(house.ask_back(receipt, "6"))
    refused = house.ask_back(receipt, "4.001")
    assert (refused.status_code, refused.json["code"]) == (409, "supplier_return_too_large")
    assert refused.json["errors"][0]["pointer"] == "/lines/0/quantity"
    line = {"receipt_line_id": receipt["lines"][0]["id"], "quantity": "2.001"}
    twice = house.ask_back(receipt, "2", lines=[line, line])
    assert twice.json["errors"][0]["pointer"] == "/lines/1/quantity"
    path = f"/supplier-returns/{first['id']}/cancel"
    assert house.door.as_("buyer").post(path, {"reason": "让步接收"}).json["status"] == "cancelled"
    assert house.ask_back(receipt, "10").status_code == 201
    assert house.ship(first).json["code"] == "supplier_return_not_open"


def test_the_keeper_who_ships_has_neither_bought_nor_asked(house):
    p = house.product()
    receipt = house.receive(p, "10", "10.00", "L-A")
    asked = house.done(house.ask_back(receipt, "1"))
    path = f"/supplier-returns/{asked['id']}/ship"
    buyer = house.door.as_("buyer", perms=["inventory.supplier_return.ship"])
    assert (buyer.post(path).status_code, buyer.post(path).json["code"]) == (
        403,
        "shipper_is_buyer",
    )


def test_reserved_pieces_give_way_the_youngest_first_and_are_told_why(house):
    p = house.product()
    receipt = house.receive(p, "10", "10.00", "L-A")
    house.confirm(X, (p, "5"))
    young = house.confirm(X, (p, "4"))
    house.give_back(receipt, "3")
    told = house.door.facts("inventory.stock.reserved.v1")[-1]
    assert (told["order_id"], told["cause"]["code"]) == (young.id, "returned_to_supplier")
    assert house.pieces(p) == {"free": 0, "reserved": 7, "held": 0, "quarantined": 0}
    assert_books_balance(house.door, p)


def test_held_pieces_go_back_for_the_case_that_holds_them_when_quality_says_so(house):
    p = house.product()
    receipt = house.receive(p, "10", "10.00", "L-A")
    house.door.deliver(house.hold(p, house.lot_id(p, "L-A"), "QC-2026-000007"))
    refused = house.ask_back(receipt, "2").json
    assert refused["code"] == "pieces_not_there"
    assert refused["errors"][0]["pointer"] == "/lines/0/quantity"
    assert "10.000 are held for QC-2026-000007" in refused["detail"]
    assert house.ask_back(receipt, "8", from_held=True).json["code"] == "case_missing"
    other = house.ask_back(receipt, "8", from_held=True, case_number="QC-2026-000008")
    assert other.json["code"] == "case_holds_not"
    asked = house.ask_back(receipt, "8", from_held=True, case_number="QC-2026-000007").json
    assert house.ship(asked).json["code"] == "held_not_released"
    manager, path = house.door.as_("quality_manager"), "/supplier-returns/{}/release"
    released = house.done(manager.post(path.format(asked["id"])))
    assert (released["status"], released["case_number"]) == ("released", "QC-2026-000007")
    assert house.done(house.ship(asked))["status"] == "shipped"
    stated = house.door.facts("inventory.lot.held.v1")[-1]["balance"]
    assert (stated["held"], stated["to_supplier"]) == ("2.000", "8.000")
    assert_books_balance(house.door, p)


def test_a_lot_held_or_let_go_after_the_return_was_asked_is_found_out_before_it_leaves(house):
    p = house.product()
    receipt = house.receive(p, "10", "10.00", "L-A")
    loose = house.done(house.ask_back(receipt, "2"))
    manager, path = house.door.as_("quality_manager"), "/supplier-returns/{}/release"
    assert manager.post(path.format(loose["id"])).json["code"] == "supplier_return_not_held"
    hold = house.hold(p, house.lot_id(p, "L-A"), "QC-2026-000007")
    house.door.deliver(hold)
    refused = house.ship(loose)
    assert refused.json["code"] == "pieces_not_there"
    assert "QC-2026-000007" in refused.json["detail"]
    held = {"from_held": True, "case_number": "QC-2026-000007"}
    asked = house.done(house.ask_back(receipt, "8", **held))
    house.door.deliver(house.hold_ended(hold))
    assert manager.post(path.format(asked["id"])).json["code"] == "pieces_not_there"


def test_unknown_receipts_and_lines_are_named(house):
    p = house.product()
    receipt = house.receive(p, "10", "10.00", "L-A")
    other = house.receive(p, "1", "10.00", "L-B")
    wrong = {"receipt_line_id": other["lines"][0]["id"], "quantity": "1"}
    refused = house.ask_back(receipt, "1", lines=[wrong])
    assert (refused.json["code"], refused.json["errors"][0]["pointer"]) == (
        "receipt_line_unknown",
        "/lines/0/receipt_line_id",
    )
    assert house.ask_back(receipt, "1", receipt_id=p).json["code"] == "receipt_unknown"


@pytest.mark.parametrize("status", list(returns.STATUS))
@pytest.mark.parametrize("verb", [returns.RELEASE, returns.SHIP, returns.CANCEL])
def test_every_status_and_verb(status, verb):
    if verb in returns.TRANSITIONS[status]:
        assert returns.after(status, verb, "PR-1") in returns.STATUS
    else:
        with pytest.raises(SupplierReturnNotOpen):
            returns.after(status, verb, "PR-1")
