"""Serial numbers: each piece by its number, in one place at a time, its history never lost."""

import pytest

from .books import assert_books_balance
from .house import X, Y
from .test_stocktakes import Sheet
from .test_transfers import answer, default_warehouse, drafted, second_warehouse, ship


def receipt(house, product, quantity, ordered=None, **told):
    order = house.checked_order(product, ordered or quantity, "10.00")
    line = {"order_line_id": order["lines"][0]["id"], "quantity": quantity} | told
    form = {"purchase_order_id": order["id"], "lines": [line]}
    return house.door.as_("warehouse_keeper").post("/receipts", form)


def numbered(house, count=3, code="P"):
    """A product with SN-001, SN-002, … of the supplier's lot B-1 in stock."""
    p = house.product(code, tracking="serial")
    house.done(receipt(house, p, str(count), first_serial="SN-001", lot="B-1"))
    return p


def states(house, product, **query):
    found = house.door.as_("salesperson").get("/serials", product_id=product, **query).json
    return {each["number"]: each["state"] for each in found["items"]}


def lots_issued(house, order, issue=0):
    return [lot["lot"] for lot in house.issues_of(order)[issue]["lines"][0]["lots"]]


def order_of(house, customer, product, quantity, serials):
    order = house.order(customer, (product, quantity))
    order.lines[0]["serials"] = serials
    return order


@pytest.mark.both_databases
def test_a_receipt_names_one_number_per_piece_listed_or_counted_on(house):
    p = house.product(tracking="serial")
    made = house.done(receipt(house, p, "3", first_serial="SN-098", lot="B-1"))
    told = [(line["lot"], line["batch"], line["quantity"]) for line in made["lines"]]
    assert told == [(f"SN-{n}", "B-1", "1.000") for n in ("098", "099", "100")]
    fact = house.door.facts("inventory.stock.received.v1")[-1]["lines"]
    assert [(line["lot"], line["batch"]) for line in fact][-1] == ("SN-100", "B-1")
    house.done(receipt(house, p, "2", serials=["A7", "A9"]))
    assert states(house, p) == dict.fromkeys(("SN-098", "SN-099", "SN-100", "A7", "A9"), "in_stock")
    stock = house.stock(p)
    assert (stock["on_hand"], stock["value"]) == ("5.000", "50.00")
    assert_books_balance(house.door, p)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"quantity": "2"}, "serials_missing"),
        ({"quantity": "2", "serials": ["A"]}, "serials_missing"),
        ({"quantity": "2", "serials": ["A", "A"]}, "serials_missing"),
        ({"quantity": "2", "first_serial": "SN-A"}, "serials_missing"),
        ({"quantity": "1.5", "ordered": "2", "first_serial": "SN-1"}, "serials_wrong"),
        ({"quantity": "2", "serials": ["A", "SN-002"]}, "serial_known"),
    ],
)
def test_numbers_that_are_missing_doubled_or_known_are_refused(house, told, code):
    p = numbered(house)
    refused = receipt(house, p, told.pop("quantity"), **told)
    assert refused.json["code"] == code
    assert len(states(house, p)) == 3


def test_a_number_at_a_customer_is_not_received_again_and_one_back_at_its_supplier_is(house):
    p = numbered(house, 1)
    order = house.post(X, (p, "1"))
    assert receipt(house, p, "1", serials=["SN-001"]).json["code"] == "serial_known"
    back = house.returned(order, "1")
    house.door.deliver(back, house.verdict(back, ("to_supplier", "1")))
    assert states(house, p) == {"SN-001": "to_supplier"}
    house.done(receipt(house, p, "1", serials=["SN-001"]))
    assert states(house, p) == {"SN-001": "in_stock"}
    assert_books_balance(house.door, p)


