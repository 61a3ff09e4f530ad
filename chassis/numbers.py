"""Exact arithmetic of amounts, prices and quantities: half-up, never a binary float.

Source of the rules: the company's money rules (amounts 2 places, unit prices 6, quantities 3;
parts by cumulative quantity; shares by largest remainder).
"""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
MICRO = Decimal("0.000001")
MILLI = Decimal("0.001")
ZERO = Decimal(0)


def money(amount: Decimal | int | str) -> Decimal:
    """An amount in its currency's cents, half-up (away from zero at the half)."""
    return _exact(amount).quantize(CENT, ROUND_HALF_UP)


def unit(price: Decimal | int | str) -> Decimal:
    """A unit price or unit cost at 6 places, half-up."""
    return _exact(price).quantize(MICRO, ROUND_HALF_UP)


def quantity(amount: Decimal | int | str) -> Decimal:
    """A quantity at 3 places, half-up."""
    return _exact(amount).quantize(MILLI, ROUND_HALF_UP)


def part(total: Decimal, whole: Decimal, before: Decimal, taken: Decimal) -> Decimal:
    """The amount that `taken` pieces carry of a `total` for `whole` pieces, `before` already gone.

    The rounded amount of the cumulative quantity less what earlier parts took, so that the
    parts of a line always add up to the line and the last part takes the rest.
    """
    if whole == 0:
        return ZERO
    return money(total * (before + taken) / whole) - money(total * before / whole)


def spread(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Share `total` by `weights` in whole cents, the left-over cents to the largest remainders.

    Equal remainders go to the earlier share; weights that sum to zero share equally.
    """
    if not weights:
        return []
    whole = sum(weights, ZERO)
    exact = [total * w / whole if whole else total / len(weights) for w in weights]
    shares = [x.quantize(CENT, ROUND_DOWN) for x in exact]
    cents = int((total - sum(shares, ZERO)) / CENT)
    by_remainder = sorted(range(len(exact)), key=lambda i: (-abs(exact[i] - shares[i]), i))
    for i in by_remainder[: abs(cents)]:
        shares[i] += CENT if cents > 0 else -CENT
    return shares


def _exact(number: Decimal | int | str) -> Decimal:
    if isinstance(number, float):
        raise TypeError("a binary float is not an exact number; pass a Decimal, an int or a string")
    return Decimal(number)
