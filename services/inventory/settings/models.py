"""The table of the service's settings: one row, made by a migration."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Id, Instant, Money

from ..base import Base

ONLY = UUID(int=1)
"""The id of the one row."""


class Setting(Base):
    """库存规则: limits that rules ask for; each is a column with its meaning in the schema."""

    __tablename__ = "settings"
    __table_args__ = (CheckConstraint("adjustment_limit >= 0", name="adjustment_limit"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    adjustment_limit: Mapped[Decimal] = mapped_column(Money)
    changed_by: Mapped[UUID | None] = mapped_column(Id)
    changed_by_name: Mapped[str | None] = mapped_column(String(120))
    changed_at: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
