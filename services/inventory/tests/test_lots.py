"""A lot that went everywhere: its state still fits in a fact, and says how much it left out."""

from chassis.ids import new_id

from ..stock.rules import that_fit
from .house import NAMES, House


def test_the_state_of_a_lot_with_very_many_customers_fits_in_a_fact(house: House, monkeypatch):
    p = house.product()
    house.receive(p, "1000", "10.00", "L-A")
    customers = [str(new_id()) for _ in range(400)]
    for customer in customers:
        monkeypatch.setitem(NAMES, customer, "名" * 200)
    for begun in range(0, 400, 50):
        orders = [house.order(each, (p, "1")) for each in customers[begun : begun + 50]]
        house.door.deliver(*[house.posted(order) for order in orders])
    house.door.deliver(house.hold(p, house.lot_id(p, "L-A")))
    state = house.door.facts("inventory.lot.held.v1")[-1]
    assert len(state["customers"]) + state["left_out"]["customers"] == 400
    assert state["left_out"]["customers"] > 0 and state["balance"]["with_customers"] == "400.000"
    trace = house.door.as_("auditor").get(f"/lots/{state['lot_id']}/trace").json
    assert len(trace["customers"]) == 400


def test_things_are_left_out_from_the_end():
    things = [{"n": "x" * 50} for _ in range(10)]
    kept, left = that_fit(things, 200)
    assert kept == things[:3] and left == 7
    assert that_fit(things, 10_000) == (things, 0)
