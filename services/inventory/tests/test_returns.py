"""Returned goods: in quarantine at the cost they left at, then wherever their verdict sends them."""

from decimal import Decimal
from importlib import import_module

import pytest
from sqlalchemy import text

from chassis.ids import new_id

from .books import assert_books_balance
from .house import X


def disposed(house):
    return [
        (item["kind"], item["quantity"], item["cost"])
        for fact in house.door.facts("inventory.return.disposed.v1")
        for item in fact["items"]
    ]


def sold(house, quantity="6", tracking="lot"):
    p = house.product("P", tracking)
    house.receive(p, "10", "10.00", "L-A" if tracking == "lot" else None)
    return p, house.post(X, (p, quantity))


def test_pieces_come_back_at_their_cumulative_part_of_the_issue_cost(house):
    p = house.product()
    house.receive(p, "3", "3.333333", "L-A")  # worth 10.00
    order = house.post(X, (p, "3"))
    for _ in range(3):
        house.door.deliver(house.returned(order, "1"))
    costs = [
        fact["lines"][0]["lots"][0]["cost"]
        for fact in house.door.facts("inventory.return.quarantined.v1")
    ]
    assert costs == ["3.33", "3.34", "3.33"]
    assert house.stock(p)["quarantine_value"] == "10.00"


def test_a_return_does_not_change_the_average_until_it_is_released(house):
    p, order = sold(house)
    house.receive(p, "6", "20.00", "L-B")
    before = house.stock(p)
    back = house.returned(order, "2")
    house.door.deliver(back)
    assert house.stock(p)["average"] == before["average"] == "16.0000"
    house.door.deliver(house.verdict(back, ("restock", "2")))
    stock = house.stock(p)
    assert (stock["value"], stock["average"]) == ("180.00", "15.0000")


@pytest.mark.parametrize(
    ("kind", "part"),
    [("scrap", "scrapped"), ("to_supplier", "to_supplier"), ("to_customer", "with_customers")],
)
def test_what_is_not_restocked_leaves_at_its_own_cost(house, kind, part):
    p, order = sold(house)
    back = house.returned(order, "2")
    house.door.deliver(back, house.verdict(back, (kind, "2")))
    stock, balance = house.stock(p), house.lot(house.lot_id(p, "L-A"))["balance"]
    assert (stock["value"], stock["quarantine_value"]) == ("40.00", "0.00")
    assert Decimal(balance[part]) == (6 if kind == "to_customer" else 2)
    assert disposed(house) == [(kind, "2.000", "20.00")]


def test_reworked_pieces_join_the_stock_and_serve_the_queue(house):
    p, order = sold(house, "10")
    waiting = house.post(X, (p, "1"))
    back = house.returned(order, "2")
    house.door.deliver(back, house.verdict(back, ("rework", "2")))
    assert house.issues_of(waiting)[0]["lines"][0]["cost"] == "10.00"
    assert house.pieces(p)["free"] == 1


def test_a_verdict_waits_for_its_return(house):
    p, order = sold(house)
    back = house.returned(order, "2")
    house.door.deliver(house.verdict(back, ("scrap", "1")))
    assert disposed(house) == []
    house.door.deliver(back)
    assert disposed(house) == [("scrap", "1.000", "10.00")]
    assert house.pieces(p)["quarantined"] == 1


def test_a_return_has_one_effect_however_often_it_is_told(house):
    p, order = sold(house)
    back = house.returned(order, "2") | {"id": "01920000-0000-7000-8000-0000000000aa"}
    for _ in range(3):
        house.door.deliver(back)
    assert house.pieces(p)["quarantined"] == 2
    assert len(house.door.facts("inventory.return.quarantined.v1")) == 1


def test_more_than_left_cannot_come_back_nor_be_disposed_of(house):
    p, order = sold(house, "2")
    back = house.returned(order, "2")
    house.door.deliver(back)
    house.door.deliver(house.returned(order, "1"))
    house.door.deliver(house.verdict(back, ("scrap", "3")))
    disposed_of, came = sorted(house.door.inbox("dead"))
    assert disposed_of.startswith("disposal_too_large")
    assert "Only 2.000 of lot L-A of return RT-2026-000001" in disposed_of
    assert came.startswith("return_too_large")
    assert "Return RT-2026-000001: only 0.000 of P of delivery DN-2026-000001" in came
    assert house.pieces(p)["quarantined"] == 2
    assert_books_balance(house.door, p)


def test_pieces_sent_back_to_the_customer_may_come_back_again(house):
    p, order = sold(house, "2")
    first = house.returned(order, "2")
    house.door.deliver(first, house.verdict(first, ("to_customer", "2")))
    house.door.deliver(house.returned(order, "2"))
    assert house.stock(p)["quarantine_value"] == "20.00" and house.door.inbox("dead") == []


def kept(house, product):
    """What stayed of what came back, as the stock and the ledger carry it."""
    stock = house.stock(product)
    return Decimal(stock["value"]) + Decimal(stock["quarantine_value"])


