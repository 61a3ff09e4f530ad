"""Pure rules of replenishment: how much to order of what is short."""

from decimal import ROUND_CEILING, ROUND_UP, Decimal
from typing import Any

from chassis.numbers import MILLI

ONE = Decimal(1)


def needed(minimum: Decimal, maximum: Decimal | None, projected: Decimal) -> Decimal:
    """Maximum − projected, so that what is proposed fills the place; without one up to the minimum.

    Projected counts what is ordered, and what arrived and waits for its inspection until it is
    accepted or rejected, so that no need is ordered twice.
    """
    return (minimum if maximum is None else maximum) - projected


def to_order(
    need: Decimal, factor: Decimal, least: Decimal | None, pack: Decimal | None
) -> Decimal:
    """So many of the purchase unit that the need is met: whole packs, the minimum order at least.

    What is bought in another unit than it is stocked in comes in whole ones of it.
    """
    wanted = max(need / factor, least or Decimal(0))
    step = pack or (ONE if factor != ONE else None)
    if step is None:
        return wanted.quantize(MILLI, ROUND_UP)
    return ((wanted / step).to_integral_value(ROUND_CEILING) * step).quantize(MILLI)


def with_need(proposal: dict[str, Any]) -> dict[str, Any]:
    """A proposal with what is needed, and how much its supplier's unit, pack and minimum make of it."""
    names = ("minimum", "maximum", "projected", "factor", "minimum_order", "pack")
    told = {name: proposal[name] and Decimal(proposal[name]) for name in names}
    need = needed(told["minimum"], told["maximum"], told["projected"])
    quantity = None
    if proposal["supplier_id"]:
        quantity = to_order(need, told["factor"], told["minimum_order"], told["pack"])
    return proposal | {"needed": need, "quantity": quantity}
