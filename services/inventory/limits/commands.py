"""What is done to limits of stock: set and change them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import lock
from chassis.data.journal import record
from chassis.errors import NotFound, StaleVersion
from chassis.ids import new_id

from ..errors import LimitExists, LimitsCrossed
from ..warehouses.queries import warehouse_named
from . import levels
from .models import Limit

FIELDS = ("minimum", "maximum")


def set_limit(session: Session, told: dict[str, Any]) -> Limit:
    """Say the least and the most of a product that a warehouse should have."""
    _lock(session, told["product_id"])
    if limit_of(session, told["product_id"], told["warehouse_id"]):
        raise LimitExists("/product_id")
    return _new(session, told)


def change_limit(session: Session, limit_id: UUID, version: int, change: dict[str, Any]) -> Limit:
    """Say other limits; null is none."""
    limit = session.get(Limit, limit_id)
    if limit is None:
        raise NotFound
    _lock(session, limit.product_id)
    session.refresh(limit, with_for_update=True)
    if limit.version != version:
        raise StaleVersion(version=limit.version)
    return _change(session, limit, change)


def put_limit(session: Session, product_id: UUID, warehouse_id: UUID, told: dict[str, Any]) -> None:
    """Set or change, as the product's own form says its limits in the default warehouse."""
    _lock(session, product_id)
    limit = limit_of(session, product_id, warehouse_id)
    if limit:
        _change(session, limit, told)
    elif any(value is not None for value in told.values()):
        _new(session, told | {"product_id": product_id, "warehouse_id": warehouse_id})


def first_limits(session: Session, told: Sequence[tuple[UUID, dict[str, Any]]]) -> None:
    """The limits of new products, which nobody else knows yet, in the default warehouse."""
    wanted = [(product_id, limits) for product_id, limits in told if limits]
    if not wanted:
        return
    here = warehouse_named(session, None).id
    for product_id, limits in wanted:
        form = {"minimum": None, "maximum": None} | limits
        form |= {"product_id": product_id, "warehouse_id": here}
        limit = Limit(id=new_id(), version=1, created_at=clock.now(), **form)
        session.add(limit)
        record(session, f"stock_limit/{limit.id}", None, form)
    session.flush()
    levels.review(session, [product_id for product_id, _ in wanted])


def limit_of(session: Session, product_id: UUID, warehouse_id: UUID) -> Limit | None:
    """The limits of a product in a warehouse, if it has any."""
    query = select(Limit).where(Limit.product_id == product_id, Limit.warehouse_id == warehouse_id)
    return session.scalars(query.execution_options(populate_existing=True)).first()


def _new(session: Session, told: dict[str, Any]) -> Limit:
    limit = Limit(id=new_id(), version=1, created_at=clock.now(), **told)
    _refuse_crossed(limit)
    session.add(limit)
    session.flush()
    record(session, f"stock_limit/{limit.id}", None, told)
    levels.review(session, [limit.product_id])
    return limit


def _change(session: Session, limit: Limit, change: dict[str, Any]) -> Limit:
    before = _state(limit)
    for name in FIELDS:
        setattr(limit, name, change.get(name, getattr(limit, name)))
    _refuse_crossed(limit)
    limit.version += 1
    session.flush()
    record(session, f"stock_limit/{limit.id}", before, _state(limit))
    levels.review(session, [limit.product_id])
    return limit


def _refuse_crossed(limit: Limit) -> None:
    minimum, maximum = limit.minimum, limit.maximum
    if minimum is not None and maximum is not None and minimum > maximum:
        raise LimitsCrossed("/minimum", minimum=minimum, maximum=maximum)


def _state(limit: Limit) -> dict[str, Any]:
    return {name: getattr(limit, name) for name in FIELDS}


def _lock(session: Session, product_id: UUID) -> None:
    """The product's lock, under which its stock moves."""
    lock(session, [f"product/{product_id}"])
