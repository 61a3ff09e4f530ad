"""The worked example of the closed loop, with its literal numbers, through both doors."""

from decimal import Decimal

import pytest

from .house import X, Y, Z


def balance_of(lot):
    return {name: Decimal(n) for name, n in lot["balance"].items() if Decimal(n)}


@pytest.mark.both_databases
def test_the_closed_loop_comes_out_to_the_cent(house):
    door = house.door
    p = house.product("P", tax_rate="0.13", sale_price="16")
    house.receive(p, "500", "10.00", "L-A")
    assert house.stock(p)["value"] == "5000.00"

    to_x = house.post(X, (p, "200"))
    house.post(Y, (p, "150"))
    to_z = house.confirm(Z, (p, "40"))
    costs = [fact["lines"][0]["cost"] for fact in door.facts("inventory.stock.issued.v1")]
    assert costs == ["2000.00", "1500.00"]
    assert house.pieces(p) == {"free": 110, "reserved": 40, "held": 0, "quarantined": 0}

    back = house.returned(to_x, "6")
    door.deliver(back)
    stock = house.stock(p)
    assert (stock["quarantine_quantity"], stock["quarantine_value"]) == ("6.000", "60.00")
    assert (
        door.facts("inventory.return.quarantined.v1")[0]["lines"][0]["lots"][0]["cost"] == "60.00"
    )

    l_a = house.lot_id(p, "L-A")
    hold = house.hold(p, l_a)
    door.deliver(hold)
    assert balance_of(house.lot(l_a)) == {
        "received": 500,
        "held": 150,
        "quarantined": 6,
        "with_customers": 344,
    }
    held = door.facts("inventory.lot.held.v1")[-1]
    assert [(c["display_name"], c["net"]) for c in held["customers"]] == [
        ("X 公司", "194.000"),
        ("Y 公司", "150.000"),
    ]
    assert held["orders"][0]["order_id"] == to_z.id and held["orders"][0]["quantity"] == "40.000"
    told = door.facts("inventory.stock.reserved.v1")[-1]
    assert told["order_id"] == to_z.id
    assert told["lines"][0] | {"line_id": ""} == {
        "line_id": "",
        "reserved": "0.000",
        "backordered": "40.000",
    }
    assert told["cause"]["code"] == "lot_held" and told["cause"]["lot"] == "L-A"
    assert told["cause"]["case_number"] == "QC-2026-000001"

    house.receive(p, "60", "12.00", "L-B")
    assert house.pieces(p) == {"free": 20, "reserved": 40, "held": 150, "quarantined": 6}
    told = door.facts("inventory.stock.reserved.v1")[-1]
    assert (told["lines"][0]["reserved"], told["cause"]["code"]) == ("40.000", "receipt")
    again = house.post(X, (p, "20"))
    line = house.issues_of(again)[0]["lines"][0]
    assert (line["cost"], line["lots"][0]["lot"]) == ("211.43", "L-B")

    door.deliver(house.verdict(back, ("restock", "4"), ("scrap", "2")))
    door.deliver(house.hold_ended(hold))
    assert balance_of(house.lot(l_a)) == {
        "received": 500,
        "free": 154,
        "with_customers": 344,
        "scrapped": 2,
    }
    disposed = door.facts("inventory.return.disposed.v1")[0]["items"]
    assert [(item["kind"], item["cost"]) for item in disposed] == [
        ("restock", "40.00"),
        ("scrap", "20.00"),
    ]
    released = door.facts("inventory.lot.released.v1")[-1]
    assert released["held"] is False and released["balance"]["free"] == "154.000"

    stock = house.stock(p)
    assert stock["quantity"] == stock["on_hand"] == "194.000"
    assert (stock["value"], stock["average"]) == ("2048.57", "10.5596")
    assert (stock["quarantine_quantity"], stock["quarantine_value"]) == ("0.000", "0.00")
    rows = house.movements(p)
    for pool, quantity, value in (("stock", "194", "2048.57"), ("quarantine", "0", "0")):
        of_pool = [row for row in rows if row["pool"] == pool]
        assert sum(Decimal(row["quantity"]) for row in of_pool) == Decimal(quantity)
        assert sum(Decimal(row["value"]) for row in of_pool) == Decimal(value)
