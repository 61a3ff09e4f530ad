"""The demo data: made by the commands, in both languages, once."""

from collections import Counter

from chassis.demo import demo_id
from tests.support.sheets import SheetDesk, places

from ..seed import PRODUCTS, seed
from .books import assert_books_balance


def test_the_demo_data_is_there_once_and_its_books_balance(service_door):
    door = service_door("inventory")
    seed(door.database)
    seed(door.database)
    finance = door.as_("finance")
    products = finance.get("/products", limit=100).json["items"]
    assert len(products) == len(PRODUCTS) + 2
    orders = finance.get("/purchase-orders").json["items"]
    assert all(order["buyer_id"] != order["checked_by"] for order in orders)
    assert Counter(order["status"] for order in orders) == {
        "draft": 1,
        "checked": 1,
        "receiving": 1,
        "received": 14,
        "closed": 1,
        "cancelled": 1,
    }
    stock = finance.get(f"/stock/{products_by_code(products)['BP-100']}").json
    assert 95 < float(stock["average"]) < 98
    for product in products:
        assert_books_balance(door, product["id"])
    assert len(door.facts("inventory.product.registered.v1")) == len(PRODUCTS) + 2


def products_by_code(products):
    return {product["code"]: product["id"] for product in products}


def test_the_demo_data_shows_every_state_of_an_inspection_and_serial_numbers(service_door):
    door = service_door("inventory")
    seed(door.database)
    inspections = door.as_("inspector").get("/inspections").json["items"]
    assert {each["status"] for each in inspections} == {
        "waiting",
        "inspecting",
        "accepted",
        "rejected",
        "conceded",
        "settled",
    }
    serials = door.as_("auditor").get("/serials").json["items"]
    states = Counter(each["state"] for each in serials)
    assert states == {"in_stock": 5, "used": 1, "missing": 1, "between": 1} | {
        "quarantined": 3,
        "to_supplier": 2,
        "scrapped": 1,
        "held": 1,
    }
    assert {each["batch"] for each in serials} == {"EC-2023-09", "EC-2026-01", "EC-2026-02"}
    remarks = [each["remark"] for each in door.as_("buyer").get("/stock").json["items"]]
    assert any(remarks)


def test_the_demo_price_list_is_checked_and_its_fault_named(service_door):
    desk = SheetDesk(service_door("inventory"))
    seed(desk.door.database)
    while desk.runner.work_off():
        pass
    buyer = desk.door.as_("buyer", sub=str(demo_id("buyer")))
    [listed] = buyer.get("/jobs").json["items"]
    job = buyer.get(f"/jobs/{listed['id']}").json
    assert (job["state"], places(job)) == ("failed", [(4, "A", "product_unknown")])
    prices = buyer.get("/products", code="BP-100").json["items"]
    assert prices[0]["sale_price"] == "168.000000"
