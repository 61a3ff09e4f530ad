from chassis.ids import new_id
from chassis import clock
from datetime import timedelta
from .house import X, Y


def test_two_holds_untracked(house):
    p = house.product(tracking="none")
    house.receive(p, "10", "10.00")
    first = house.hold(p)
    house.door.deliver(first)
    house.receive(p, "5", "10.00")
    second = house.hold(p, case="QC-2")
    house.door.deliver(second)
    assert house.pieces(p)["held"] == 15
    house.door.deliver(house.hold_ended(first))
    house.door.deliver(house.hold_ended(second))
    assert house.pieces(p)["held"] == 0, house.pieces(p)


def test_window_order(house):
    p = house.product()
    house.receive(p, "10", "10.00", "L-A")
    old = house.order(X, (p, "10"))
    young = house.order(Y, (p, "10"), queued_at=(clock.now() + timedelta(seconds=1)).isoformat())
    house.door.deliver(house.confirmed(young), house.posted(old))
    assert house.issues_of(old), house.pieces(p)


def test_overflow(house):
    p = house.product()
    s = house.supplier()
    line = {"product_id": p, "quantity": "99999999", "unit_price": "9999999"}
    for n in (1, 20, 200):
        a = house.door.as_("buyer").post(
            "/purchase-orders", {"supplier_id": s, "lines": [line] * n}
        )
        print(n, a.status_code, a.json.get("code"), a.json.get("detail"))
    assert 0


def test_many_customers(house):
    p = house.product()
    house.receive(p, "5000", "10.00", "L-A")
    for start in range(0, 1200, 50):
        orders = [house.order(str(new_id()), (p, "1")) for _ in range(50)]
        house.door.deliver(*[house.posted(o) for o in orders])
    house.door.deliver(house.hold(p, house.lot_id(p, "L-A")))
    print(house.door.inbox("dead"))
    assert house.pieces(p)["held"] > 0
