"""Days late, ratings and buckets: the pure rules, with the company's numbers."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from ..dues.rules import Due, bucket, days_sales_outstanding, edges, propose_rating
from ..dunning.rules import Level, reached

D, LIMIT = Decimal, Decimal("10.00")
AS_OF = date(2026, 6, 30)


def paid(n, late, **more):
    """The n-th receivable of 100.00, cleared so many days after it was due."""
    due = date(2026, 1, 1) + timedelta(n)
    told = {"open": D("0.00"), "cleared_on": due + timedelta(late)} | more
    return Due(f"AR-{n:03d}", due, D("100.00"), **told)


def unpaid(n, overdue, open="100.00"):
    due = AS_OF - timedelta(overdue)
    return Due(f"AR-{n:03d}", due, D("100.00"), D(open), None)


def rated(*dues):
    return propose_rating(dues, AS_OF, LIMIT)


@pytest.mark.parametrize(
    ("days", "name"),
    [
        (-5, "not_due"),
        (0, "not_due"),
        (1, "d1_30"),
        (30, "d1_30"),
        (31, "d31_60"),
        (60, "d31_60"),
        (61, "d61_90"),
        (90, "d61_90"),
        (91, "over_90"),
    ],
)
def test_a_bucket_holds_the_days_its_name_says_and_so_do_its_edges(days, name):
    assert bucket(days) == name
    first, last = edges(AS_OF)[name]
    due = AS_OF - timedelta(days)
    assert (first is None or first <= due) and (last is None or due <= last)


def test_c_when_three_of_the_last_four_were_over_45_days_late():
    late = [paid(1, 46), paid(2, 0), paid(3, 46), paid(4, 46)]
    assert rated(*late).rating == "C"
    assert (
        rated(paid(0, 46), *[paid(n, 46) for n in (1, 2)], paid(3, 45), paid(4, 45)).rating == "B"
    )
    reason = rated(*late).reasons[0]
    assert (reason.code, list(reason.numbers)) == (
        "three_of_last_four_over_45",
        ["AR-001", "AR-003", "AR-004"],
    )


def test_c_when_one_is_over_90_days_overdue_but_not_when_it_was_paid():
    assert rated(paid(1, 0), unpaid(2, 91)).rating == "C"
    assert rated(paid(1, 0), unpaid(2, 90)).rating == "A"
    assert rated(paid(1, 0), paid(2, 120)).rating == "A"


def test_b_when_two_of_the_last_six_were_over_15_days_late():
    on_time = [paid(n, 0) for n in range(3, 7)]
    assert rated(paid(1, 16), paid(2, 16), *on_time).rating == "B"
    assert rated(paid(1, 15), paid(2, 16), *on_time).rating == "A"
    assert rated(paid(0, 16), paid(1, 16), paid(2, 0), *on_time).rating == "A"


def test_fewer_than_two_due_propose_nothing():
    assert rated(unpaid(1, 200)).rating is None
    assert rated().reasons[0].code == "fewer_than_two_due"


def test_tails_and_disputed_amounts_are_listed_and_not_counted():
    tail, disputed = unpaid(3, 200, "10.00"), paid(4, 99, disputed=True)
    seen = rated(paid(1, 0), paid(2, 0), tail, disputed)
    assert (seen.rating, list(seen.tails), list(seen.disputed)) == ("A", [tail], [disputed])
    assert rated(paid(1, 0), paid(2, 0), unpaid(3, 200, "10.01")).rating == "C"


def test_days_sales_outstanding_is_half_up_and_none_without_sales():
    assert days_sales_outstanding(D("100.00"), D("300.00"), 31) == D("10.33")
    assert days_sales_outstanding(D("100.00"), D("0.00"), 31) is None


def test_the_highest_level_whose_days_are_reached_counts():
    levels = [Level(1, 7, False), Level(2, 30, False), Level(3, 60, True)]
    assert [reached(levels, days).level for days in (6, 7, 29, 30, 60, 999)] == [0, 1, 1, 2, 3, 3]
