"""The rules of writing off: a tail is all that is left, under the limit; nobody gives up more than is open."""

from decimal import Decimal

from ..errors import RecoversTooMuch, SettlesTooMuch, TailTooLarge

TAIL_LIMIT = Decimal("10.00")
"""Until finance sets another."""


def check_amount(kind: str, amount: Decimal, number: str, open_amount: Decimal) -> None:
    """Refuse more than is open; a tail is written off whole, so that nothing is left."""
    if amount > open_amount or (kind == "tail" and amount != open_amount):
        raise SettlesTooMuch("/amount", number=number, open=open_amount)


def check_tail(kind: str, amount: Decimal, limit: Decimal) -> None:
    """Refuse as a tail what is over the limit."""
    if kind == "tail" and amount > limit:
        raise TailTooLarge("/amount", limit=limit)


def check_recovery(number: str, amount: Decimal, left: Decimal) -> None:
    """Refuse to recover more than is written off and not recovered yet."""
    if amount > left:
        raise RecoversTooMuch("/amount", number=number, left=left)
