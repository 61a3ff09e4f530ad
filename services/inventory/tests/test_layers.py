"""First in, first out: layers are the pool, to the piece and to the cent, whatever happens to it."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from ..stock import rules
from ..stock.slots import ADJUSTMENT, ISSUE, RECEIPT, RELEASE, Source
from .house import X
from .slots import SOMEBODY, add_lot, empty_slot, source

D = Decimal
quantities = st.integers(1, 10**7).map(lambda n: D(n) / 1000)
values = st.integers(0, 10**10).map(lambda n: D(n) / 100)
came_in = st.tuples(st.sampled_from(["in", "back", "found"]), quantities, values)
went_out = st.tuples(st.sampled_from(["out", "lost", "all"]), quantities, values)


def verdict():
    made = source()
    return Source("disposal", made.id, made.line, SOMEBODY)


def happen(slot, here, what, quantity, value):
    """One of all the things that change a pool, as far as there is something to do it to."""
    if what == "in":
        rules.take_in(slot, here, quantity, value, RECEIPT, source())
    elif what == "back":
        rules.take_in(slot, here, quantity, value, RELEASE, verdict())
    elif what == "found":
        found = rules.surplus_value(slot.pool, quantity, D("1.5"))
        rules.take_in(slot, here, quantity, found, ADJUSTMENT, source())
    elif slot.pool.quantity:
        quantity = slot.pool.quantity if what == "all" else min(quantity, slot.pool.quantity)
        if what == "lost":
            rules.lose(slot, here, quantity, ADJUSTMENT, source())
        else:
            expected = rules.cost_of(slot.pool, quantity)
            takes = rules.take_out(slot, quantity, ISSUE, source())
            assert sum(take.cost for take in takes) == expected


@pytest.mark.parametrize("costing", ["average", "fifo"])
@given(events=st.lists(came_in | went_out, min_size=1, max_size=20))
def test_the_ledger_is_the_pool_and_an_empty_pool_is_worth_nothing(costing, events):
    slot = empty_slot(costing)
    here = add_lot(slot, "L-A", "1.000", "3.33")
    for event in events:
        happen(slot, here, *event)
        pool = slot.pool
        assert sum(entry.quantity for entry in slot.entries) == pool.quantity >= 0
        assert sum(entry.value for entry in slot.entries) == pool.value >= 0
        assert pool.quantity or pool.value == D("0.00")
        if costing == "fifo":
            assert sum(layer.quantity for layer in pool.layers) == pool.quantity
            assert sum(layer.value for layer in pool.layers) == pool.value
            assert all(layer.quantity or not layer.value for layer in pool.layers)
            assert all(0 <= layer.value <= layer.worth for layer in pool.layers)


@given(parts=st.lists(quantities, min_size=1, max_size=6), value=values)
def test_the_parts_of_a_layer_are_the_layer(parts, value):
    slot = empty_slot("fifo")
    add_lot(slot, "L-A", str(sum(parts)), str(value))
    costs = [rules.take_out(slot, part, ISSUE, source())[0].cost for part in parts]
    assert sum(costs) == value and min(costs) >= 0


def test_what_came_in_first_leaves_first_whatever_lot_the_pieces_are_of():
    slot = empty_slot("fifo")
    add_lot(slot, "L-A", "10", "100.00", day=1)
    add_lot(slot, "L-B", "10", "120.00", day=0)  # leaves first, for it is older
    takes = rules.take_out(slot, D(12), ISSUE, source())
    assert [(take.lot.number, take.quantity) for take in takes] == [("L-B", 10), ("L-A", 2)]
    assert sum(take.cost for take in takes) == D("124.00")
    assert (slot.pool.value, rules.average(slot.pool)) == (D("96.00"), D("12.000000"))


def test_a_released_return_is_a_layer_at_its_own_cost_and_goes_first():
    slot = empty_slot("fifo")
    here = add_lot(slot, "L-A", "10", "100.00")
    rules.take_in(slot, here, D(10), D("120.00"), RECEIPT, source())
    rules.take_in(slot, here, D(2), D("14.00"), RELEASE, verdict())
    rules.take_in(slot, here, D(1), D("9.00"), RELEASE, verdict())
    out = [rules.take_out(slot, D(n), ISSUE, source())[0].cost for n in (2, 1, 10, 10)]
    assert out == [D("14.00"), D("9.00"), D("100.00"), D("120.00")]


def test_a_surplus_is_a_layer_at_the_last_cost_and_goes_last():
    slot = empty_slot("fifo")
    here = add_lot(slot, "L-A", "10", "100.00")
    rules.take_in(slot, here, D(10), D("120.00"), RECEIPT, source())
    rules.take_in(slot, here, D(2), D("2.00"), RELEASE, verdict())
    found = rules.surplus_value(slot.pool, D(3), None)
    assert found == D("36.00")
    rules.take_in(slot, here, D(3), found, ADJUSTMENT, source())
    rules.take_out(slot, D(22), ISSUE, source())
    assert (slot.pool.quantity, slot.pool.value) == (3, D("36.00"))
    rules.take_out(slot, D(3), ISSUE, source())
    assert rules.surplus_value(slot.pool, D(1), D(99)) == D("12.00")


@pytest.mark.both_databases
def test_a_product_costed_by_layers_through_both_doors(house):
    p = house.product(costing="fifo")
    house.receive(p, "10", "10.00", "L-A")
    house.receive(p, "10", "12.00", "L-B")
    sold = house.post(X, (p, "12"))
    assert house.issues_of(sold)[0]["lines"][0]["cost"] == "124.00"
    back = house.returned(sold, "3")
    house.door.deliver(back)
    house.door.deliver(house.verdict(back, ("restock", "3")))
    stock = house.stock(p)
    layers = [(one["kind"], one["quantity"], one["value"]) for one in stock["layers"]]
    assert layers == [("release", "3.000", "31.00"), ("receipt", "8.000", "96.00")]
    assert (stock["costing"], stock["value"], stock["quantity"]) == ("fifo", "127.00", "11.000")
    assert house.adjust(p, "-4", "L-B").json["value"] == "-43.00"
    assert house.adjust(p, "1", "L-B").json["value"] == "12.00"
    house.post(X, (p, "8"))
    assert (house.stock(p)["value"], house.stock(p)["layers"]) == ("0.00", [])
    assert house.stock(p)["average"] == "12.0000"


def test_costing_is_fixed_once_there_is_stock(house):
    p = house.product(costing="fifo")
    path, caller = f"/products/{p}", house.door.as_("inventory_manager")
    assert caller.patch(path, {"costing": "average"}, version=1).json["costing"] == "average"
    house.receive(p, "1", "1.00", "L-A")
    refused = caller.patch(path, {"costing": "fifo"}, version=2)
    assert (refused.status_code, refused.json["code"]) == (409, "costing_fixed")
    assert caller.patch(path, {"costing": "average", "name": "x"}, version=2).status_code == 200
