"""The queue: who gets what is free, who gives way to a hold, and an order's states."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from ..demands import rules
from ..stock import rules as stock
from ..stock.slots import RECEIPT
from .slots import add_lot, empty_slot, line, slot_of, source

D = Decimal


def test_the_queue_is_served_by_confirmation_time_and_the_last_gets_what_is_left():
    slot = slot_of("10", "100.00")
    late, early, middle = line("6", 3), line("3", 1), line("4", 2)
    assert rules.fill(slot, [late, early, middle]) == [early, middle, late]
    assert (early.reserved, middle.reserved, late.reserved) == (3, 4, 3)
    assert late.backordered == 3 and slot.balance.free == 0


def test_a_line_that_names_a_lot_waits_for_it_and_holds_nobody_up():
    slot = slot_of("10", "100.00")
    picky, other = line("5", 1, lot="L-B"), line("4", 2)
    rules.fill(slot, [picky, other])
    assert (picky.reserved, other.reserved) == (0, 4)
    here = add_lot(slot, "L-B", "3", "30.00", 1)
    rules.fill(slot, [picky, other])
    assert (picky.reserved, here.named) == (3, 3)


@given(
    wants=st.lists(st.integers(1, 20), min_size=1, max_size=8),
    deliveries=st.lists(st.integers(1, 20), max_size=5),
)
def test_what_was_filled_is_never_taken_back_and_nobody_waits_for_free_goods(wants, deliveries):
    slot = slot_of("1", "1.00")
    lines = [line(str(want), minute) for minute, want in enumerate(wants)]
    for quantity in [0, *deliveries]:
        before = [each.reserved for each in lines]
        if quantity:
            stock.take_in(slot, slot.lots[0], D(quantity), D(quantity), RECEIPT, source())
        rules.fill(slot, lines)
        assert all(now.reserved >= was for now, was in zip(lines, before, strict=True))
        assert not slot.balance.free or not any(each.backordered for each in lines)
    waiting = [each.backordered > 0 for each in lines]
    assert waiting == sorted(waiting)


def test_a_hold_sends_back_the_youngest_and_only_what_the_rest_cannot_cover():
    slot = slot_of("10", "100.00")
    add_lot(slot, "L-B", "6", "60.00", 1)
    old, young = line("5", 1), line("7", 2)
    rules.fill(slot, [old, young])
    displaced = rules.make_room(slot, slot.lot("L-A"), D(10), [old, young])
    assert displaced == [(young, 6)]
    assert (old.reserved, young.reserved, young.backordered) == (5, 1, 6)
    stock.hold(slot, slot.lot("L-A"), D(10))
    assert (slot.balance.free, slot.balance.reserved, slot.balance.held) == (0, 6, 10)


def test_a_hold_of_a_named_lot_sends_back_those_who_named_it_first():
    slot = slot_of("10", "100.00")
    add_lot(slot, "L-B", "10", "100.00", 1)
    named, other = line("4", 1, lot="L-A"), line("9", 2)
    rules.fill(slot, [named, other])
    displaced = rules.make_room(slot, slot.lot("L-A"), D(10), [named, other])
    assert displaced == [(named, 4)]
    assert (other.reserved, slot.lot("L-A").named, slot.balance.free) == (9, 0, 11)


def test_a_line_keeps_its_place_when_its_reservation_is_released():
    slot = slot_of("5", "50.00")
    old, young = line("5", 1), line("5", 2)
    rules.fill(slot, [old])
    rules.make_room(slot, slot.lots[0], D(5), [old])
    stock.hold(slot, slot.lots[0], D(5))
    add_lot(slot, "L-B", "5", "50.00", 1)
    rules.fill(slot, [young, old])
    assert (old.reserved, young.reserved) == (5, 0)


def test_an_issue_takes_what_the_line_reserved_from_the_lot_it_names():
    slot = slot_of("10", "100.00")
    add_lot(slot, "L-B", "10", "200.00", 1)
    picky = line("4", 1, lot="L-B", state="posted")
    rules.fill(slot, [picky])
    takes = rules.issue(slot, picky, source())
    assert [(take.lot.number, take.quantity, take.cost) for take in takes] == [("L-B", 4, D(60))]
    assert (picky.reserved, picky.issued, slot.lot("L-B").named) == (0, 4, 0)


def test_a_cancelled_line_gives_back_its_reservation():
    slot = slot_of("3", "30.00")
    asked = line("5")
    rules.fill(slot, [asked])
    rules.cancel(slot, asked)
    assert (asked.reserved, asked.cancelled, asked.backordered) == (0, 5, 0)
    assert (slot.balance.free, slot.balance.reserved) == (3, 0)


VERBS = (rules.CONFIRM, rules.POST, rules.CANCEL)


@pytest.mark.parametrize("state", list(rules.TRANSITIONS))
@pytest.mark.parametrize("verb", VERBS)
def test_facts_only_move_a_demand_forward(state, verb):
    rank = [None, rules.WAITING, rules.POSTED, rules.CANCELLED]
    after = rules.TRANSITIONS[state][verb]
    assert rank.index(after) >= rank.index(state)
    assert after != state or state is not None


@pytest.mark.parametrize("verbs", [(a, b, c) for a in VERBS for b in VERBS for c in VERBS])
def test_the_last_state_does_not_depend_on_the_order_of_the_facts(verbs):
    def run(order):
        state = None
        for verb in order:
            state = rules.TRANSITIONS[state][verb]
        return state

    assert run(verbs) == run(verbs[::-1]) == run(sorted(verbs))


def test_an_empty_slot_serves_nobody():
    slot = empty_slot()
    waiting = line("1")
    assert rules.fill(slot, [waiting]) == [] and waiting.backordered == 1
