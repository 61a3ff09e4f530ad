"""The rules of a margin: what is left of net sales after cost, and after the cost of poor quality."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

STEP = Decimal("0.0001")


def rate(part: Decimal, whole: Decimal) -> Decimal | None:
    """A part as a fraction of the whole, 4 places; none of nothing."""
    return (part / whole).quantize(STEP, ROUND_HALF_UP) if whole else None


def month_of(day: date) -> date:
    """The first day of the month a day lies in: how kept totals name their month."""
    return day.replace(day=1)
