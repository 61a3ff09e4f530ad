"""Questions about stocktakes: what a warehouse has to count, what the ledger had when, who counted."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from chassis.errors import NotFound

from ..categories.models import Category
from ..categories.tree import below
from ..products.models import Product
from ..stock.models import Lot, LotBalance, Movement, Pool
from ..stock.slots import ADJUSTMENT, STOCK
from .models import Stocktake, StocktakeCount, StocktakeLine
from .rules import OPEN, UNCOUNTED, Moved


def stocktake_named(session: Session, stocktake_id: UUID) -> Stocktake:
    """The sheet of this id; raises NotFound."""
    sheet = session.get(Stocktake, stocktake_id)
    if sheet is None:
        raise NotFound
    return sheet


def to_count(
    session: Session, warehouse_id: UUID, category: Category | None, product_ids: list[UUID]
) -> list[Any]:
    """The lots of which a warehouse has pieces outside quarantine, of a category and all below it or
    of some products."""
    query = select(LotBalance.product_id, LotBalance.lot_id, Lot.number, Lot.expiry)
    query = query.join(Lot).join(Product, Product.id == LotBalance.product_id)
    query = query.where(
        LotBalance.warehouse_id == warehouse_id, LotBalance.available + LotBalance.held > 0
    )
    if category:
        query = query.where(Product.category_id.in_(below(category.id)))
    if product_ids:
        query = query.where(LotBalance.product_id.in_(product_ids))
    return list(session.execute(query.order_by(Product.code, Lot.number)))


def open_elsewhere(session: Session, sheet: Stocktake) -> Any:
    """A line of this sheet that stands on another open sheet of its warehouse too, or None."""
    other = StocktakeLine.__table__.alias("other")
    mine = StocktakeLine.__table__.alias("mine")
    same = and_(other.c.product_id == mine.c.product_id, other.c.lot == mine.c.lot)
    query = select(Product.code, mine.c.lot, Stocktake.number).select_from(
        mine.join(other, same)
        .join(Stocktake, Stocktake.id == other.c.stocktake_id)
        .join(Product, Product.id == mine.c.product_id)
    )
    return session.execute(
        query.where(
            mine.c.stocktake_id == sheet.id,
            Stocktake.id != sheet.id,
            Stocktake.warehouse_id == sheet.warehouse_id,
            Stocktake.status.in_(OPEN),
        ).limit(1)
    ).first()


def lines_of(session: Session, sheet_id: UUID, *where: Any) -> list[StocktakeLine]:
    """Lines of a sheet in the order they were written."""
    query = select(StocktakeLine).where(StocktakeLine.stocktake_id == sheet_id, *where)
    return list(session.scalars(query.order_by(StocktakeLine.id)))


def pieces_there(
    session: Session, warehouse_id: UUID, lot_ids: Iterable[UUID]
) -> dict[UUID, Decimal]:
    """What the books have of these lots in a warehouse now, outside quarantine."""
    query = select(LotBalance.lot_id, (LotBalance.available + LotBalance.held).label("there"))
    query = query.where(LotBalance.warehouse_id == warehouse_id, LotBalance.lot_id.in_(lot_ids))
    return {row.lot_id: row.there for row in session.execute(query)}


def moved_since(
    session: Session, warehouse_id: UUID, lot_ids: Iterable[UUID], instant: datetime
) -> dict[UUID, list[Moved]]:
    """What moved of these lots in a warehouse after an instant."""
    query = select(Movement.lot_id, Movement.at, Movement.quantity).where(
        Movement.lot_id.in_(lot_ids),
        Movement.warehouse_id == warehouse_id,
        Movement.pool == STOCK,
        Movement.at > instant,
    )
    moved: dict[UUID, list[Moved]] = {}
    for row in session.execute(query):
        moved.setdefault(row.lot_id, []).append(Moved(row.at, row.quantity))
    return moved


def adjusted_last(
    session: Session, warehouse_id: UUID, lot_ids: Iterable[UUID]
) -> dict[UUID, datetime]:
    """When the books of these lots in a warehouse were last corrected."""
    query = select(Movement.lot_id, func.max(Movement.at).label("at")).where(
        Movement.lot_id.in_(lot_ids),
        Movement.warehouse_id == warehouse_id,
        Movement.kind == ADJUSTMENT,
    )
    return {row.lot_id: row.at for row in session.execute(query.group_by(Movement.lot_id))}


def pools_of(session: Session, product_ids: Iterable[UUID]) -> dict[UUID, Pool]:
    """The pools of value of these products, as far as they ever had stock."""
    query = select(Pool).where(Pool.product_id.in_(product_ids))
    query = query.execution_options(populate_existing=True)
    return {pool.product_id: pool for pool in session.scalars(query)}


def counters_of(session: Session, sheet_id: UUID) -> set[UUID]:
    """Everybody who counted a line of a sheet, in whatever round."""
    query = select(StocktakeCount.counter).where(StocktakeCount.stocktake_id == sheet_id)
    return set(session.scalars(query.distinct()))


def totals(session: Session, sheet_id: UUID) -> Any:
    """Lines of a sheet by what was found, and what their differences are worth."""
    query = select(
        StocktakeLine.flag,
        func.count().label("lines"),
        func.sum(StocktakeLine.amount, type_=StocktakeLine.amount.type).label("amount"),
    )
    query = query.where(StocktakeLine.stocktake_id == sheet_id).group_by(StocktakeLine.flag)
    return {row.flag: row for row in session.execute(query)}


def counted_lines(session: Session, sheet_id: UUID, keys: Iterable[tuple[UUID, str]]) -> Any:
    """Lines of a sheet by product and lot number."""
    pairs = [and_(StocktakeLine.product_id == p, StocktakeLine.lot == lot) for p, lot in keys]
    lines = lines_of(session, sheet_id, or_(*pairs)) if pairs else []
    return {(line.product_id, line.lot): line for line in lines}


NOT_COUNTED = StocktakeLine.flag == UNCOUNTED
