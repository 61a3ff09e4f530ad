"""The table of warehouses."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Id, Instant

from ..base import Base

ONLY_DEFAULT = text("is_default")
TRANSIT = UUID("00000000-0000-7000-8000-000000000001")
"""The place of pieces between warehouses, made by a migration; nobody names, changes or archives it."""


class Warehouse(Base):
    """仓库: a place of stock; exactly one is the default, made by the first migration."""

    __tablename__ = "warehouses"
    __table_args__ = (
        Index(
            "uq_warehouses_default",
            "is_default",
            unique=True,
            postgresql_where=ONLY_DEFAULT,
            sqlite_where=ONLY_DEFAULT,
        ),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str | None] = mapped_column(String(500))
    keeper: Mapped[str | None] = mapped_column(String(120))
    phone: Mapped[str | None] = mapped_column(String(40))
    remark: Mapped[str | None] = mapped_column(Text)
    is_default: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)
