"""What an order's lines cost, how they fall into parts, and which verbs its states allow."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, strategies as st

from chassis.errors import Refusal

from ..errors import AmountTooLarge, DiscountTooLarge, OrderDelivered
from ..orders import rules, terms
from ..orders.rules import Amounts, Wanted
from ..words import ORDER_STATUS

D = Decimal
MODES = st.sampled_from(["excluded", "included"])
RATES = st.sampled_from([D("0"), D("0.03"), D("0.06"), D("0.09"), D("0.13")])
QUANTITIES = st.integers(1, 5_000_000).map(lambda n: D(n).scaleb(-3))
PRICES = st.integers(0, 9_000_000_000).map(lambda n: D(n).scaleb(-6))
WANTED = st.builds(Wanted, QUANTITIES, PRICES, st.just(D("0.00")), RATES)


def wanted(quantity, price, discount="0.00", rate="0.13"):
    return Wanted(D(quantity), D(price), D(discount), D(rate))


def amounts(net, tax, gross):
    return Amounts(D(net), D(tax), D(gross))


def priced(mode, *lines, discount="0.00"):
    return [x.amounts for x in rules.price_lines(mode, lines, D(discount))]


def test_a_price_without_tax_gives_net_first():
    assert priced("excluded", wanted("200", "16.00")) == [amounts("3200.00", "416.00", "3616.00")]


def test_a_price_with_tax_gives_gross_first():
    assert priced("included", wanted("3", "9.99")) == [amounts("26.52", "3.45", "29.97")]


def test_amounts_round_half_up_per_line():
    half = wanted("1", "0.125", rate="0")
    assert priced("excluded", half, half) == [amounts("0.13", "0.00", "0.13")] * 2
    assert priced("excluded", wanted("1", "0.50", rate="0.05")) == [amounts("0.50", "0.03", "0.53")]


def test_a_line_discount_lowers_the_base_before_tax():
    line = wanted("10", "10.00", discount="5.00")
    assert priced("excluded", line) == [amounts("95.00", "12.35", "107.35")]
    assert priced("included", line) == [amounts("84.07", "10.93", "95.00")]


def test_an_order_discount_is_spread_by_net_with_the_largest_remainder():
    lines = [wanted("1", "10.00"), wanted("1", "10.00"), wanted("1", "10.00")]
    spread = rules.price_lines("excluded", lines, D("10.00"))
    assert [x.order_discount for x in spread] == [D("3.34"), D("3.33"), D("3.33")]
    assert [x.amounts.net for x in spread] == [D("6.66"), D("6.67"), D("6.67")]


@pytest.mark.parametrize("mode", ["excluded", "included"])
def test_a_discount_larger_than_its_base_is_refused_and_named(mode):
    with pytest.raises(DiscountTooLarge) as refusal:
        rules.price_lines(mode, [wanted("1", "1.00"), wanted("1", "1.00", discount="1.01")])
    assert refusal.value.pointer == "/lines/1/discount"
    with pytest.raises(DiscountTooLarge) as refusal:
        rules.price_lines(mode, [wanted("1", "1.00")], D("1.01"))
    assert refusal.value.pointer == "/discount"


def test_the_largest_discount_over_prices_that_include_several_rates_is_named_and_fits():
    lines = [
        wanted("1", "106.00", rate="0.06"),
        wanted("1", "113.00", rate="0.13"),
        wanted("1", "50.00", rate="0"),
    ]
    with pytest.raises(DiscountTooLarge) as refusal:
        rules.price_lines("included", lines, D("269.00"))
    most = refusal.value.names["amount"]
    assert most == D("250.00")
    assert rules.price_lines("included", lines, D("250.00"))[2].amounts.gross == 0
    with pytest.raises(DiscountTooLarge):
        rules.price_lines("included", lines, D("250.03"))


def test_an_amount_the_books_cannot_hold_is_refused():
    with pytest.raises(AmountTooLarge):
        rules.price_lines("excluded", [wanted("99999999", "9999999")])
    big = amounts("900000000000.00", "0.00", "900000000000.00")
    with pytest.raises(AmountTooLarge):
        rules.total([big, big])


@given(MODES, st.lists(WANTED, min_size=1, max_size=6), st.integers(0, 100))
def test_documents_add_up_whatever_the_lines(mode, lines, percent):
    bases = [a.net if mode == "excluded" else a.gross for a in priced(mode, *lines)]
    discount = (sum(bases) * percent / 200).quantize(D("0.01"))
    spread = rules.price_lines(mode, lines, discount)
    total = rules.total(x.amounts for x in spread)
    assert sum(x.order_discount for x in spread) == discount
    assert total.net + total.tax == total.gross
    primary = total.net if mode == "excluded" else total.gross
    assert primary == sum(bases) - discount
    assert all(x.amounts.gross >= x.amounts.net >= 0 for x in spread)


@given(MODES, WANTED, st.data())
def test_the_parts_of_a_line_add_up_to_the_line(mode, line, data):
    (whole,) = priced(mode, line)
    last = int(line.quantity * 1000)
    cuts = data.draw(st.lists(st.integers(0, last), max_size=6, unique=True))
    marks = [D(n).scaleb(-3) for n in sorted({0, last, *cuts})]
    parts = [rules.part_of(mode, whole, line.quantity, a, b - a) for a, b in pairwise(marks)]
    assert sum(parts, Amounts()) == whole
    assert all(part.net + part.tax == part.gross for part in parts)


@dataclass
class Line:
    quantity: Decimal
    delivered: Decimal = Decimal(0)
    cancelled: Decimal = Decimal(0)
    net: Decimal = Decimal("1.00")
    tax: Decimal = Decimal("0.13")
    gross: Decimal = Decimal("1.13")
    earlier: Any = None


@given(MODES, WANTED, st.data())
def test_delivered_and_undelivered_gross_make_up_the_line(mode, line, data):
    (whole,) = priced(mode, line)
    gone = data.draw(st.integers(0, int(line.quantity * 1000))) * D("0.001")
    open_line = Line(line.quantity, gone, D(0), whole.net, whole.tax, whole.gross)
    delivered = rules.part_of(mode, whole, line.quantity, D(0), gone)
    assert delivered.gross + terms.undelivered(mode, open_line) == whole.gross


def test_what_is_cancelled_is_owed_no_longer():
    assert terms.undelivered("excluded", Line(D(3), delivered=D(1), cancelled=D(2))) == 0
    assert terms.undelivered("excluded", Line(D(3), cancelled=D(2))) == D("0.37")


@pytest.mark.parametrize(
    ("delivered", "state"), [((0, 0), "none"), ((1, 0), "part"), ((2, 0), "part"), ((2, 3), "all")]
)
def test_fulfilment_follows_from_the_lines(delivered, state):
    lines = [Line(D(2), D(delivered[0])), Line(D(3), D(delivered[1]))]
    assert rules.fulfilment(lines) == state


VERBS = {verb for verbs in rules.TRANSITIONS.values() for verb in verbs}


@pytest.mark.parametrize("status", ORDER_STATUS)
@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_state_allows_exactly_the_verbs_of_the_table(status, verb):
    after = EXPECTED[status].get(verb)
    if after:
        assert rules.next_status("SO-1", status, verb) == after
        return
    with pytest.raises(Refusal) as refusal:
        rules.next_status("SO-1", status, verb)
    for language in ("zh", "en"):
        assert "SO-1" in refusal.value.sentence(language)
    assert ORDER_STATUS[status][0] in refusal.value.sentence("zh")


EXPECTED = {
    "draft": {
        "change": "draft",
        "confirm": "confirmed",
        "post": "posted",
        "cancel": "cancelled",
    },
    "confirmed": {
        "deliver": "confirmed",
        "amend": "confirmed",
        "post": "posted",
        "cancel": "cancelled",
    },
    "posted": {"cancel": "cancelling", "amend": "posted", "deliver": "posted"},
    "cancelling": {"deliver": "cancelling", "call_off": "cancelled", "close": "closed"},
    "cancelled": {"deliver": "cancelled", "reopen": "confirmed"},
    "closed": {"deliver": "closed"},
}


def test_the_last_answer_closes_an_order_of_which_nothing_was_left():
    assert rules.ending([D(0), D(0)]) == "close"
    assert rules.ending([D(0), D(1)]) == "call_off"


def test_a_fully_delivered_order_is_not_cancelled():
    rules.check_cancellable("SO-1", "part")
    with pytest.raises(OrderDelivered):
        rules.check_cancellable("SO-1", "all")
