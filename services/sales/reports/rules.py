"""The rules of the reports: what follows from the kept totals of one group."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from ..margins.rules import rate

ZERO = Decimal("0.00")
Totals = Mapping[str, Any]


def earned(of: Totals) -> dict[str, Any]:
    """Deliveries less credit notes, the margin of it, and what quality cost leaves of that."""
    net = of["delivered_net"] - of["credited_net"]
    cost = of["delivered_cost"] - of["credited_cost"]
    quality = of["quality_cost"] - of["recharged"]
    margin = net - cost
    return {
        "quantity": of["delivered_quantity"] - of["returned_quantity"] + of["sent_back_quantity"],
        "net": net,
        "gross": of["delivered_gross"] - of["credited_gross"],
        "cost": cost,
        "margin": margin,
        "margin_rate": rate(margin, net),
        "quality_cost": quality,
        "quality_cost_gross": of["quality_cost"],
        "recharged": of["recharged"],
        "margin_after_quality": margin - quality,
        "rate_after_quality": rate(margin - quality, net),
    }


def returned(of: Totals) -> dict[str, Any]:
    """What was delivered, what of it came back, and both rates."""
    names = (
        "delivered_quantity",
        "returned_quantity",
        "sent_back_quantity",
        "delivered_net",
        "returned_net",
        "credited_net",
    )
    return {name: of[name] for name in names} | {
        "quantity_rate": rate(of["returned_quantity"], of["delivered_quantity"]),
        "amount_rate": rate(of["returned_net"], of["delivered_net"]),
    }


NO_QUALITY = {"quality_cost": ZERO, "recharged": ZERO}
"""Where quality cost is not asked for."""


def next_month(month: date) -> date:
    """The first day of the month after."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)
