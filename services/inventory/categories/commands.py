"""What is done to categories: make, change, archive; a new name goes to the products that carry it."""

from typing import Any
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import lock
from chassis.data.journal import record
from chassis.errors import NotFound, StaleVersion
from chassis.ids import new_id

from ..errors import CategoryInUse, CategoryLoop, CategoryTaken, CategoryUnknown
from .models import Category
from .tree import below

FIELDS = ["code", "name", "parent_id"]
TREE = "category-tree"
"""The lock under which the tree changes: two moves at once could close a circle."""


def make_category(session: Session, told: dict[str, Any]) -> Category:
    """Add a category under another one or at the top."""
    lock(session, [TREE])
    category = Category(id=new_id(), version=1, created_at=clock.now())
    _set(session, category, {name: told.get(name) for name in FIELDS})
    session.add(category)
    session.flush()
    record(session, _thing(category), None, _state(category))
    return category


def change_category(
    session: Session, category_id: UUID, version: int, change: dict[str, Any]
) -> Category:
    """Rename, move or archive a category; one with products or others below it stays in use."""
    lock(session, [TREE])
    category = session.get(Category, category_id, with_for_update=True)
    if category is None:
        raise NotFound
    if category.version != version:
        raise StaleVersion(version=category.version)
    before = _state(category)
    if "archived" in change:
        _archive(session, category, change["archived"])
    _set(session, category, {name: change[name] for name in FIELDS if name in change})
    category.version += 1
    session.flush()
    record(session, _thing(category), before, _state(category))
    return category


def _archive(session: Session, category: Category, archived: bool) -> None:
    """Products are asked by table: they stand above categories and are not imported here."""
    products = Category.metadata.tables["products"]
    used = exists().where(products.c.category_id == category.id, products.c.archived_at.is_(None))
    children = exists().where(Category.parent_id == category.id, Category.archived_at.is_(None))
    if archived and session.scalar(select(or_(used, children))):
        raise CategoryInUse("/archived", name=category.name)
    category.archived_at = clock.now() if archived else None


def _set(session: Session, category: Category, told: dict[str, Any]) -> None:
    for name in ("code", "name"):
        if name in told:
            _refuse_taken(session, category, name, told[name])
    if told.get("parent_id"):
        _refuse_wrong_parent(session, category, told["parent_id"])
    for name, value in told.items():
        setattr(category, name, value)


def _refuse_taken(session: Session, category: Category, name: str, value: str) -> None:
    """Neither code nor name may be another's code or name: products name either."""
    same = or_(Category.code == value, Category.name == value)
    if session.scalar(select(exists().where(same, Category.id != category.id))):
        raise CategoryTaken(f"/{name}", told=value)


def _refuse_wrong_parent(session: Session, category: Category, parent_id: UUID) -> None:
    if session.get(Category, parent_id) is None:
        raise CategoryUnknown("/parent_id", category=parent_id)
    if parent_id in set(session.scalars(below(category.id))):
        raise CategoryLoop("/parent_id", name=category.name)


def _state(category: Category) -> dict[str, Any]:
    told = {name: getattr(category, name) for name in FIELDS}
    return told | {"archived": category.archived_at is not None}


def _thing(category: Category) -> str:
    return f"category/{category.id}"
