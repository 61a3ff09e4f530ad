"""The demo data: made by the commands, in both languages, once."""

from ..seed import PRODUCTS, seed
from .books import assert_books_balance


def test_the_demo_data_is_there_once_and_its_books_balance(service_door):
    door = service_door("inventory")
    seed(door.database)
    seed(door.database)
    finance = door.as_("finance")
    products = finance.get("/products", limit=100).json["items"]
    assert len(products) == len(PRODUCTS)
    orders = finance.get("/purchase-orders").json["items"]
    assert {order["status"] for order in orders} == {"draft", "checked", "receiving", "received"}
    assert all(order["buyer_id"] != order["checked_by"] for order in orders)
    adjustments = finance.get("/adjustments").json["items"]
    assert {each["status"] for each in adjustments} == {"proposed", "approved"}
    for product in products:
        assert_books_balance(door, product["id"])
    assert len(door.facts("inventory.product.registered.v1")) == len(PRODUCTS)
