"""The rule of a margin: what is left of net sales after cost, and after the cost of poor quality."""

from decimal import ROUND_HALF_UP, Decimal

STEP = Decimal("0.0001")


def rate(margin: Decimal, net: Decimal) -> Decimal | None:
    """Margin as a fraction of net, 4 places; none where nothing was sold net."""
    return (margin / net).quantize(STEP, ROUND_HALF_UP) if net else None
