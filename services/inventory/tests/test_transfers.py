"""Transfers: goods leave one warehouse, are on their way, and arrive in another, none of them lost."""

from decimal import Decimal

import pytest

from .books import assert_books_balance
from .house import X
from .test_holds import lot_facts


def second_warehouse(house, code="W2", **told):
    form = {"code": code, "name": "二号仓", **told}
    return house.done(house.door.as_("inventory_manager").post("/warehouses", form))["id"]


def default_warehouse(house):
    found = house.door.as_("finance").get("/warehouses", is_default="true")
    return found.json["items"][0]["id"]


def drafted(house, *lines, to=None):
    """A transfer of (product, quantity[, lot]) lines from the default to another warehouse."""
    told = [
        {"product_id": p, "quantity": q, "lot": lot[0] if lot else None} for p, q, *lot in lines
    ]
    form = {"from_id": default_warehouse(house), "to_id": to or second_warehouse(house)}
    form |= {"reason": "靠近产线", "lines": told}
    return house.done(house.door.as_("warehouse_keeper").post("/transfers", form))


def ship(house, transfer, role="warehouse_keeper"):
    return house.door.as_(role).post(f"/transfers/{transfer['id']}/ship")


def shipped(house, *lines, to=None):
    return house.done(ship(house, drafted(house, *lines, to=to)))


def answer(house, transfer, verb="receive", quantity=None, role="inventory_manager"):
    """Receive or send back some pieces of the first line, or everything."""
    form = {}
    if quantity:
        form = {"lines": [{"line_id": transfer["lines"][0]["id"], "quantity": quantity}]}
    return house.door.as_(role).post(f"/transfers/{transfer['id']}/{verb}", form)


def at(house, product):
    """What each warehouse has of a product: free, held, between."""
    names = ("free", "held", "between")
    return {
        place["warehouse_code"]: tuple(int(Decimal(place[name])) for name in names)
        for place in house.stock(product)["warehouses"]
    }


@pytest.mark.both_databases
def test_goods_on_their_way_are_nobody_s_but_the_company_s(house):
    p = house.product()
    house.receive(p, "10", "3.33", "L-A")
    before = house.stock(p)
    transfer = shipped(house, (p, "4"))
    assert (transfer["status"], transfer["number"]) == ("shipped", "TR-2026-000001")
    assert at(house, p) == {"MAIN": (6, 0, 0), "TRANSIT": (0, 0, 4)}
    assert (house.pieces(p)["free"], house.stock(p)["between"]) == (6, "4.000")
    assert house.use(p, "7").json["code"] == "stock_too_low"
    after = house.done(answer(house, transfer, quantity="3"))
    assert (after["status"], after["pieces"][0]["between"]) == ("partly", "1.000")
    assert at(house, p) == {"MAIN": (6, 0, 0), "TRANSIT": (0, 0, 1), "W2": (3, 0, 0)}
    assert house.done(answer(house, transfer))["status"] == "received"
    same = ("on_hand", "value", "average")
    assert {name: house.stock(p)[name] for name in same} == {name: before[name] for name in same}
    legs = [(m["kind"], m["quantity"], m["value"]) for m in reversed(house.movements(p))][1:]
    assert sorted(legs[:2]) == [
        ("transfer_in", "4.000", "13.32"),
        ("transfer_out", "-4.000", "-13.32"),
    ]
    assert sum(Decimal(value) for _, _, value in legs) == 0
    assert_books_balance(house.door, p)
    steps = [(f["step"], f["status"]) for f in house.door.facts("inventory.stock.transferred.v1")]
    assert steps == [("shipped", "shipped"), ("received", "partly"), ("received", "received")]


@pytest.mark.both_databases
def test_a_lot_that_came_back_travels_again_without_being_named(house):
    p, w2 = house.product(), second_warehouse(house)
    house.receive(p, "10", "3.00", "L-A")
    for _ in range(2):
        transfer = shipped(house, (p, "4"), to=w2)
        assert at(house, p)["TRANSIT"] == (0, 0, 4)
        back = answer(house, transfer, "send-back", role="warehouse_keeper")
        assert house.done(back)["status"] == "closed"
    house.done(answer(house, shipped(house, (p, "4"), to=w2)))
    assert at(house, p) == {"MAIN": (6, 0, 0), "TRANSIT": (0, 0, 0), "W2": (4, 0, 0)}
    assert_books_balance(house.door, p)


def test_what_was_missing_is_sent_back_or_written_off_by_two_people(house):
    p = house.product()
    house.receive(p, "10", "3.00", "L-A")
    transfer = shipped(house, (p, "6", "L-A"))
    house.done(answer(house, transfer, quantity="3"))
    house.done(answer(house, transfer, "send-back", "1", role="warehouse_keeper"))
    assert at(house, p) == {"MAIN": (5, 0, 0), "TRANSIT": (0, 0, 2), "W2": (3, 0, 0)}
    keeper, manager = house.door.as_("warehouse_keeper"), house.door.as_("inventory_manager")
    form = {"line_id": transfer["lines"][0]["id"], "quantity": "2", "reason": "运输途中丢失"}
    for _ in range(2):
        proposed = house.done(keeper.post(f"/transfers/{transfer['id']}/losses", form))
    assert at(house, p)["TRANSIT"] == (0, 0, 2)
    first, second = (loss["id"] for loss in proposed["losses"])
    approved = house.done(manager.post(f"/transfer-losses/{first}/approve"))
    assert (approved["status"], approved["value"]) == ("approved", "-6.00")
    late = manager.post(f"/transfer-losses/{second}/approve")
    assert late.json["code"] == "transfer_left"
    assert house.done(manager.post(f"/transfer-losses/{second}/reject"))["status"] == "rejected"
    seen = house.done(manager.get(f"/transfers/{transfer['id']}"))
    assert seen["status"] == "received"
    assert (house.stock(p)["on_hand"], house.stock(p)["value"]) == ("8.000", "24.00")
    line = house.lot(house.lot_id(p, "L-A"))["balance"]
    assert (line["adjusted"], line["between"], line["free"]) == ("-2.000", "0.000", "8.000")
    assert house.door.facts("inventory.stock.adjusted.v1")[-1]["quantity"] == "-2.000"
    assert_books_balance(house.door, p)


