"""Stock against its limits: what is projected, and the facts when it crosses a limit.

Tables of higher nouns are asked by name: everything that moves them calls `review` in the same
transaction, under the products' locks, so that what is kept of a limit is always as the figures are.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, column, func, literal, literal_column, select, table
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.bulk import update_rows
from chassis.data.clauses import fixed
from chassis.data.types import Id, Quantity
from chassis.numbers import quantity
from chassis.transport.fact import Fact
from chassis.transport.outbox import emit

from .. import events
from .models import Limit

limits = Limit.__table__
Told = dict[str, Any]
ZERO = literal(Decimal(0), Quantity)
AWAITED: Any = literal_column("inspections.status IN ('waiting', 'inspecting')")
STATES = ("free", "reserved", "held", "quarantined")


def _of(name: str, *quantities: str) -> Any:
    keys = [column(key, Id) for key in ("product_id", "warehouse_id")]
    return table(name, *keys, *(column(each, Quantity) for each in quantities))


balances = _of("balances", *STATES)
demand_lines = _of("demand_lines", "backordered")
order_lines = _of("purchase_order_lines", "open")
inspections = _of("inspections", "quantity")


def total_of(place: Any, source: Any, quantity: Any, *where: Any) -> Any:
    """The sum of a quantity over the rows of a place (a table with product and warehouse)."""
    here = (
        source.c.product_id == place.c.product_id,
        source.c.warehouse_id == place.c.warehouse_id,
    )
    query = select(func.sum(quantity, type_=Quantity)).where(*here, *where).correlate(place)
    return func.coalesce(query.scalar_subquery(), ZERO, type_=Quantity)


def backordered_of(place: Any) -> Any:
    """What orders wait for there; the partial index of the queue answers it."""
    lines = demand_lines
    return total_of(place, lines, lines.c.backordered, lines.c.backordered > fixed(0))


def on_order_of(place: Any) -> Any:
    """What purchase orders, drafts too, are still to bring there, and what of it arrived and waits for
    its inspection: that is neither free yet nor to be bought again. Once it is accepted it is stock,
    once it is rejected it is short. Partial indexes answer both."""
    coming = total_of(place, order_lines, order_lines.c.open, order_lines.c.open > fixed(0))
    return coming + total_of(place, inspections, inspections.c.quantity, AWAITED)


FREE = total_of(limits, balances, balances.c.free)
ON_HAND = total_of(
    limits,
    balances,
    balances.c.free + balances.c.reserved + balances.c.held + balances.c.quarantined,
)
BACKORDERED, ON_ORDER = backordered_of(limits), on_order_of(limits)
PROJECTED = FREE - BACKORDERED + ON_ORDER

_products: Any = bindparam("products", expanding=True, type_=Id)
_code = table("products", column("id", Id), column("code"))
_REVIEW = (
    select(
        *(
            limits.c[n]
            for n in ("id", "crossings", "product_id", "warehouse_id", "minimum", "maximum")
        ),
        limits.c.below_since,
        limits.c.above_since,
        _code.c.code.label("product_code"),
        FREE.label("free"),
        ON_HAND.label("on_hand"),
        BACKORDERED.label("backordered"),
        ON_ORDER.label("on_order"),
    )
    .join_from(limits, _code, _code.c.id == limits.c.product_id)
    .where(limits.c.product_id.in_(_products))
)


def review(session: Session, product_ids: Iterable[UUID]) -> None:
    """Note which limits of these products are crossed now, either way; a crossing outwards is
    stated. One look-up by index, and nothing more for products without limits or news."""
    wanted = list(set(product_ids))
    if not wanted:
        return
    changed, facts, now = [], [], clock.now()
    for row in session.execute(_REVIEW, {"products": wanted}).mappings():
        level = dict(row) | {"projected": row["free"] - row["backordered"] + row["on_order"]}
        crossed, stated = _crossed(level, now)
        if crossed:
            changed.append({"id": level["id"], **crossed})
            facts += stated
    update_rows(session, limits, changed)
    emit(session, *facts)


def untouched(limit: Told, code: str, now: datetime) -> tuple[Told, list[Fact]]:
    """Of a new product's limit: what it begins with, and the facts of that. Of such a product
    nothing is anywhere, so nothing has to be looked up."""
    begins = {"crossings": 0, "below_since": None, "above_since": None}
    exact = {
        n: limit[n] if limit[n] is None else quantity(limit[n]) for n in ("minimum", "maximum")
    }
    crossed, facts = _crossed(limit | begins | exact | _NOTHING_THERE | {"product_code": code}, now)
    return crossed or begins, facts


_NOTHING_THERE = dict.fromkeys(
    ("free", "on_hand", "backordered", "on_order", "projected"), Decimal(0)
)


def _crossed(level: Told, now: datetime) -> tuple[Told, list[Fact]]:
    """What changes of a limit because stock has crossed it, either way (nothing where it has not),
    and the facts of crossings outwards."""
    below = _below(level)
    above = level["maximum"] is not None and level["on_hand"] > level["maximum"]
    if (below, above) == (bool(level["below_since"]), bool(level["above_since"])):
        return {}, []
    facts: list[Fact] = []
    for crossed, name, fact in (
        (below, "below_since", events.stock_below_minimum),
        (above, "above_since", events.stock_above_maximum),
    ):
        if crossed and not level[name]:
            level["crossings"] += 1
            facts.append(fact(level))
        level[name] = (level[name] or now) if crossed else None
    return {name: level[name] for name in ("crossings", "below_since", "above_since")}, facts


def _below(level: dict[str, Any]) -> bool:
    return level["minimum"] is not None and level["projected"] < level["minimum"]
