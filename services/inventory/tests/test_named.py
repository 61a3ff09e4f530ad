"""Documents name their products and warehouses as people do, beside the ids that programs follow."""

import pytest

from .test_inspections import arrived
from .test_transfers import shipped

NAMED = {"product_code": "P", "product_name": "商品 P"}


def said(thing):
    return {name: thing.get(name) for name in NAMED}


def read(house, path):
    return house.done(house.door.as_("finance").get(path))


@pytest.fixture
def product(house):
    return house.product()


def test_an_order_a_receipt_and_a_return_to_the_supplier_name_product_and_warehouse(house, product):
    receipt = house.receive(product, "10", "2.00", lot="L-1")
    sent = house.give_back(receipt, "1")
    order = read(house, f"/purchase-orders/{receipt['purchase_order_id']}")
    for shown in (order, receipt, sent):
        assert said(shown["lines"][0]) == NAMED
        assert shown["warehouse_code"] == "MAIN"


def test_opening_balances_a_use_and_an_adjustment_name_product_and_warehouse(house, product):
    line = {"product_id": product, "lot": "L-1", "quantity": "10", "unit_cost": "2.00"}
    opening = house.done(house.propose_opening(line))
    house.done(house.sign_opening(opening))
    used = house.done(house.use(product, "1"))
    assert said(opening["lines"][0]) == said(used["lines"][0]) == NAMED
    adjusted = house.done(house.adjust(product, "-1", lot="L-1"))
    assert said(adjusted) == NAMED
    assert {used["warehouse_code"], adjusted["warehouse_code"]} == {"MAIN"}


def test_the_ledger_names_product_and_warehouse(house, product):
    house.receive(product, "10", "2.00", lot="L-1")
    row = read(house, "/movements")["items"][0]
    assert said(row) == NAMED and row["warehouse_code"] == "MAIN"


def test_what_was_shipped_between_warehouses_and_lost_names_its_product(house, product):
    house.receive(product, "10", "2.00", lot="L-1")
    transfer = shipped(house, (product, "4"))
    loss = {"line_id": transfer["lines"][0]["id"], "quantity": "1", "reason": "丢失"}
    keeper = house.door.as_("warehouse_keeper")
    shown = house.done(keeper.post(f"/transfers/{transfer['id']}/losses", loss))
    assert said(shown["pieces"][0]) == said(shown["losses"][0]) == NAMED


def test_an_inspection_names_its_warehouse(house):
    _, inspection = arrived(house)
    assert inspection["warehouse_code"] == "MAIN"


def test_who_checked_proposed_finished_and_changed_is_named_beside_the_id(house, product):
    order = house.checked_order(product, "1", "1.00")
    assert (order["checked_by_name"], order["operator_name"]) == ("inventory_manager",) * 2
    buyer, keeper = house.door.as_("buyer"), house.door.as_("warehouse_keeper")
    supplier = buyer.get("/suppliers").json["items"][0]
    path = f"/suppliers/{supplier['id']}"
    proposed = house.done(buyer.patch(path, {"bank": "中国银行"}, supplier["version"]))
    assert proposed["pending_by_name"] == "buyer"
    settled = house.done(house.door.as_("finance").post(f"{path}/bank/approve"))
    assert settled["pending_by_name"] is None
    amended = house.done(buyer.post(f"/purchase-orders/{order['id']}/amend", {"reason": "改价"}))
    assert (amended["checked_by_name"], amended["operator_name"]) == (None, "buyer")
    sheet = house.counting_two()
    done = house.done(keeper.post(f"/stocktakes/{sheet['id']}/finish", {"leave_uncounted": True}))
    assert done["finished_by_name"] == "warehouse_keeper"
    manager = house.door.as_("inventory_manager")
    kept = manager.get("/settings").json
    changed = manager.patch("/settings", {"adjustment_limit": "9"}, kept["version"])
    assert house.done(changed)["changed_by_name"] == "inventory_manager"