@pytest.mark.both_databases
def test_what_goes_to_and_fro_takes_its_issue_cost_back_once(house):
    p = house.product()
    house.receive(p, "3", "3.333333", "L-A")  # worth 10.00
    order = house.post(X, (p, "3"))
    first, second, again, last = (house.returned(order, q) for q in ("1", "1", "1", "1"))
    house.door.deliver(first)
    house.door.deliver(second)
    house.door.deliver(house.verdict(first, ("to_customer", "1")))
    seen = []
    for back in (again, last):
        house.door.deliver(back)
        seen.append(kept(house, p))
    assert seen == [Decimal("6.67"), Decimal("10.00")]
    assert_books_balance(house.door, p)


@pytest.mark.both_databases
@pytest.mark.parametrize("kinds", [("to_customer", "scrap"), ("scrap", "to_customer")])
def test_the_same_cents_stay_whichever_pieces_leave_quarantine_first(house, kinds):
    p = house.product()
    house.receive(p, "3", "3.333333", "L-A")
    back = house.returned(house.post(X, (p, "3")), "2")
    house.door.deliver(back, house.verdict(back, *((kind, "1") for kind in kinds)))
    assert {kind: cost for kind, _, cost in disposed(house)} == {
        "to_customer": "3.34",
        "scrap": "3.33",
    }


def test_returned_goods_come_at_the_cost_that_sales_reckoned(house):
    """It knew them to be back before it heard that others had gone to their customer again."""
    p = house.product()
    house.receive(p, "3", "6.666667", "L-A")  # worth 20.00
    order = house.post(X, (p, "3"))
    first, second, third = (priced(house.returned(order, "1"), c) for c in ("6.67", "6.66", "6.67"))
    house.door.deliver(first)
    house.door.deliver(second)
    house.door.deliver(house.verdict(second, ("to_customer", "1")))
    house.door.deliver(third)
    assert kept(house, p) == Decimal("13.34")
    house.door.deliver(priced(house.returned(order, "1"), "6.66"))
    assert kept(house, p) == Decimal("20.00")


def priced(back, cost):
    """The return as sales states it, with what its only lot cost."""
    back["data"]["lines"][0]["lots"][0]["cost"] = cost
    return back


@pytest.mark.both_databases
def test_what_went_again_before_its_cost_was_kept_is_found_in_the_ledger(house):
    p = house.product()
    house.receive(p, "7", "1.428571", "L-A")
    order = house.post(X, (p, "7"))
    back = house.returned(order, "2")
    other = house.returned(order, "3")["data"]["lines"][0]
    back["data"]["lines"].append(other)
    verdict = house.verdict(back, ("to_customer", "1"), ("scrap", "1"))
    item = verdict["data"]["items"][0] | {"item_id": str(new_id()), "quantity": "2"}
    verdict["data"]["items"].append(item | {"return_line_id": other["return_line_id"]})
    house.door.deliver(back, verdict)
    migration = import_module("services.inventory.migrations.versions.0029_cost_sent_back")
    asked = text("SELECT quantity, sent_back_cost FROM returned ORDER BY quantity")
    with house.door.database.transaction() as session:
        kept = session.execute(asked).all()
        session.execute(text("UPDATE returned SET sent_back_cost = 0"))
        migration.fill(session.connection())
        assert session.execute(asked).all() == kept


def test_a_return_that_names_no_lots_comes_back_from_those_that_left(house):
    p = house.product()
    house.receive(p, "2", "10.00", "L-A")
    house.receive(p, "2", "20.00", "L-B")
    order = house.post(X, (p, "4"))
    back = house.returned(order, "3")
    back["data"]["lines"][0]["lots"] = []
    house.door.deliver(back)
    lots = house.door.facts("inventory.return.quarantined.v1")[0]["lines"][0]["lots"]
    assert [(lot["lot"], lot["quantity"]) for lot in lots] == [("L-A", "2.000"), ("L-B", "1.000")]
    verdict = house.verdict(back | {"data": _with_lot(back["data"], lots[0])}, ("scrap", "3"))
    verdict["data"]["items"][0]["lot_id"] = None
    house.door.deliver(verdict)
    assert [(kind, quantity) for kind, quantity, _ in disposed(house)] == [
        ("scrap", "2.000"),
        ("scrap", "1.000"),
    ]


def test_two_lines_of_one_return_may_be_of_the_same_issue_line(house):
    p, order = sold(house, "3")
    back = house.returned(order, "1")
    other = house.returned(order, "2")["data"]["lines"][0]
    back["data"]["lines"].append(other)
    house.door.deliver(back)
    assert house.pieces(p)["quarantined"] == 3 and house.stock(p)["quarantine_value"] == "30.00"


def test_untracked_goods_come_back_too(house):
    p, order = sold(house, tracking="none")
    back = house.returned(order, "2")
    house.door.deliver(back, house.verdict(back, ("restock", "1"), ("scrap", "1")))
    assert house.pieces(p) == {"free": 5, "reserved": 0, "held": 0, "quarantined": 0}


def _with_lot(data, lot):
    line = data["lines"][0] | {"lots": [lot]}
    return data | {"lines": [line]}
