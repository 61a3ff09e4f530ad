"""The rules of an amendment: what of an order is to be, priced for what has not gone. Pure.

Pieces that had gone keep their terms; an order's discount is spread anew over the rest.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from chassis.errors import at_lines
from chassis.numbers import ZERO as NONE, money, quantity, unit

from ..errors import (
    AmendedAway,
    AmendedBelowDelivered,
    AmendLineUnknown,
    NothingAmended,
    ReplacementFixed,
)
from . import terms
from .rules import ZERO, Amounts, Wanted, price_lines


@dataclass(slots=True)
class Change:
    """One line as it is, what is wished of it, and how many of its pieces had gone."""

    line: Any
    wished: Mapping[str, Any]
    gone: Decimal = NONE
    rest: Decimal = NONE
    kept: tuple[Amounts, Decimal, Decimal] = (Amounts(), ZERO, ZERO)
    earlier: Any = None


def changes_of(
    lines: Sequence[Any], asked: Iterable[Mapping[str, Any]]
) -> list[tuple[Any, dict[str, Any]]]:
    """Each line with what is wished of it; refuses a line of another order, or named twice."""
    wished: dict[Any, dict[str, Any]] = {line.id: {} for line in lines}
    for place, each in enumerate(asked):
        if each.get("line_id") is None:
            continue
        if each["line_id"] not in wished or wished[each["line_id"]]:
            raise AmendLineUnknown(f"/lines/{place}/line_id", line_id=each["line_id"])
        wished[each["line_id"]] = {
            k: v for k, v in each.items() if v is not None and k != "line_id"
        }
    return [(line, wished[line.id]) for line in lines]


def check_kind(order: Any, wanted: Mapping[str, Any]) -> None:
    """What a replacement sends is fixed by its return; only where and when may change."""
    fixed = [name for name in ("lines", "discount") if wanted.get(name)]
    if order.kind == "replacement" and fixed:
        raise ReplacementFixed(
            f"/{fixed[0]}", number=order.number, return_number=order.return_number
        )


def check_quantities(number: str, pairs: Iterable[tuple[Any, Mapping[str, Any]]]) -> None:
    """No line below what was delivered, and something must be left of the order."""
    left = ZERO
    for place, (line, wished) in enumerate(pairs):
        left_of_it = wished.get("quantity", line.quantity)
        if left_of_it < line.delivered:
            raise AmendedBelowDelivered(
                f"/lines/{place}/quantity",
                number=number,
                delivered=line.delivered,
                quantity=left_of_it,
            )
        left += left_of_it
    if not left:
        raise AmendedAway("/lines", number=number)


def check_changed(
    number: str, pairs: Iterable[tuple[Any, Any]], head: Mapping[str, Any], discount: Decimal | None
) -> None:
    """An amendment says something."""
    if not head and discount is None and not any(wished for _, wished in pairs):
        raise NothingAmended(number=number)


def reprice(
    mode: str, changes: Sequence[Change], order_discount: Decimal | None, lenient: bool = False
) -> list[dict[str, Any]]:
    """The columns of each line as amended; without a wish the undelivered share of the order's
    discount stays what it is. When inventory has answered (`lenient`) nothing is refused any more: a
    discount that was wished for pieces that had gone after all is lowered to what is left."""
    for change in changes:
        _keep(mode, change)
    shared = sum((x.line.order_discount - x.kept[2] for x in changes), ZERO)
    discount = shared if order_discount is None else order_discount
    moved = [n for n, x in enumerate(changes) if x.wished or shared or discount]
    places = [n for n in moved if changes[n].rest]
    wanted = [_wanted(changes[n], lenient) for n in places]
    if lenient:
        nets = (price.amounts.net for price in price_lines(mode, wanted))
        discount = min(discount, sum(nets, ZERO))
    with at_lines(places):
        prices = price_lines(mode, wanted, discount)
    priced = dict(zip(places, zip(wanted, prices, strict=True), strict=True))
    rows = {n: _row(changes[n], priced.get(n)) for n in moved}
    return [rows.get(n, {}) for n in range(len(changes))]


def _keep(mode: str, change: Change) -> None:
    """Split a line into the pieces that had gone, at their terms, and the rest."""
    line = change.line
    asked = change.wished.get("quantity", line.quantity)
    kept = terms.gone_before(mode, line, change.gone)
    change.rest = max(asked, change.gone) - change.gone
    change.kept = terms.sums(mode, kept)
    change.earlier = [each.stored() for each in kept] or None


def _wanted(change: Change, lenient: bool) -> Wanted:
    line, wished = change.line, change.wished
    price = wished.get("price", line.price)
    discount = wished.get("discount", line.discount - change.kept[1])
    if lenient:
        discount = min(discount, money(change.rest * price))
    return Wanted(change.rest, price, discount, wished.get("tax_rate", line.tax_rate))


def _row(change: Change, priced: Any) -> dict[str, Any]:
    amounts, discount, order_discount = change.kept
    row: dict[str, Any] = {
        "price": unit(change.wished.get("price", change.line.price)),
        "tax_rate": change.wished.get("tax_rate", change.line.tax_rate),
        "remark": change.wished.get("remark", change.line.remark),
    }
    if priced:
        wanted, price = priced
        amounts, discount = amounts + price.amounts, discount + wanted.discount
        order_discount += price.order_discount
    row |= {"quantity": quantity(change.gone + change.rest), "earlier": change.earlier}
    row |= {"net": amounts.net, "tax": amounts.tax, "gross": amounts.gross}
    return row | {"discount": discount, "order_discount": order_discount}
