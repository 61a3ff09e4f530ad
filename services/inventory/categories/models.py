"""The table of categories."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Id, Instant

from ..base import Base


class Category(Base):
    """商品类别: a node of the tree; its products know it by id and carry its name."""

    __tablename__ = "categories"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("categories.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)
