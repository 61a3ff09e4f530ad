"""A numbered piece that failed is replaced by another one and goes back to its supplier, once."""

import pytest

from .books import assert_books_balance
from .house import X
from .test_serials import lots_issued, numbered, order_of, receipt, states


@pytest.mark.both_databases
def test_a_numbered_piece_is_replaced_by_another_and_goes_back_to_its_supplier_once(house):
    p = numbered(house, 2)
    sold = order_of(house, X, p, "1", ["SN-001"])
    house.door.deliver(house.posted(sold))
    back, instead = house.returned(sold, "1"), order_of(house, X, p, "1", ["SN-002"])
    instead.kind = "replacement"
    house.door.deliver(back, house.posted(instead))
    assert lots_issued(house, instead) == ["SN-002"]
    assert house.issues_of(instead)[0]["kind"] == "replacement"
    assert states(house, p) == {"SN-001": "quarantined", "SN-002": "with_customer"}
    house.door.deliver(house.verdict(back, ("to_supplier", "1")))
    house.door.deliver(house.verdict(back, ("to_supplier", "1"), nth=2))
    assert house.door.inbox("dead")[0].startswith("disposal_too_large")
    assert states(house, p) == {"SN-001": "to_supplier", "SN-002": "with_customer"}
    assert receipt(house, p, "1", serials=["SN-002"]).json["code"] == "serial_known"
    house.done(receipt(house, p, "1", serials=["SN-001"]))
    assert receipt(house, p, "1", serials=["SN-001"]).json["code"] == "serial_known"
    assert states(house, p) == {"SN-001": "in_stock", "SN-002": "with_customer"}
    assert_books_balance(house.door, p)