def test_only_free_pieces_go_and_no_held_lot(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    house.receive(p, "6", "12.00", "L-B")
    house.confirm(X, (p, "7"))
    assert ship(house, drafted(house, (p, "10"))).json["code"] == "transfer_short"
    house.door.deliver(house.hold(p, house.lot_id(p, "L-B")))
    w3 = second_warehouse(house, "W3")
    refused = ship(house, drafted(house, (p, "1", "L-B"), to=w3))
    assert (refused.status_code, refused.json["code"]) == (409, "lot_held")
    unknown = ship(house, drafted(house, (p, "1", "L-X"), to=w3))
    assert (unknown.status_code, unknown.json["code"]) == (422, "lot_unknown")
    gone = house.done(ship(house, drafted(house, (p, "3"), to=w3)))
    assert [piece["lot"] for piece in gone["pieces"]] == ["L-A"]
    assert_books_balance(house.door, p)


def test_a_lot_held_while_it_is_on_its_way_is_held_where_it_arrives(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    transfer = shipped(house, (p, "4"))
    house.door.deliver(house.hold(p, house.lot_id(p, "L-A")))
    state = lot_facts(house)[-1][1]["balance"]
    assert (state["held"], state["between"]) == ("6.000", "4.000")
    house.done(answer(house, transfer))
    assert at(house, p) == {"MAIN": (0, 6, 0), "TRANSIT": (0, 0, 0), "W2": (0, 4, 0)}
    state = lot_facts(house)[-1][1]["balance"]
    assert (state["held"], state["between"]) == ("10.000", "0.000")
    assert_books_balance(house.door, p)


def test_arriving_goods_serve_the_queue_of_their_warehouse(house):
    p, w2 = house.product(), second_warehouse(house)
    house.receive(p, "10", "10.00", "L-A")
    order = house.order(X, (p, "3"))
    order.lines[0]["warehouse_id"] = w2
    house.door.deliver(house.posted(order))
    transfer = shipped(house, (p, "5"), to=w2)
    assert house.issues_of(order) == []
    house.done(answer(house, transfer))
    assert house.issues_of(order)[0]["warehouse_id"] == w2
    assert at(house, p)["W2"] == (2, 0, 0)


def test_a_draft_is_changed_or_cancelled_and_a_shipped_one_is_not(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    keeper, transfer = house.door.as_("warehouse_keeper"), drafted(house, (p, "4"))
    path = f"/transfers/{transfer['id']}"
    lines = [{"product_id": p, "quantity": "5", "lot": "L-A"}]
    changed = house.done(keeper.patch(path, {"lines": lines}, version=1))
    assert (changed["lines"][0]["lots"], changed["version"]) == (["L-A"], 2)
    itself = keeper.patch(path, {"to_id": transfer["from_id"]}, version=2)
    assert itself.json["code"] == "transfer_to_itself"
    assert keeper.patch(path, {"reason": "x"}, version=1).status_code == 412
    assert house.done(keeper.post(f"{path}/cancel", {"reason": "不需要"}))["status"] == "cancelled"
    assert ship(house, transfer).json["code"] == "transfer_not_draft"
    assert house.stock(p)["between"] == "0.000"


def test_a_warehouse_is_archived_only_when_nothing_is_there_or_on_its_way(house):
    p, w2 = house.product(), second_warehouse(house, keeper="张明", phone="021-1")
    house.receive(p, "10", "10.00", "L-A")
    manager, path = house.door.as_("inventory_manager"), f"/warehouses/{w2}"
    transfer = shipped(house, (p, "5"), to=w2)
    assert manager.patch(path, {"archived": True}, version=1).json["code"] == "warehouse_in_use"
    house.done(answer(house, transfer))
    assert manager.patch(path, {"archived": True}, version=1).json["code"] == "warehouse_in_use"
    house.done(manager.patch(path, {"is_default": True}, version=1))
    default = manager.get("/warehouses", is_default="true").json["items"]
    assert [each["id"] for each in default] == [w2]
    needed = manager.patch(path, {"is_default": False}, version=2)
    assert needed.json["code"] == "default_warehouse_needed"
    w3 = second_warehouse(house, "W3")
    house.done(manager.patch(f"/warehouses/{w3}", {"archived": True}, version=1))
    refused = house.use(p, "1", warehouse_id=w3)
    assert refused.json["code"] == "warehouse_archived"
    codes = [each["code"] for each in manager.get("/warehouses").json["items"]]
    assert "TRANSIT" not in codes
    transit = [
        w["warehouse_id"] for w in house.stock(p)["warehouses"] if w["warehouse_code"] == "TRANSIT"
    ]
    assert manager.get(f"/warehouses/{transit[0]}").status_code == 404
    assert house.use(p, "1", warehouse_id=transit[0]).json["code"] == "warehouse_unknown"
