"""The tree of categories, as a clause."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from .models import Category


def below(category_id: UUID) -> Any:
    """SELECT of the ids of a category and of all below it."""
    tree = select(Category.id).where(Category.id == category_id).cte("tree", recursive=True)
    child: Any = aliased(Category)
    tree = tree.union(select(child.id).join(tree, child.parent_id == tree.c.id))
    return select(tree.c.id)
