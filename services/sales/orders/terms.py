"""The terms of a line's pieces: one for all, or after an amendment one for those that had gone before.

Pure: no database, no HTTP. A line that was amended after some of its pieces had gone keeps the terms
of these in `earlier`, in order; its own price and discount are those of the rest. Its amounts are the
sums over all of it, so parts still add up to the line and the last one takes the rest.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from chassis.numbers import part

from .rules import ZERO, Amounts, Line, part_of

Earlier = list[dict[str, str]] | None


class Termed(Line, Protocol):
    """An order line with the terms it has had."""

    price: Decimal
    tax_rate: Decimal
    discount: Decimal
    order_discount: Decimal
    earlier: Earlier


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms under which the first `pieces` of `whole` went, or are to go, and what the whole amounts to."""

    pieces: Decimal
    whole: Decimal
    price: Decimal
    tax_rate: Decimal
    discount: Decimal
    order_discount: Decimal
    amounts: Amounts

    def carried(self, mode: str, before: Decimal, taken: Decimal) -> Amounts:
        """What `taken` pieces carry after `before` under these terms."""
        return part_of(mode, self.amounts, self.whole, before, taken)

    def discounts(self, before: Decimal, taken: Decimal) -> tuple[Decimal, Decimal]:
        """Their shares of the line's and of the order's discount."""
        return (
            part(self.discount, self.whole, before, taken),
            part(self.order_discount, self.whole, before, taken),
        )

    def stored(self) -> dict[str, str]:
        names = ("pieces", "whole", "price", "tax_rate", "discount", "order_discount")
        told = {name: str(getattr(self, name)) for name in names}
        return told | {n: str(getattr(self.amounts, n)) for n in ("net", "tax", "gross")}


def part_of_line(mode: str, line: Termed, before: Decimal, taken: Decimal) -> Amounts:
    """What `taken` pieces of an order line carry after `before`."""
    if not line.earlier:
        whole = Amounts(line.net, line.tax, line.gross)
        return part_of(mode, whole, line.quantity, before, taken)
    pieces = _cut(mode, line, before, taken)
    return sum((x.carried(mode, start, count) for x, start, count in pieces), Amounts())


def discount_of_line(mode: str, line: Termed, before: Decimal, taken: Decimal) -> Decimal:
    """Their share of all discounts."""
    if not line.earlier:
        whole = line.discount + line.order_discount
        return part(whole, line.quantity, before, taken) if whole else ZERO
    pieces = _cut(mode, line, before, taken)
    return sum((sum(x.discounts(start, count), ZERO) for x, start, count in pieces), ZERO)


def price_of(mode: str, line: Termed, before: Decimal) -> tuple[Decimal, Decimal]:
    """Price and tax rate of the piece that goes after `before`."""
    if line.earlier:
        for terms, _, _ in _cut(mode, line, before, line.quantity - before):
            return terms.price, terms.tax_rate
    return line.price, line.tax_rate


def undelivered(mode: str, line: Termed) -> Decimal:
    """Gross of the pieces that are still to be delivered."""
    rest = line.quantity - line.delivered - line.cancelled
    return part_of_line(mode, line, line.delivered, rest).gross if rest else ZERO


def gone_before(mode: str, line: Termed, gone: Decimal) -> list[Terms]:
    """The terms of the first `gone` pieces, which an amendment leaves as they are."""
    kept, start = [], ZERO
    for terms in _all(mode, line):
        pieces = min(terms.pieces, gone - start)
        if pieces > 0:
            whole = terms if pieces == terms.pieces else _first(terms, pieces)
            kept.append(whole)
            start += pieces
    return kept


def sums(mode: str, kept: list[Terms]) -> tuple[Amounts, Decimal, Decimal]:
    """Amounts and both discounts that the kept pieces carry."""
    amounts = sum((x.carried(mode, ZERO, x.pieces) for x in kept), Amounts())
    discounts = [x.discounts(ZERO, x.pieces) for x in kept]
    return amounts, sum((d for d, _ in discounts), ZERO), sum((o for _, o in discounts), ZERO)


def _first(terms: Terms, pieces: Decimal) -> Terms:
    named = ("whole", "price", "tax_rate", "discount", "order_discount", "amounts")
    return Terms(pieces, **{name: getattr(terms, name) for name in named})


def _all(mode: str, line: Termed) -> Iterator[Terms]:
    """All terms of a line, the present ones last."""
    kept = [_loaded(each) for each in line.earlier or ()]
    yield from kept
    amounts, discount, order_discount = sums(mode, kept)
    pieces = line.quantity - sum((x.pieces for x in kept), ZERO)
    yield Terms(
        pieces,
        pieces,
        line.price,
        line.tax_rate,
        line.discount - discount,
        line.order_discount - order_discount,
        Amounts(line.net - amounts.net, line.tax - amounts.tax, line.gross - amounts.gross),
    )


def _cut(
    mode: str, line: Termed, before: Decimal, taken: Decimal
) -> Iterator[tuple[Terms, Decimal, Decimal]]:
    """The terms under which these pieces go, each with where in it they begin and how many."""
    end, start = before + taken, ZERO
    for terms in _all(mode, line):
        first, last = max(before, start), min(end, start + terms.pieces)
        if last > first:
            yield terms, first - start, last - first
        start += terms.pieces


def _loaded(stored: Mapping[str, Any]) -> Terms:
    told = {name: Decimal(value) for name, value in stored.items()}
    amounts = Amounts(told.pop("net"), told.pop("tax"), told.pop("gross"))
    return Terms(**told, amounts=amounts)
