"""What was there before the books began comes in once, proposed by one person and signed by another."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest

from chassis.ids import new_id

from ..errors import OpeningNotProposed
from ..openings import rules
from .books import assert_books_balance
from .house import X
from .test_transfers import second_warehouse


def line(product, quantity="10", lot="L-A", **told):
    told = told or {"unit_cost": "2.50"}
    return {"product_id": product, "quantity": quantity, "lot": lot} | told


@pytest.mark.both_databases
def test_signed_balances_are_in_stock_and_serve_the_queue(house):
    p, q = house.product("P"), house.product("Q", "none", costing="fifo")
    waiting = house.post(X, (p, "4"))
    lines = (
        line(p, expiry="2031-01-31", unit_cost="2.50"),
        line(p, "3", "L-B", value="10.00"),
        line(q, "6", None, unit_cost="1.333333", value="8.00"),
    )
    proposed = house.done(house.propose_opening(*lines))
    assert (proposed["status"], proposed["value"]) == ("proposed", "43.00")
    assert [one["unit_cost"] for one in proposed["lines"]] == ["2.500000", "3.333333", "1.333333"]
    assert house.stock(p)["quantity"] == "0.000"
    signed = house.done(house.sign_opening(proposed))
    assert signed["status"] == "signed" and signed["signed_by_name"]
    assert (house.stock(p)["quantity"], house.stock(p)["value"]) == ("9.000", "24.23")
    assert house.stock(q)["layers"][0]["kind"] == "opening"
    assert len(house.issues_of(waiting)) == 1
    moved = [(one["kind"], one["value"], one["source_kind"]) for one in house.movements(p)]
    assert ("opening", "25.00", "opening") in moved and ("opening", "10.00", "opening") in moved
    fact = house.door.facts("inventory.stock.received.v1")[0]
    assert (fact["number"], fact["supplier_id"], len(fact["lines"])) == (
        proposed["number"],
        None,
        3,
    )
    lot = house.lot(house.lot_id(p, "L-A"))
    assert (lot["expiry"], lot["balance"]["received"]) == ("2031-01-31", "10.000")
    for product in (p, q):
        assert_books_balance(house.door, product)


def test_the_signer_is_not_the_proposer(house):
    proposed = house.done(house.propose_opening(line(house.product())))
    own = house.door.as_("inventory_manager", perms=["inventory.opening.sign"])
    refused = own.post(f"/openings/{proposed['id']}/sign")
    assert (refused.status_code, refused.json["code"]) == (403, "signer_is_proposer")


def test_a_product_is_opened_once_per_warehouse_and_never_after_it_moved(house):
    p, moved = house.product("P"), house.product("M")
    form = {"code": "W2", "name": "二号库"}
    second = house.done(house.door.as_("inventory_manager").post("/warehouses", form))["id"]
    house.receive(moved, "1", "1.00", "L-A")
    refused = house.propose_opening(line(p), line(moved)).json
    assert refused["code"] == "product_moved" and "Product M " in refused["detail"]
    first = house.done(house.propose_opening(line(p)))
    again = house.propose_opening(line(p))
    assert (again.json["code"], again.json["errors"][0]["pointer"]) == (
        "product_opened_twice",
        "/lines/0/product_id",
    )
    assert "Product P " in again.json["detail"]
    path = f"/openings/{first['id']}/reject"
    rejected = house.door.as_("finance").post(path, {"reason": "单价不符"}).json
    assert (rejected["status"], rejected["reject_reason"]) == ("rejected", "单价不符")
    better = house.done(house.propose_opening(line(p)))
    house.receive(p, "1", "1.00", "L-A")
    refused = house.sign_opening(better).json
    assert refused["code"] == "product_moved" and "Product P " in refused["detail"]
    elsewhere = house.done(house.propose_opening(line(p), warehouse_id=second))
    assert house.sign_opening(elsewhere).json["status"] == "signed"
    assert house.stock(p)["value"] == "26.00"


def test_wrong_lines_are_refused_and_name_the_field(house):
    p, u = house.product("P"), house.product("U", "none")
    nothing = {"unit_cost": None}
    for wrong, code, field in (
        (line(str(new_id())), "product_unknown", "product_id"),
        (line(p, lot=None), "lot_missing", "lot"),
        (line(u), "lot_not_tracked", "lot"),
        (line(p, lot="L-B", **nothing), "opening_value_missing", "value"),
        (line(p, lot="L-B", unit_cost="1", value="11.00"), "opening_value_differs", "value"),
        (line(p), "opening_lot_twice", "lot"),
    ):
        refused = house.propose_opening(line(p), wrong)
        told = (refused.json["code"], refused.json["errors"][0]["pointer"])
        assert told == (code, f"/lines/1/{field}")


def test_a_serial_number_is_opened_as_one_piece(house):
    p = house.product("P", "serial")
    for wrong in ("2", "0.5"):
        refused = house.propose_opening(line(p, "1", "SN-1"), line(p, wrong, "SN-2"))
        assert (refused.status_code, refused.json["code"]) == (422, "serials_wrong")
        assert refused.json["errors"][0]["pointer"] == "/lines/1/quantity"
    assert house.propose_opening(line(p, "1", "SN-1")).status_code == 201


def test_a_number_that_the_books_have_is_not_opened_in_another_warehouse(house):
    p, second = house.product("P", "serial"), second_warehouse(house)
    here = house.done(house.propose_opening(line(p, "1", "SN-1"), line(p, "1", "SN-2")))
    there = house.done(house.propose_opening(line(p, "1", "SN-1"), warehouse_id=second))
    house.done(house.sign_opening(here))
    refused = house.sign_opening(there)
    assert (refused.status_code, refused.json["code"]) == (409, "serial_known")
    path = f"/openings/{there['id']}/reject"
    house.done(house.door.as_("finance").post(path, {"reason": "在一号仓"}))
    house.post(X, (p, "1"))
    for n, state in ((1, "with customer"), (2, "in stock")):
        lines = line(p, "1", "SN-3"), line(p, "1", f"SN-{n}")
        refused = house.propose_opening(*lines, warehouse_id=second)
        assert (refused.status_code, refused.json["code"]) == (409, "serial_known")
        assert refused.json["errors"][0]["pointer"] == "/lines/1/lot"
        assert state in refused.json["detail"]
    assert house.propose_opening(line(p, "1", "SN-3"), warehouse_id=second).status_code == 201
    assert_books_balance(house.door, p)


def test_thousands_of_lines_are_a_few_statements_and_a_few_facts(house):
    products = [house.product(f"P-{n}") for n in range(3)]
    lines = [line(products[n % 3], "1", f"L-{n}", value="0.01") for n in range(1000)]
    proposed = house.done(house.propose_opening(*lines))
    assert house.done(house.sign_opening(proposed))["value"] == "10.00"
    facts = house.door.facts("inventory.stock.received.v1")
    assert [len(fact["lines"]) for fact in facts] == [400, 400, 200]
    assert sum(Decimal(house.stock(p)["quantity"]) for p in products) == 1000


@pytest.mark.on_postgres
def test_two_who_propose_the_same_at_once_are_one_opening(house):
    p = house.product()
    with ThreadPoolExecutor(4) as pool:
        calls = [pool.submit(house.propose_opening, line(p)) for _ in range(4)]
        codes = sorted(call.result().status_code for call in calls)
    assert codes == [201, 409, 409, 409]


@pytest.mark.parametrize("status", list(rules.STATUS))
@pytest.mark.parametrize("verb", [rules.SIGN, rules.REJECT])
def test_every_status_and_verb(status, verb):
    if verb in rules.TRANSITIONS[status]:
        assert rules.after(status, verb, "OB-1") in rules.STATUS
    else:
        with pytest.raises(OpeningNotProposed):
            rules.after(status, verb, "OB-1")
