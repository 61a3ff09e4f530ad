"""Replenishment: what is short is proposed and ordered once, crossings are stated once."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest

from ..replenishment import rules
from .house import X, Y
from .test_inspections import PERSON, act, inspect, plan, waiting

D = Decimal


@pytest.mark.parametrize(
    ("need", "factor", "least", "pack", "ordered"),
    [
        ("45", "1", None, None, "45.000"),
        ("45.5", "1", None, "10", "50.000"),
        ("5", "1", "20", None, "20.000"),
        ("5", "1", "21", "10", "30.000"),
        ("25", "12", None, None, "3.000"),
        ("24", "12", None, None, "2.000"),
        ("25", "12", "2", "2", "4.000"),
        ("0.001", "0.005", None, None, "1.000"),
    ],
)
def test_how_much_is_ordered(need, factor, least, pack, ordered):
    packing = [each and D(each) for each in (least, pack)]
    assert rules.to_order(D(need), D(factor), *packing) == D(ordered)


def limit(house, product, minimum=None, maximum=None, **told):
    form = {"product_id": product, "minimum": minimum, "maximum": maximum} | told
    return house.done(house.door.as_("inventory_manager").post("/stock-limits", form))


def offer(house, product, supplier=None, **told):
    form = {"product_id": product, "supplier_id": supplier or house._supplier(), "price": "9.60"}
    return house.done(house.door.as_("buyer").post("/offers", form | told))


def order(house, *limits, **told):
    form = ({"proposals": [{"id": each["id"]} for each in limits]} if limits else {}) | told
    return house.door.as_("buyer").post("/replenishment-proposals/order", form)


def proposed(house):
    return house.done(house.door.as_("buyer").get("/replenishment-proposals"))["items"]


def crossings(house):
    return [
        [fact["projected"] if name == "below_minimum" else fact["on_hand"] for fact in facts]
        for name in ("below_minimum", "above_maximum")
        for facts in [house.door.facts(f"inventory.stock.{name}.v1")]
    ]


@pytest.mark.both_databases
def test_what_is_short_is_proposed_ordered_and_then_on_order(house):
    units = [{"unit": "箱", "factor": "12"}]
    p, q = house.product("P", units=units), house.product("Q", "none")
    first, other = house.supplier("S1"), house.supplier("S2")
    house.receive(p, "20", "10.00", "L-A")
    offer(house, p, first, price="8.00")
    told = {"unit": "箱", "price": "130.00", "price_mode": "included", "lead_days": 7}
    offer(house, p, other, preferred=True, pack="2", **told)
    limit(house, p, "30", "100")
    unsold = limit(house, q, "5")
    house.post(X, (p, "12"))
    shown = {each["product_code"]: each for each in proposed(house)}
    names = ("free", "projected", "needed", "quantity", "purchase_unit", "supplier_id", "price")
    assert [shown["P"][name] for name in names] == [
        "8.000",
        "8.000",
        "92.000",
        "8.000",
        "箱",
        other,
        "130.000000",
    ]
    assert (shown["Q"]["needed"], shown["Q"]["supplier_id"]) == ("5.000", None)
    assert order(house, unsold).json["code"] == "proposal_without_supplier"
    made = order(house).json
    assert (len(made["orders"]), made["left"]) == (1, 1)
    path = f"/purchase-orders/{made['orders'][0]['id']}"
    written = house.done(house.door.as_("finance").get(path))
    (line,) = written["lines"]
    assert (written["status"], written["supplier_id"], written["gross"]) == (
        "draft",
        other,
        "1040.00",
    )
    assert written["expected_on"] and (line["quantity"], line["pieces"]) == ("8.000", "96.000")
    assert [each["product_code"] for each in proposed(house)] == ["Q"]
    assert order(house).json["code"] == "nothing_to_order"
    (stock,) = house.done(house.door.as_("buyer").get("/stock", product_id=p))["items"]
    assert (stock["on_order"], stock["projected"]) == ("96.000", "104.000")
    cancelled = {"reason": "涨价"}
    house.done(house.door.as_("buyer").post(f"{path}/cancel", cancelled))
    assert len(proposed(house)) == 2


def test_the_cheapest_is_proposed_when_none_is_preferred_and_no_blocked_one(house):
    p, dear = house.product(), house.supplier("S2")
    short = limit(house, p, "5", "7.5")
    offer(house, p, house.supplier("S1"), price="8.00")
    offer(house, p, dear, price="9.00", minimum_order="20")
    (shown,) = proposed(house)
    assert (shown["price"], shown["quantity"]) == ("8.000000", "7.500")
    path = f"/suppliers/{shown['supplier_id']}/block"
    house.done(house.door.as_("quality_manager").post(path, {"reason": "?"}))
    assert proposed(house)[0]["supplier_id"] == dear
    refused = order(house, proposals=[{"id": short["id"], "supplier_id": shown["supplier_id"]}])
    assert refused.json["code"] == "supplier_blocked"
    made = house.done(order(house, short))
    assert made["orders"][0]["supplier_id"] == dear


@pytest.mark.both_databases
def test_of_two_units_and_price_modes_the_cheaper_net_per_stock_unit_is_proposed(house):
    p = house.product(units=[{"unit": "箱", "factor": "12"}])
    limit(house, p, "5")
    single, carton, taxed = (house.supplier(code) for code in ("S1", "S2", "S3"))
    offer(house, p, single, price="10.00")
    assert proposed(house)[0]["supplier_id"] == single
    offer(house, p, carton, price="119.88", unit="箱")
    assert proposed(house)[0]["supplier_id"] == carton
    offer(house, p, taxed, price="11.28", price_mode="included")
    assert proposed(house)[0]["supplier_id"] == taxed
    assert order(house).json["orders"][0]["supplier_id"] == taxed


@pytest.mark.both_databases
def test_what_waits_for_its_inspection_is_on_order_until_it_is_accepted_or_rejected(house):
    p, buyer = house.product(), house.door.as_("buyer")
    house.receive(p, "100", "1.00", "L-0")
    plan(house, p)
    offer(house, p)
    limit(house, p, "50", "100")
    house.receive(p, "500", "1.00", "L-A")
    house.post(X, (p, "100"))
    (stock,) = house.done(buyer.get("/stock", product_id=p))["items"]
    assert (stock["free"], stock["on_order"], stock["projected"]) == ("0.000", "500.000", "500.000")
    assert proposed(house) == [] and crossings(house)[0] == []
    house.receive(p, "500", "1.00", "L-B")
    first, second = waiting(house, p)
    assert inspect(house, first)["status"] == "accepted"
    house.post(Y, (p, "500"))
    assert proposed(house) == [] and crossings(house)[0] == []
    assert inspect(house, second, defects=9)["status"] == "rejected"
    assert [each["needed"] for each in proposed(house)] == ["100.000"]
    assert crossings(house)[0] == ["0.000"]
    house.done(act(house, second, "concede", PERSON, "quality_manager"))
    assert proposed(house) == []


def test_a_crossing_is_stated_once_and_again_after_it_was_mended(house):
    p = house.product()
    limit(house, p, "10", "30")
    assert crossings(house) == [["0.000"], []]
    house.receive(p, "31", "1.00", "L-A")
    house.receive(p, "5", "1.00", "L-B")
    assert crossings(house) == [["0.000"], ["31.000"]]
    alerts = house.done(house.door.as_("finance").get("/stock-alerts", above="true"))["items"]
    assert [(each["excess"], each["below"]) for each in alerts] == [("6.000", False)]
    house.post(X, (p, "20"))
    for _ in range(3):
        house.use(p, "3")
    assert crossings(house) == [["0.000", "7.000"], ["31.000"]]
    house.confirm(X, (p, "50"))
    assert len(crossings(house)[0]) == 2
    (alert,) = house.done(house.door.as_("finance").get("/stock-alerts"))["items"]
    assert (alert["backordered"], alert["projected"]) == ("43.000", "-43.000")
    house.checked_order(p, "60", "1.00")
    assert house.done(house.door.as_("finance").get("/stock-alerts"))["items"] == []
    house.post(X, (p, "10"))
    assert len(crossings(house)[0]) == 3


def test_each_warehouse_has_limits_of_its_own(house):
    p, manager = house.product("P", minimum="5", maximum="50"), house.door.as_("inventory_manager")
    told = {"code": "W2", "name": "二号仓"}
    second = house.done(manager.post("/warehouses", told))["id"]
    limit(house, p, "8", None, warehouse_id=second)
    again = manager.post("/stock-limits", {"product_id": p, "warehouse_id": second})
    assert again.json["code"] == "stock_limit_exists"
    house.receive(p, "10", "1.00", "L-A", warehouse_id=second)
    short = {each["warehouse_code"]: each["needed"] for each in proposed(house)}
    assert short == {"MAIN": "50.000"}
    version = manager.get(f"/products/{p}").json["version"]
    house.done(manager.patch(f"/products/{p}", {"minimum": None}, version=version))
    assert proposed(house) == []


@pytest.mark.on_postgres
def test_two_who_order_at_once_order_each_need_once(house):
    products = [house.product(f"P{n}") for n in range(6)]
    for p in products:
        limit(house, p, "10", "40")
        offer(house, p)
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(order, house) for _ in range(4)]
        uses = [pool.submit(house.post, X, (p, "2")) for p in products]
        answers = [each.result() for each in asked]
        assert all(use.result() for use in uses)
    assert {answer.status_code for answer in answers} <= {201, 409}
    stock = house.done(house.door.as_("buyer").get("/purchase-orders", limit=50))["items"]
    lines = [line for each in stock for line in each["lines"]]
    assert sorted(line["product_id"] for line in lines) == sorted(products)
    assert proposed(house) == []


def test_a_limit_names_a_minimum_or_a_maximum(house):
    manager, told = house.door.as_("inventory_manager"), {"product_id": house.product()}
    for form in (told, told | {"minimum": None, "maximum": None}):
        refused = manager.post("/stock-limits", form)
        assert (refused.status_code, refused.json["code"]) == (422, "stock_limit_missing")
        assert refused.json["errors"][0]["pointer"] == "/minimum"
    assert house.door.as_("buyer").get("/stock-limits").json["items"] == []
    assert limit(house, told["product_id"], maximum="5")["minimum"] is None


def test_a_limit_that_stock_crosses_stays_the_version_that_a_person_read(house):
    p = house.product()
    read = limit(house, p, "2", "5")
    house.receive(p, "6", "1.00", "L-A")
    house.done(house.use(p, "5"))
    house.receive(p, "9", "1.00", "L-A")
    told = [
        each for each in house.door.envelopes() if each["subject"] == f"stock_limit/{read['id']}"
    ]
    assert [each["sequence"] for each in told] == [1, 2, 3, 4]
    manager, path = house.door.as_("inventory_manager"), f"/stock-limits/{read['id']}"
    assert manager.get(path).json["version"] == read["version"]
    changed = house.done(manager.patch(path, {"maximum": "20"}, version=read["version"]))
    assert (changed["version"], changed["above_since"]) == (read["version"] + 1, None)
