"""Keeping what a product's stock was before a day on which it moves, once a day and product.

Every later question about a past day is answered from these rows (`past`), and what is sold for the
second time today pays nothing for it.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from chassis.data.types import Day

from . import models
from .shelf import Shelf, balances, pools
from .slots import NIL, NONE

pool_days, balance_days = models.PoolDay.__table__, models.BalanceDay.__table__


def keep(session: Session, shelf: Shelf, day: date) -> None:
    """Copy the stored state of products that move for the first time on this day."""
    moved = {entry.product_id for entry in shelf.entries}
    first = [product_id for product_id in moved if shelf.pools[product_id].moved_on != day]
    if not first:
        return
    fresh = [product_id for product_id in first if shelf.pools[product_id].fresh]
    told = {"products": first, "day": day}
    session.execute(_KEEP_POOLS, told)
    session.execute(_KEEP_BALANCES, told)
    _keep_nothing(session, fresh, day)
    for product_id in first:
        pool = shelf.pools[product_id]
        pool.moved_on, pool.changed = day, True


def _keep_nothing(session: Session, fresh: Sequence[UUID], day: date) -> None:
    """Before its first movement of all there was none of a product."""
    if fresh:
        nothing = {"quantity": NONE, "value": NIL, "day": day}
        nothing |= {"quarantine_quantity": NONE, "quarantine_value": NIL}
        session.execute(insert(pool_days), [nothing | {"product_id": one} for one in fresh])


_DAY: Any = bindparam("day", type_=Day)
_MOVING: Any = bindparam("products", expanding=True)
_POOL = [pools.c[name] for name in ("quantity", "value", "quarantine_quantity", "quarantine_value")]
_KEEP_POOLS = insert(pool_days).from_select(
    ["product_id", "day", *(column.name for column in _POOL)],
    select(pools.c.product_id, _DAY, *_POOL).where(pools.c.product_id.in_(_MOVING)),
)
_KEEP_BALANCES = insert(balance_days).from_select(
    ["product_id", "day", "warehouse_id", "quantity", "quarantined"],
    select(
        balances.c.product_id,
        _DAY,
        balances.c.warehouse_id,
        balances.c.free + balances.c.reserved + balances.c.held + balances.c.between,
        balances.c.quarantined,
    ).where(balances.c.product_id.in_(_MOVING)),
)
