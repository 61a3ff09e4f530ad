"""What stock was at the end of a day: the day's questions put on the tables.

A product's pool and balances stand in `pool_days` and `balance_days` as they were before its first
movement of each day on which it moved. At the end of a day they were what they were before the next
such day; where none came, what they are now. That is one look into an index per product, however
long the ledger is.
"""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, case, func, literal, or_, select, true

from chassis.data.types import Day, Quantity
from chassis.web.shape import Shape

from ..products.models import Product
from ..stock.models import Balance, BalanceDay, Pool, PoolDay
from ..stock.slots import NONE
from ..warehouses.models import Warehouse
from .schemas import StockThenOut

THEN, THERE = PoolDay.__table__.alias("then"), BalanceDay.__table__.alias("there")
VALUED = ("quantity", "value", "quarantine_quantity", "quarantine_value")


def stock_at(day: date) -> Shape:
    """Products at the end of a day."""
    then = {name: _then(name) for name in VALUED}
    return Shape(
        StockThenOut,
        Pool,
        key="product_id",
        columns={
            "as_of": literal(day, Day),
            "product_code": Product.code,
            "product_name": Product.name,
            "category": Product.category,
            "unit": Product.unit,
            **then,
        },
        joined=_pools(day),
        given=("average", "warehouses"),
        filters={"as_of": lambda _: true()},
    )


def in_stock() -> Any:
    """The products of which there was something at the end of the day."""
    return or_(_then("quantity") > 0, _then("quarantine_quantity") > 0)


def pools_at(day: date) -> Select[Any]:
    """Quantities and values of every product that was in stock."""
    columns = (Pool.product_id, *(_then(name).label(name) for name in VALUED))
    return select(*columns).select_from(_pools(day)).where(in_stock())


def places_at(day: date) -> Select[Any]:
    """Where the pieces of products were, by warehouse."""
    found = _next(day)
    live = Balance.free + Balance.reserved + Balance.held + Balance.between
    quantity = _there("quantity", live, found)
    apart = _there("quarantined", Balance.quarantined, found)
    return (
        select(
            Balance.product_id,
            Balance.warehouse_id,
            Warehouse.code.label("warehouse_code"),
            quantity.label("quantity"),
            apart.label("quarantine_quantity"),
        )
        .select_from(_places(found))
        .where(or_(quantity > 0, apart > 0))
        .order_by(Warehouse.code)
    )


def _pools(day: date) -> Any:
    found = _next(day)
    pools = Pool.__table__.join(Product).join(found, found.c.product_id == Pool.product_id)
    return pools.outerjoin(
        THEN, and_(THEN.c.product_id == Pool.product_id, THEN.c.day == found.c.day)
    )


def _places(found: Any) -> Any:
    balances = Balance.__table__.join(Warehouse)
    return balances.join(found, found.c.product_id == Balance.product_id).outerjoin(
        THERE,
        and_(
            THERE.c.product_id == Balance.product_id,
            THERE.c.warehouse_id == Balance.warehouse_id,
            THERE.c.day == found.c.day,
        ),
    )


def _next(day: date) -> Any:
    """By product, the first day after this one on which it moved. Worked out before all else: a
    planner that is free to would look for each row kept instead of for each product."""
    later = select(func.min(PoolDay.day)).where(
        PoolDay.product_id == Pool.product_id, PoolDay.day > day
    )
    days = select(Pool.product_id, later.correlate(Pool).scalar_subquery().label("day"))
    return days.cte("next").prefix_with("MATERIALIZED")


def _then(name: str) -> Any:
    live = getattr(Pool, name)
    return func.coalesce(THEN.c[name], live, type_=live.type)


def _there(name: str, live: Any, found: Any) -> Any:
    """A warehouse without a row before the next day had none of the product then."""
    none = literal(NONE, Quantity)
    return case((found.c.day.is_(None), live), else_=func.coalesce(THERE.c[name], none))
