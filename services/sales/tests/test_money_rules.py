"""Credit, due dates, settlement, returned pieces and margins: the pure rules."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, strategies as st

from ..credit.rules import Standing, objection
from ..errors import LotNotDelivered, ReturnTooMuch
from ..margins.rules import rate
from ..receivables.rules import due_on
from ..returns import rules as returns
from ..returns.rules import Lot
from ..settlements.rules import settle_own

D = Decimal


def standing(limit="1000.00", rating="A", **told):
    amounts = {
        n: D(told.get(n, 0)) for n in ("receivables", "unallocated", "advances", "undelivered")
    }
    return Standing(None if limit is None else D(limit), rating, *amounts.values())


def test_exposure_is_receivables_less_credits_plus_undelivered():
    seen = standing(receivables="400", unallocated="150", undelivered="250")
    assert seen.exposure(D("500.00")) == D("1000.00")


def test_an_exposure_equal_to_the_limit_passes_and_a_cent_more_does_not():
    seen = standing(receivables="400", unallocated="150", undelivered="250")
    assert objection(seen, D("500.00")) is None
    assert objection(seen, D("500.01")) == "limit"


def test_no_approved_limit_is_a_limit_of_zero():
    assert objection(standing(limit=None), D("0.01")) == "limit"
    assert objection(standing(limit=None, unallocated="10.00"), D("10.00")) is None


def test_rating_c_passes_only_when_advances_cover_all_that_is_undelivered():
    poor = standing(rating="C", unallocated="400", advances="300", undelivered="100")
    assert objection(poor, D("200.00")) is None
    assert objection(poor, D("200.01")) == "rating"
    late = standing(rating="C", unallocated="300", advances="300", receivables="2000")
    assert objection(late, D("200.00")) == "limit"


@pytest.mark.parametrize(
    ("kind", "days", "due"),
    [
        ("cash", 0, date(2026, 1, 15)),
        ("days", 30, date(2026, 2, 14)),
        ("days", 0, date(2026, 1, 15)),
        ("month_end", 0, date(2026, 1, 31)),
        ("month_end", 30, date(2026, 3, 2)),
    ],
)
def test_terms_decide_when_a_receivable_is_due(kind, days, due):
    assert due_on(kind, days, date(2026, 1, 15)) == due


def test_month_end_of_a_leap_february():
    assert due_on("month_end", 1, date(2028, 2, 1)) == date(2028, 3, 1)


def test_a_credit_note_settles_its_own_deliveries_and_no_more_than_is_open():
    a, b = UUID(int=1), UUID(int=2)
    credited = [(a, D("60.00")), (a, D("60.00")), (b, D("10.00"))]
    assert settle_own(credited, {a: D("100.00"), b: D("0.00")}) == {a: D("100.00")}


def test_no_more_comes_back_than_is_still_out():
    returns.check_quantity("DN-1", D(10), D(4), D(6), "/lines/0/quantity")
    with pytest.raises(ReturnTooMuch):
        returns.check_quantity("DN-1", D(10), D(4), D("6.001"), "/lines/0/quantity")


DELIVERED = [Lot("a", "L-A", D(100)), Lot("b", "L-B", D(20)), Lot("a", "L-A", D(5))]


def test_unnamed_lots_come_back_in_the_order_they_left_after_earlier_returns():
    out = returns.still_out(DELIVERED, [Lot("a", "L-A", D(30))])
    picked = returns.pick(out, D(80), [], "DN-1", "/lines/0/lot")
    assert picked == [Lot("a", "L-A", D(75)), Lot("b", "L-B", D(5))]


def test_a_named_lot_comes_back_from_wherever_it_left():
    out = returns.still_out(DELIVERED, [])
    picked = returns.pick(out, D(104), ["L-A"], "DN-1", "/lines/0/lot")
    assert [(x.lot, x.quantity) for x in picked] == [("L-A", D(104))]
    with pytest.raises(LotNotDelivered) as refusal:
        returns.pick(out, D(21), ["L-B"], "DN-1", "/lines/0/lot")
    assert "20" in str(refusal.value)


@given(st.lists(st.integers(1, 50), min_size=1, max_size=5), st.data())
def test_whatever_comes_back_every_lot_is_exhausted_in_the_end(sizes, data):
    delivered = [Lot(str(n), f"L{n}", D(size)) for n, size in enumerate(sizes)]
    back: list[Lot] = []
    left = sum(sizes)
    while left:
        quantity = D(data.draw(st.integers(1, left)))
        back += returns.pick(returns.still_out(delivered, back), quantity, [], "DN", "/")
        left -= int(quantity)
    for lot in delivered:
        assert sum(x.quantity for x in back if x.lot_id == lot.lot_id) == lot.quantity
    assert all(out.left == 0 for out in returns.still_out(delivered, back))


def test_each_lot_gives_back_its_own_cost_by_the_cumulative_rule():
    delivered = [Lot("a", "L-A", D(1), D("6.67")), Lot("b", "L-B", D(2), D("13.33"))]
    back: list[Lot] = []
    for named in (["L-B"], ["L-A"], ["L-B"]):
        back += returns.pick(returns.still_out(delivered, back), D(1), named, "DN", "/")
    assert [x.cost for x in back] == [D("6.67"), D("6.67"), D("6.66")]


def test_a_margin_rate_needs_net_sales():
    assert rate(D("1272.57"), D("3424.00")) == D("0.3717")
    assert rate(D("-5.00"), D("0.00")) is None
