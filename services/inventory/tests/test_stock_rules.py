"""What pieces cost, which lots leave, and how pieces go from one state to another."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from ..stock import rules
from ..stock.slots import ISSUE, RETURN, SCRAP, USE, Pool
from .slots import PRODUCT, add_lot, empty_slot, slot_of, source

D = Decimal
quantities = st.integers(1, 10**8).map(lambda n: D(n) / 1000)
values = st.integers(0, 10**11).map(lambda n: D(n) / 100)


@pytest.mark.parametrize(
    ("quantity", "of", "value", "cost"),
    [
        ("200", "500", "5000.00", "2000.00"),
        ("20", "210", "2220.00", "211.43"),
        ("1", "3", "0.01", "0.00"),
        ("3", "3", "0.01", "0.01"),
        ("0.005", "1", "1.00", "0.01"),  # half up
        ("0.001", "1000", "999.99", "0.00"),
    ],
)
def test_an_issue_takes_its_quantity_times_the_average(quantity, of, value, cost):
    assert rules.cost_of(Pool(PRODUCT, D(of), D(value)), D(quantity)) == D(cost)


@given(pieces=st.lists(quantities, min_size=1, max_size=6), value=values)
def test_the_issue_that_empties_the_pool_takes_all_that_is_left(pieces, value):
    slot = slot_of(str(sum(pieces)), str(value))
    costs = [
        sum(take.cost for take in rules.take_out(slot, quantity, ISSUE, source()))
        for quantity in pieces
    ]
    assert (slot.pool.quantity, slot.pool.value) == (0, D("0.00"))
    assert sum(costs) == value and min(costs) >= 0
    assert sum(entry.value for entry in slot.entries) == 0


@given(parts=st.lists(quantities, min_size=2, max_size=5), value=values)
def test_the_lots_of_an_issue_share_its_cost_to_the_cent(parts, value):
    slot = empty_slot()
    for day, part in enumerate(parts):
        add_lot(slot, f"L-{day}", str(part), str(value if day == 0 else D("0.00")), day)
    wanted = sum(parts) - D("0.001")
    cost = rules.cost_of(slot.pool, wanted)
    takes = rules.take_out(slot, wanted, ISSUE, source())
    assert sum(take.cost for take in takes) == cost
    assert sum(take.quantity for take in takes) == wanted
    assert sum(entry.value for entry in slot.entries) == slot.pool.value


def test_lots_leave_first_expired_then_first_in():
    slot = empty_slot()
    add_lot(slot, "undated, later", "1", "1.00", day=5)
    add_lot(slot, "undated, first", "1", "1.00", day=1)
    add_lot(slot, "expires later", "1", "1.00", day=2, expiry=date(2027, 1, 1))
    add_lot(slot, "expires first", "1", "1.00", day=3, expiry=date(2026, 6, 1))
    takes = rules.take_out(slot, D(4), ISSUE, source())
    assert [take.lot.number for take in takes] == [
        "expires first",
        "expires later",
        "undated, first",
        "undated, later",
    ]


def test_held_pieces_and_pieces_reserved_by_their_lots_number_stay():
    slot = empty_slot()
    first, second = add_lot(slot, "L-A", "10", "100.00"), add_lot(slot, "L-B", "10", "100.00", 1)
    rules.hold(slot, first, D(4))
    rules.reserve(slot, D(5), first)
    takes = rules.take_out(slot, D(3), ISSUE, source())
    assert [(take.lot.number, take.quantity) for take in takes] == [("L-A", 1), ("L-B", 2)]
    assert (first.available, first.named, first.held, second.available) == (5, 5, 4, 8)


def test_what_arrives_for_a_held_lot_is_held():
    slot = slot_of("5", "50.00")
    slot.lots[0].lot.held = True
    rules.take_in(slot, slot.lots[0], D(3), D("30.00"), "receipt", source())
    assert (slot.balance.held, slot.lots[0].held) == (3, 3)


def test_what_arrives_for_a_held_untracked_product_is_free():
    slot = slot_of("5", "50.00")
    slot.lots[0].lot.number, slot.lots[0].lot.held = "-", True
    rules.take_in(slot, slot.lots[0], D(3), D("30.00"), "receipt", source())
    assert (slot.balance.held, slot.balance.free) == (0, 8)


def test_quarantine_is_a_pool_of_its_own_and_released_pieces_join_at_their_own_cost():
    slot = slot_of("190", "2008.57")
    here = slot.lots[0]
    rules.quarantine(slot, here, D(6), D("60.00"), RETURN, source())
    assert (slot.pool.quantity, slot.pool.value) == (190, D("2008.57"))
    rules.leave_quarantine(slot, here, D(4), D("40.00"), "release", source())
    rules.take_in(slot, here, D(4), D("40.00"), "release", source())
    rules.leave_quarantine(slot, here, D(2), D("20.00"), SCRAP, source())
    assert (slot.pool.quantity, slot.pool.value) == (194, D("2048.57"))
    assert (slot.pool.quarantine_quantity, slot.pool.quarantine_value) == (0, D("0.00"))
    average = rules.shown_average(slot.pool.quantity, slot.pool.value, None)
    assert average == D("10.5596")


def test_a_shortage_takes_loose_pieces_before_held_ones():
    slot = slot_of("10", "100.00")
    here = slot.lots[0]
    rules.hold(slot, here, D(6))
    takes = rules.lose(slot, here, D(7), "adjustment", source())
    assert sum(take.cost for take in takes) == D("70.00")
    assert (here.available, here.held, slot.balance.free, slot.balance.held) == (0, 3, 0, 3)


def test_a_surplus_takes_the_average_then_the_last_one_then_the_stated_cost():
    slot = slot_of("3", "10.00")
    assert rules.surplus_value(slot.pool, D(3), D(99)) == D("10.00")
    rules.take_out(slot, D(3), USE, source())
    assert slot.pool.last_average == D("3.333333")
    assert rules.surplus_value(slot.pool, D(2), D(99)) == D("6.67")
    fresh = Pool(PRODUCT)
    assert rules.surplus_value(fresh, D(2), D("1.5")) == D("3.00")
    assert rules.surplus_value(fresh, D(2), None) is None