def test_a_number_that_was_scrapped_used_or_lost_is_not_bought_again(house):
    p = numbered(house, 3)
    order = order_of(house, X, p, "1", ["SN-001"])
    house.door.deliver(house.posted(order))
    back = house.returned(order, "1")
    house.door.deliver(back, house.verdict(back, ("scrap", "1")))
    house.done(house.use(p, "1", lot="SN-002"))
    house.done(house.adjust(p, "-1", "SN-003"))
    gone = {"SN-001": "scrapped", "SN-002": "used", "SN-003": "missing"}
    for number, state in gone.items():
        refused = receipt(house, p, "1", serials=[number])
        assert (refused.status_code, refused.json["code"]) == (409, "serial_known")
        assert f"{number} of product P is known already: {state}" in refused.json["detail"]
    assert states(house, p) == gone
    house.done(house.adjust(p, "1", "SN-003"))
    assert states(house, p)["SN-003"] == "in_stock"


@pytest.mark.both_databases
def test_an_order_gets_the_numbers_it_names_and_waits_for_those_that_are_not_there(house):
    p = numbered(house, 4)
    named = order_of(house, X, p, "3", ["SN-002", "SN-004", "SN-009"])
    house.door.deliver(house.confirmed(named))
    assert house.pieces(p) == {"free": 2, "reserved": 2, "held": 0, "quarantined": 0}
    other = house.post(Y, (p, "3"))
    assert lots_issued(house, other) == ["SN-001", "SN-003"]
    house.door.deliver(house.posted(named))
    assert sorted(lots_issued(house, named)) == ["SN-002", "SN-004"]
    house.done(receipt(house, p, "2", serials=["SN-008", "SN-009"]))
    assert lots_issued(house, named, 1) == ["SN-009"]
    assert lots_issued(house, other, 1) == ["SN-008"]
    assert set(states(house, p, customer_id=X)) == {"SN-002", "SN-004", "SN-009"}
    assert states(house, p, state="in_stock") == {}
    assert_books_balance(house.door, p)


def test_a_cancelled_order_frees_its_numbers_for_who_names_them_next(house):
    p = numbered(house, 3)
    first = order_of(house, X, p, "2", ["SN-001", "SN-002"])
    second = order_of(house, Y, p, "2", ["SN-002", "SN-003"])
    house.door.deliver(house.confirmed(first))
    house.door.deliver(house.posted(second))
    assert lots_issued(house, second) == ["SN-003"]
    house.door.deliver(house.cancelled(first))
    assert lots_issued(house, second, 1) == ["SN-002"]
    assert house.pieces(p)["free"] == 1
    assert_books_balance(house.door, p)


def test_the_history_of_a_number_tells_from_whom_it_came_and_who_had_it(house):
    p = numbered(house, 1)
    order = house.post(X, (p, "1"))
    back = house.returned(order, "1")
    house.door.deliver(back, house.verdict(back, ("restock", "1")))
    assert states(house, p) == {"SN-001": "in_stock"}
    again = house.post(Y, (p, "1"))
    [row] = house.door.as_("salesperson").get("/serials", number="SN-001").json["items"]
    assert (row["state"], row["customer_id"], row["batch"]) == ("with_customer", Y, "B-1")
    seen = house.done(house.door.as_("quality_engineer").get(f"/serials/{row['lot_id']}"))
    told = [(each["kind"], each["document"]) for each in seen["history"]]
    assert told == [
        ("receipt", "GR-2026-000001"),
        ("issue", order.number),
        ("return", "RT-2026-000001"),
        ("release", "RT-2026-000001"),
        ("release", "RT-2026-000001"),
        ("issue", again.number),
    ]
    assert seen["history"][0]["supplier_name"] == "供应商 S"
    assert [each["customer_name"] for each in seen["history"]][1::4] == ["X 公司", "Y 公司"]
    assert house.door.as_("salesperson").get(f"/serials/{row['lot_id']}").status_code == 403


@pytest.mark.both_databases
def test_a_hold_that_ends_leaves_numbers_where_they_are(house):
    p = numbered(house, 3)
    house.post(X, (p, "2"))
    house.done(house.use(p, "1", lot="SN-003"))
    holds = [house.hold(p, house.lot_id(p, f"SN-00{n}")) for n in (1, 3)]
    for hold in holds:
        house.door.deliver(hold)
        house.door.deliver(house.hold_ended(hold))
    assert states(house, p) == dict.fromkeys(("SN-001", "SN-002"), "with_customer") | {
        "SN-003": "used"
    }
    assert set(states(house, p, customer_id=X)) == {"SN-001", "SN-002"}
    assert_books_balance(house.door, p)


