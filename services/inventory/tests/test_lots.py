"""A lot that went everywhere: its state still fits in a fact, and says how much it left out."""

from chassis.ids import new_id

from ..stock.rules import that_fit
from .house import NAMES, House
from .test_inspections import inspect, plan, waiting


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


def test_a_trace_opens_to_openings_inspections_and_returns_to_the_supplier(house: House):
    p, q = house.product("P"), house.product("Q")
    plan(house, p)
    receipt = house.receive(p, "10", "10.00", "L-A")
    inspected = inspect(house, waiting(house, p)[0])
    back = house.give_back(receipt, "4")
    trace = house.done(house.door.as_("auditor").get(f"/lots/{house.lot_id(p, 'L-A')}/trace"))
    (found,), (gone,) = trace["inspections"], trace["supplier_returns"]
    assert (found["number"], found["status"], found["gone"]) == (
        inspected["number"],
        "accepted",
        "10.000",
    )
    assert found["completed_at"] and found["receipt_id"] == receipt["id"] == gone["receipt_id"]
    assert (gone["number"], gone["status"], gone["quantity"]) == (
        back["number"],
        "shipped",
        "4.000",
    )
    assert trace["balance"]["to_supplier"] == "4.000" and trace["openings"] == []
    opened = house.done(
        house.propose_opening({"product_id": q, "quantity": "3", "lot": "L-Q", "value": "6.00"})
    )
    house.done(house.sign_opening(opened))
    trace = house.done(house.door.as_("auditor").get(f"/lots/{house.lot_id(q, 'L-Q')}/trace"))
    assert [(x["number"], x["quantity"]) for x in trace["openings"]] == [
        (opened["number"], "3.000")
    ]
    assert trace["receipts"] == trace["inspections"] == trace["supplier_returns"] == []


def test_things_are_left_out_from_the_end():
    things = [{"n": "x" * 50} for _ in range(10)]
    kept, left = that_fit(things, 200)
    assert kept == things[:3] and left == 7
    assert that_fit(things, 10_000) == (things, 0)
