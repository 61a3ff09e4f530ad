"""Stock, a lot and an issue as a reader may see them, put together from several tables."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis.data.clauses import fixed
from chassis.data.database import actor
from chassis.numbers import spread

from ..products.models import Product
from . import queries
from .models import Balance, Issue, Layer, Lot, Movement
from .rules import shown_average
from .schemas import COST
from .shapes import ISSUE_LINES, ISSUES, LAYERS, LOT, PLACES, PRODUCT_STOCK
from .slots import NIL, NONE

PIECES = ("free", "reserved", "held", "quarantined", "between", "on_hand")


def product_stock(session: Session, product_id: UUID) -> dict[str, Any]:
    """A product's stock in all warehouses with its pools; warehouses show their share of the value."""
    shown = PRODUCT_STOCK.one(session, Product.id == product_id)
    places = PLACES.all(session, Balance.product_id == product_id)
    for name in PIECES:
        shown[name] = sum((place[name] for place in places), NONE)
    if actor(session).may(COST):
        shown["average"] = shown_average(shown["quantity"], shown["value"], shown["average"])
        valued = [place["on_hand"] - place["quarantined"] for place in places]
        for place, value in zip(places, _shares(shown["value"], valued), strict=True):
            place["value"] = value
    left = (Layer.product_id == product_id, Layer.quantity > fixed(0))
    layers = LAYERS.all(session, *left, order=Layer.place)
    layers.sort(key=lambda layer: not layer["first"])
    return shown | {"layers": layers, "warehouses": places}


def lot_shown(session: Session, lot_id: UUID) -> dict[str, Any]:
    """A lot with its balanced line and the cases that hold it."""
    shown = LOT.one(session, Lot.id == lot_id)
    return shown | {
        "balance": queries.lot_balance(session, lot_id),
        "holds": queries.active_holds(session, lot_id),
        "waivers": queries.waivers_of(session, lot_id),
    }


def issue_shown(session: Session, issue_id: UUID) -> dict[str, Any]:
    """An issue for use in the house, whose only line is itself, with what left of each lot."""
    lines = ISSUE_LINES.all(session, Movement.source_line == issue_id)
    return ISSUES.one(session, Issue.id == issue_id) | {"lines": lines}


def _shares(value: Decimal, weights: list[Decimal]) -> list[Decimal]:
    return spread(value, weights) if sum(weights) else [NIL for _ in weights]
