"""Questions about categories."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ..errors import CategoryUnknown
from .models import Category


def category_named(session: Session, told: str) -> Category:
    """The category of this code or name that is still in use; raises CategoryUnknown."""
    same = or_(Category.code == told, Category.name == told)
    query = select(Category).where(same, Category.archived_at.is_(None))
    category = session.scalars(query.order_by(Category.code != told)).first()
    if category is None:
        raise CategoryUnknown("/category", category=told)
    return category