def test_numbers_are_held_transferred_used_and_counted_piece_by_piece(house):
    p = numbered(house, 5)
    house.door.deliver(house.hold(p, house.lot_id(p, "SN-001")))
    draft = drafted(house, (p, "1"))
    keeper = house.door.as_("warehouse_keeper")
    lines = [{"product_id": p, "quantity": "2", "serials": ["SN-002", "SN-003"]}]
    house.done(keeper.patch(f"/transfers/{draft['id']}", {"lines": lines}, version=1))
    transfer = house.done(ship(house, draft))
    assert [piece["lot"] for piece in transfer["pieces"]] == ["SN-002", "SN-003"]
    house.done(answer(house, transfer, quantity="1"))
    house.done(house.use(p, "1", lot="SN-004"))
    house.done(house.adjust(p, "-1", "SN-005"))
    assert states(house, p) == {
        "SN-001": "held",
        "SN-002": "in_stock",
        "SN-003": "between",
        "SN-004": "used",
        "SN-005": "missing",
    }
    assert house.use(p, "0.5", warehouse_id=transfer["to_id"]).json["code"] == "part_of_piece"
    half = {"from_id": transfer["from_id"], "to_id": transfer["to_id"]}
    half["lines"] = [{"product_id": p, "quantity": "0.5"}]
    assert keeper.post("/transfers", half).json["code"] == "part_of_piece"
    assert_books_balance(house.door, p)


def test_a_number_is_found_only_where_the_books_have_none(house):
    """Neither while it is in the house nor with a customer, from whom it comes back by a return."""
    p = numbered(house, 3)
    order = order_of(house, X, p, "1", ["SN-001"])
    house.door.deliver(house.posted(order))
    keeper = house.door.as_("warehouse_keeper")
    form = {"product_id": p, "quantity": "1", "reason": "盘点"}
    for number, code in (("SN-001", "serial_with_customer"), ("SN-002", "serial_twice")):
        refused = keeper.post("/adjustments", form | {"lot": number})
        assert (refused.status_code, refused.json["code"]) == (409, code)
        assert number in refused.json["detail"]
    sheet = Sheet(house, p).start()
    beside = {"product_id": p, "lot": "SN-001", "counted": "1"}
    house.done(sheet.count(beside))
    house.done(sheet.finish(leave_uncounted=True))
    assert sheet.approve().json["code"] == "serial_with_customer"
    house.done(house.adjust(p, "-1", "SN-003"))
    house.done(house.adjust(p, "1", "SN-003"))
    assert states(house, p)["SN-003"] == "in_stock"
    assert_books_balance(house.door, p)


def test_part_of_a_numbered_piece_does_not_go_back_to_its_supplier(house):
    p = house.product(tracking="serial")
    made = house.done(receipt(house, p, "1", first_serial="SN-1"))
    refused = house.ask_back(made, "0.5")
    assert (refused.status_code, refused.json["code"]) == (422, "part_of_piece")
    assert refused.json["errors"][0]["pointer"] == "/lines/0/quantity"


def test_a_draft_to_transfer_names_only_numbers_that_were_here_some_time(house):
    p = numbered(house, 2)
    form = {"from_id": default_warehouse(house), "to_id": second_warehouse(house)}
    form["lines"] = [{"product_id": p, "quantity": "2", "serials": ["SN-002", "SN-003"]}]
    keeper = house.door.as_("warehouse_keeper")
    refused = keeper.post("/transfers", form)
    assert (refused.status_code, refused.json["code"]) == (422, "serial_unknown")
    assert refused.json["errors"][0]["pointer"] == "/lines/0/serials/1"
    assert "SN-003" in refused.json["detail"] and "P" in refused.json["detail"]
    assert keeper.get("/transfers").json["items"] == []
    form["lines"][0]["serials"] = ["SN-002", "SN-001"]
    assert house.done(keeper.post("/transfers", form))["status"] == "draft"
