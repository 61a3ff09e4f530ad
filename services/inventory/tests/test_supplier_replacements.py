"""A return to a supplier says whether a replacement is expected: then its order is open again."""

import pytest

from .books import assert_books_balance


@pytest.mark.both_databases
@pytest.mark.parametrize("expected", [True, False])
def test_an_order_is_open_again_for_what_is_to_be_replaced_and_for_no_more(house, expected):
    p, keeper = house.product(), house.door.as_("warehouse_keeper")
    receipt = house.receive(p, "10", "10.00", "L-A")
    house.done(house.ship(house.done(house.ask_back(receipt, "4", replacement=expected))))

    def order():
        return house.done(keeper.get(f"/purchase-orders/{receipt['purchase_order_id']}"))

    def receive(quantity):
        line = {"order_line_id": order()["lines"][0]["id"], "quantity": quantity, "lot": "L-B"}
        form = {"purchase_order_id": receipt["purchase_order_id"], "lines": [line]}
        return keeper.post("/receipts", form)

    status, owed = ("receiving", "4.000") if expected else ("received", "0.000")
    line = order()["lines"][0]
    assert (order()["status"], line["open"], line["to_replace"]) == (status, owed, owed)
    (fact,) = house.door.facts("inventory.stock.returned_to_supplier.v1")
    assert fact["replacement"] is expected
    too_many = receive("4.001" if expected else "0.001")
    assert (too_many.status_code, too_many.json["code"]) == (409, "over_receipt")
    if expected:
        house.done(receive("3"))
        house.done(receive("1"))
        assert (order()["status"], order()["lines"][0]["open"]) == ("received", "0.000")
        assert (house.stock(p)["quantity"], house.stock(p)["value"]) == ("10.000", "100.00")
        assert receive("1").json["code"] == "over_receipt"
    assert_books_balance(house.door, p)
