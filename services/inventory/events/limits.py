"""Facts about stock that crosses its limits: stated once per crossing, not per movement."""

from collections.abc import Mapping
from typing import Any

from chassis.transport.contract import DECIMAL, ID, TEXT, declare, optional
from chassis.transport.fact import Fact

from .parts import A, B

_PLACE = {
    "product_id": ID,
    "product_code": TEXT,
    "warehouse_id": ID,
    "minimum": optional(DECIMAL),
    "maximum": optional(DECIMAL),
    "free": DECIMAL,
    "on_hand": DECIMAL,
    "backordered": DECIMAL,
    "on_order": DECIMAL,
    "projected": DECIMAL,
}
_BELOW = {
    "product_id": A,
    "product_code": "P-100",
    "warehouse_id": B,
    "minimum": "100.000",
    "maximum": "800.000",
    "free": "40.000",
    "on_hand": "60.000",
    "backordered": "0.000",
    "on_order": "50.000",
    "projected": "90.000",
}

STOCK_BELOW_MINIMUM = declare(
    "inventory.stock.below_minimum.v1",
    subject="stock_limit",
    data=_PLACE,
    example=_BELOW,
    doc="What is projected of a product in a warehouse (free − back-ordered + on order) fell below its minimum.",
)
STOCK_ABOVE_MAXIMUM = declare(
    "inventory.stock.above_maximum.v1",
    subject="stock_limit",
    data=_PLACE,
    example=_BELOW | {"free": "880.000", "on_hand": "900.000", "projected": "930.000"},
    doc="What is on hand of a product in a warehouse rose above its maximum.",
)


def stock_below_minimum(level: Mapping[str, Any]) -> Fact:
    return STOCK_BELOW_MINIMUM.fact(level["id"], level["crossings"], _place(level))


def stock_above_maximum(level: Mapping[str, Any]) -> Fact:
    return STOCK_ABOVE_MAXIMUM.fact(level["id"], level["crossings"], _place(level))


def _place(level: Mapping[str, Any]) -> dict[str, Any]:
    return {name: level[name] for name in _PLACE}
