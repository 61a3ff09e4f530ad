"""The rule of credit: what an order would bring a customer's debt to, and whether it may.

Exposure = open receivables − unallocated advances and credits + undelivered gross of other confirmed
or posted orders not on hold + this order's undelivered gross. Equal to the limit passes.
"""

from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Standing:
    """A customer's account without the order in question."""

    limit: Decimal | None
    rating: str | None
    open_receivables: Decimal
    unallocated: Decimal
    advances: Decimal
    """Of the unallocated amount, what came in as money."""
    undelivered: Decimal
    dunned: bool = False
    """Stands on a dunning level that holds new orders."""

    def exposure(self, amount: Decimal) -> Decimal:
        """What the customer would owe and be owed for, with an order of this gross amount."""
        return self.open_receivables - self.unallocated + self.undelivered + amount


def objection(standing: Standing, amount: Decimal) -> str | None:
    """Why an order of this undelivered gross may not pass: `limit`, `rating`, `dunning`, or None.

    No approved limit is a limit of zero. Under rating C, or on a dunning level that holds, unallocated
    advances must cover what is undelivered, this order included: money that is here. An open credit
    does not, as a verdict or a reversal may still take it back; it lowers exposure like the rest.
    """
    uncovered = standing.advances < standing.undelivered + amount
    if uncovered and (standing.rating == "C" or standing.dunned):
        return "rating" if standing.rating == "C" else "dunning"
    over = standing.exposure(amount) > (standing.limit or ZERO)
    return "limit" if over else None
