"""The rules of a return: never more than delivered less returned, in lots that were delivered."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from chassis.numbers import part
from chassis.numbers import quantity as exact

from ..errors import LotNotDelivered, ReturnTooMuch
from ..orders.rules import Amounts, part_of

ZERO = Decimal(0)
KEPT_BY_CUSTOMER = "to_customer"


class Lot(NamedTuple):
    """A quantity of one lot."""

    lot_id: str
    lot: str | None
    quantity: Decimal


class Mirror(NamedTuple):
    """What returned pieces carry of their delivery line."""

    amounts: Amounts
    cost: Decimal


def lots_of(stored: Iterable[dict[str, Any]]) -> list[Lot]:
    """Lots as they are stored beside a line, decimals as strings."""
    return [Lot(x["lot_id"], x["lot"], exact(x["quantity"])) for x in stored]


def check_quantity(
    delivery: str, delivered: Decimal, returned: Decimal, quantity: Decimal, pointer: str
) -> None:
    """Refuse to take back more than is still out of a delivery line."""
    if quantity > delivered - returned:
        raise ReturnTooMuch(
            pointer, delivery=delivery, open=delivered - returned, quantity=quantity
        )


def still_out(delivered: Sequence[Lot], returned: Iterable[Lot]) -> list[Lot]:
    """What is still with the customer of each lot, in the order the lots left."""
    back: dict[str, Decimal] = {}
    for lot in returned:
        back[lot.lot_id] = back.get(lot.lot_id, ZERO) + lot.quantity
    left = []
    for lot in delivered:
        gone = min(lot.quantity, back.get(lot.lot_id, ZERO))
        back[lot.lot_id] = back.get(lot.lot_id, ZERO) - gone
        left.append(lot._replace(quantity=lot.quantity - gone))
    return left


def pick(
    out: Sequence[Lot], quantity: Decimal, named: str | None, delivery: str, pointer: str
) -> list[Lot]:
    """The lots that come back: the named one, or those delivered in the order they left."""
    candidates = [lot for lot in out if named is None or lot.lot == named]
    picked, missing = [], quantity
    for lot in candidates:
        taken = min(lot.quantity, missing)
        missing -= taken
        if taken:
            picked.append(lot._replace(quantity=taken))
    if missing:
        raise LotNotDelivered(
            pointer, delivery=delivery, lot=named, open=quantity - missing, quantity=quantity
        )
    return picked


def mirror(
    mode: str, whole: Mirror, delivered: Decimal, before: Decimal, quantity: Decimal
) -> Mirror:
    """The mirrored amounts and cost of returned pieces, by the cumulative rule."""
    amounts = part_of(mode, whole.amounts, delivered, before, quantity)
    return Mirror(amounts, part(whole.cost, delivered, before, quantity))


def earns_credit(kind: str) -> bool:
    """Whether a judged piece is credited; what goes back to the customer stays sold."""
    return kind != KEPT_BY_CUSTOMER
