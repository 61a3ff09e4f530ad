"""What a proposal pairs: never more than is open, all that can be settled, the oldest due first."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, strategies as st

from ..errors import InvoiceNotIssued, SettlesTooMuch
from ..receivables.rules import next_invoice_state
from ..settlements.rules import Item, check, propose

AMOUNTS = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 10_000)), max_size=8)


def items(kind, told):
    return [
        Item(
            UUID(int=kind * 100 + n), f"{kind}-{n}", date(2026, 1, 1) + timedelta(day), cents(open)
        )
        for n, (day, open) in enumerate(told)
    ]


def cents(number):
    return Decimal(number).scaleb(-2)


@given(AMOUNTS, AMOUNTS)
def test_a_proposal_settles_all_it_can_and_nothing_twice(paid, owed):
    sources, receivables = items(1, paid), items(2, owed)
    pairs = propose(sources, receivables)
    check(pairs, {item.id: item for item in [*sources, *receivables]})
    whole = min(sum(item.open for item in sources), sum(item.open for item in receivables))
    assert sum(pair.amount for pair in pairs) == whole
    days = {item.id: (item.day, item.number) for item in receivables}
    order = [days[pair.receivable_id] for pair in pairs]
    assert order == sorted(order)


def test_a_cent_more_than_is_open_over_several_lines_is_refused():
    (source,), owed = items(1, [(0, 100)]), items(2, [(0, 60), (1, 60)])
    known = {item.id: item for item in [source, *owed]}
    pairs = propose([source], owed)
    too_much = [pairs[0], type(pairs[0])(source.id, owed[1].id, cents(41))]
    with pytest.raises(SettlesTooMuch):
        check(too_much, known)


def test_only_an_invoice_that_stands_is_cancelled_in_red():
    assert next_invoice_state("AR-1", "issued", "redden") == "red"
    assert next_invoice_state("AR-1", "red", "issue") == "issued"
    with pytest.raises(InvoiceNotIssued):
        next_invoice_state("AR-1", "none", "redden")
