"""What is done to limits of stock: set and change them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.bulk import insert_rows
from chassis.data.database import lock
from chassis.data.journal import record
from chassis.errors import NotFound, StaleVersion
from chassis.ids import new_id
from chassis.transport.outbox import emit

from ..base import write_alike
from ..errors import LimitExists, LimitMissing, LimitsCrossed
from ..warehouses.queries import warehouse_named
from . import levels
from .models import Limit

FIELDS = ("minimum", "maximum", "remark")
Told = dict[str, Any]


def set_limit(session: Session, told: Told) -> Limit:
    """Say the least and the most of a product that a warehouse should have, or remark on its stock."""
    _lock(session, told["product_id"])
    if limit_of(session, told["product_id"], told["warehouse_id"]):
        raise LimitExists("/product_id")
    if all(told.get(name) is None for name in FIELDS):
        raise LimitMissing("/minimum")
    return _reviewed(session, _add(session, told))


def change_limit(session: Session, limit_id: UUID, version: int, change: Told) -> Limit:
    """Say other limits; null is none."""
    limit = session.get(Limit, limit_id)
    if limit is None:
        raise NotFound
    _lock(session, limit.product_id)
    session.refresh(limit, with_for_update=True)
    if limit.version != version:
        raise StaleVersion(version=limit.version)
    return _reviewed(session, _alter(session, limit, change))


def put_limits(session: Session, told: Sequence[tuple[UUID, Told]]) -> None:
    """Set or change, as the products' own forms say their limits in the default warehouse."""
    wanted = {product_id: limits for product_id, limits in told if limits}
    if not wanted:
        return
    here = warehouse_named(session, None).id
    _lock(session, *wanted)
    query = select(Limit).where(Limit.product_id.in_(wanted), Limit.warehouse_id == here)
    there = {
        limit.product_id: limit
        for limit in session.scalars(query.execution_options(populate_existing=True))
    }
    for product_id, limits in wanted.items():
        if product_id in there:
            _alter(session, there[product_id], limits)
        elif any(value is not None for value in limits.values()):
            _add(session, limits | {"product_id": product_id, "warehouse_id": here})
    write_alike(there.values(), FIELDS)
    session.flush()
    levels.review(session, wanted)


def first_limits(session: Session, told: Sequence[tuple[Told, Told]]) -> None:
    """The limits of new products (their rows), which nobody else knows yet and of which nothing has
    moved, in the default warehouse."""
    wanted = [(product, limits) for product, limits in told if limits]
    if not wanted:
        return
    here = warehouse_named(session, None).id
    rows, facts, now = [], [], clock.now()
    for product, limits in wanted:
        form: Told = dict.fromkeys(FIELDS) | limits
        form |= {"product_id": product["id"], "warehouse_id": here}
        row = {"id": new_id(), "version": 1, "created_at": now, "archived_at": None, **form}
        record(session, f"stock_limit/{row['id']}", None, form)
        crossed, stated = levels.untouched(row, product["code"], now)
        rows.append(row | crossed)
        facts += stated
    insert_rows(session, Limit.__table__, rows)
    emit(session, *facts)


def limit_of(session: Session, product_id: UUID, warehouse_id: UUID) -> Limit | None:
    """The limits of a product in a warehouse, if it has any."""
    query = select(Limit).where(Limit.product_id == product_id, Limit.warehouse_id == warehouse_id)
    return session.scalars(query.execution_options(populate_existing=True)).first()


def _add(session: Session, told: Told) -> Limit:
    limit = Limit(id=new_id(), version=1, crossings=0, created_at=clock.now(), **told)
    _refuse_crossed(limit)
    session.add(limit)
    record(session, f"stock_limit/{limit.id}", None, told)
    return limit


def _alter(session: Session, limit: Limit, change: Told) -> Limit:
    before = _state(limit)
    for name in FIELDS:
        setattr(limit, name, change.get(name, getattr(limit, name)))
    _refuse_crossed(limit)
    limit.version += 1
    record(session, f"stock_limit/{limit.id}", before, _state(limit))
    return limit


def _reviewed(session: Session, limit: Limit) -> Limit:
    session.flush()
    levels.review(session, [limit.product_id])
    return limit


def _refuse_crossed(limit: Limit) -> None:
    minimum, maximum = limit.minimum, limit.maximum
    if minimum is not None and maximum is not None and minimum > maximum:
        raise LimitsCrossed("/minimum", minimum=minimum, maximum=maximum)


def _state(limit: Limit) -> Told:
    return {name: getattr(limit, name) for name in FIELDS}


def _lock(session: Session, *product_ids: UUID) -> None:
    """The products' locks, under which their stock moves."""
    lock(session, [f"product/{product_id}" for product_id in product_ids])
