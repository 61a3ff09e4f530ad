"""Pure rules of stock as of a day: which days can be asked for, and the warehouses' shares."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from chassis.numbers import spread

from ..errors import AsOfInFuture
from ..stock.slots import NIL

SHARES = {"value": "quantity", "quarantine_value": "quarantine_quantity"}
Row = dict[str, Any]


def settled(asked: date | None, today: date) -> date:
    """The day that is meant; raises AsOfInFuture, for what comes is not known."""
    day = asked or today
    if day > today:
        raise AsOfInFuture("/as_of", day=day)
    return day


def share(pool: Mapping[str, Any], places: list[Row]) -> None:
    """Give each warehouse its share of both values of a product, by quantity and largest remainder."""
    for value, quantity in SHARES.items():
        weights = [place[quantity] for place in places]
        total = Decimal(pool[value])
        shares = spread(total, weights) if total and any(weights) else [NIL for _ in places]
        for place, part in zip(places, shares, strict=True):
            place[value] = part


def total(pools: Iterable[Row], places: Mapping[Any, list[Row]]) -> Row:
    """Both values of all products, and of each warehouse the sum of its shares."""
    sums, where = dict.fromkeys(SHARES, NIL) | {"products": 0}, dict[Any, Row]()
    for pool in pools:
        sums["products"] += 1
        here = places.get(pool["product_id"], [])
        share(pool, here)
        for name in SHARES:
            sums[name] += pool[name]
        for place in here:
            named = {name: place[name] for name in ("warehouse_id", "warehouse_code")}
            one = where.setdefault(place["warehouse_id"], named | dict.fromkeys(SHARES, NIL))
            for name in SHARES:
                one[name] += place[name]
    return sums | {"warehouses": sorted(where.values(), key=lambda one: one["warehouse_code"])}
