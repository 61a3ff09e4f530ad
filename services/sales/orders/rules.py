"""The rules of an order: its state table, what its lines cost, and what is still owed of them.

Pure: no database, no HTTP. Amounts follow the company's money rules (per line, half-up, tax per
line; an order's discount is spread by net before tax; parts by cumulative quantity).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Protocol

from chassis.numbers import CENT, money, part, spread

from ..errors import (
    AmountTooLarge,
    DiscountTooLarge,
    OrderAmending,
    OrderDelivered,
    OrderInFlight,
    OrderNotAmendable,
    OrderNotCancellable,
    OrderNotDraft,
    OrderNotIssuable,
    OrderNotPostable,
    OrderNotReopenable,
)

ZERO = Decimal("0.00")
LARGEST = Decimal("999999999999.99")

TRANSITIONS: dict[str, dict[str, str]] = {
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
    "posted": {"deliver": "posted", "amend": "posted", "cancel": "cancelling"},
    "cancelling": {"deliver": "cancelling", "call_off": "cancelled", "close": "closed"},
    "cancelled": {"deliver": "cancelled", "reopen": "confirmed"},
    "closed": {"deliver": "closed"},
}
"""state → verb → next state. A delivery may arrive after the answer that ended its order, even
after that order was opened again."""

REFUSALS = {
    "change": OrderNotDraft,
    "confirm": OrderNotDraft,
    "post": OrderNotPostable,
    "cancel": OrderNotCancellable,
    "amend": OrderNotAmendable,
    "reopen": OrderNotReopenable,
    "deliver": OrderNotIssuable,
    "call_off": OrderNotIssuable,
    "close": OrderNotIssuable,
}


def next_status(number: str, status: str, verb: str) -> str:
    """The state after the verb; refuses what the state doesn't allow."""
    after = TRANSITIONS[status].get(verb)
    if after is None:
        raise REFUSALS[verb](number=number, status=status)
    return after


def check_cancellable(number: str, fulfilment: str) -> None:
    """What was delivered in full can't be cancelled any more, only returned."""
    if fulfilment == "all":
        raise OrderDelivered(number=number)


def check_settled(number: str, amending: bool) -> None:
    """While inventory is asked about an amendment nothing else is decided."""
    if amending:
        raise OrderAmending(number=number)


def check_landed(number: str, lines: Iterable["Line"]) -> None:
    """An order opens again when all that had gone of it was recorded."""
    if any(outstanding(line) for line in lines):
        raise OrderInFlight(number=number)


def ending(cancelled: Iterable[Decimal]) -> str:
    """The verb that ends a cancelling order: closed when nothing was left to call off."""
    return "call_off" if any(cancelled) else "close"


@dataclass(frozen=True, slots=True)
class Amounts:
    """Net, tax and gross; gross is always net plus tax."""

    net: Decimal = ZERO
    tax: Decimal = ZERO
    gross: Decimal = ZERO

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(self.net + other.net, self.tax + other.tax, self.gross + other.gross)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a line asks for, before its amounts are known."""

    quantity: Decimal
    price: Decimal
    discount: Decimal
    tax_rate: Decimal


@dataclass(frozen=True, slots=True)
class Priced:
    """A line's amounts and its share of the order's discount."""

    amounts: Amounts
    order_discount: Decimal


def price_lines(mode: str, lines: Sequence[Wanted], discount: Decimal = ZERO) -> list[Priced]:
    """Price every line; the order's discount is spread over them by net, before tax."""
    bases = [_base(line, place) for place, line in enumerate(lines)]
    if not discount:
        return [
            Priced(taxed(mode, base, line.tax_rate), ZERO)
            for base, line in zip(bases, lines, strict=True)
        ]
    nets = [taxed(mode, base, x.tax_rate).net for base, x in zip(bases, lines, strict=True)]
    shares = spread(discount, nets)
    if any(share > base for share, base in zip(shares, bases, strict=True)):
        raise DiscountTooLarge("/discount", discount=discount, amount=_most(bases, nets))
    return [
        Priced(taxed(mode, base - share, line.tax_rate), share)
        for base, share, line in zip(bases, shares, lines, strict=True)
    ]


def _most(bases: Sequence[Decimal], nets: Sequence[Decimal]) -> Decimal:
    """The discount up to which no line's share by net is more than the line; less than all lines
    together where prices include tax at several rates."""
    whole = sum(nets, ZERO)
    fits = [base * whole / net for base, net in zip(bases, nets, strict=True) if net]
    return min(fits, default=ZERO).quantize(CENT, ROUND_DOWN)


def _base(line: Wanted, place: int) -> Decimal:
    """Quantity times price less the line's discount, in the price mode of the order."""
    full = money(line.quantity * line.price)
    if full > LARGEST:
        raise AmountTooLarge(f"/lines/{place}/quantity", amount=full, most=LARGEST)
    base = money(line.quantity * line.price - line.discount)
    if base < 0:
        raise DiscountTooLarge(f"/lines/{place}/discount", discount=line.discount, amount=full)
    return base


def taxed(mode: str, base: Decimal, rate: Decimal) -> Amounts:
    """The amounts of a base that is net (`excluded`) or gross (`included`)."""
    if mode == "excluded":
        tax = money(base * rate)
        return Amounts(base, tax, base + tax)
    net = money(base / (1 + rate))
    return Amounts(net, base - net, base)


def total(amounts: Iterable[Amounts]) -> Amounts:
    """A document's totals: the sums of its rounded lines, within what the books can hold."""
    whole = sum(amounts, Amounts())
    if whole.gross > LARGEST:
        raise AmountTooLarge("/lines", amount=whole.gross, most=LARGEST)
    return whole


def part_of(
    mode: str, whole: Amounts, quantity: Decimal, before: Decimal, taken: Decimal
) -> Amounts:
    """What `taken` pieces carry after `before` of `quantity`; the parts add up to the whole.

    Two of the three amounts follow the cumulative rule, in the order the mode computes them; the
    third is their sum or difference, so that gross stays net plus tax.
    """
    if before == 0 and taken == quantity:
        return whole
    net = part(whole.net, quantity, before, taken)
    if mode == "excluded":
        tax = part(whole.tax, quantity, before, taken)
        return Amounts(net, tax, net + tax)
    gross = part(whole.gross, quantity, before, taken)
    return Amounts(net, gross - net, gross)


class Valued(Protocol):
    """Anything with a net, a tax and a gross."""

    net: Decimal
    tax: Decimal
    gross: Decimal


class Line(Valued, Protocol):
    """What is asked of an order line: its amounts and the fates of its pieces."""

    quantity: Decimal
    delivered: Decimal
    cancelled: Decimal


def amounts_of(line: Valued) -> Amounts:
    """The amounts of a whole line."""
    return Amounts(line.net, line.tax, line.gross)


def outstanding(line: Line) -> Decimal:
    """Pieces that are still to be delivered."""
    return line.quantity - line.delivered - line.cancelled


def fulfilment(lines: Iterable[Line]) -> str:
    """`none`, `part` or `all` of what was ordered is delivered."""
    met = [(line.delivered, line.quantity) for line in lines]
    if all(delivered == quantity for delivered, quantity in met):
        return "all"
    return "part" if any(delivered for delivered, _ in met) else "none"
