"""The table of limits of stock."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Id, Instant, Quantity

from ..base import Base

SHORT, OVER = text("below_since IS NOT NULL"), text("above_since IS NOT NULL")


class Limit(Base):
    """储备定额 of a product in a warehouse and a remark about its stock there, and since when it is beyond.

    `below_since` and `above_since` are kept up with every movement (`levels.py`), so that each
    crossing is stated once and lists need not reckon all limits. `crossings` counts what was stated;
    `version` is what people change, and stays when only stock moves.
    """

    __tablename__ = "stock_limits"
    __table_args__ = (
        UniqueConstraint("product_id", "warehouse_id"),
        CheckConstraint("minimum >= 0 AND maximum >= 0 AND minimum <= maximum", name="order"),
        Index("ix_stock_limits_below", "id", postgresql_where=SHORT, sqlite_where=SHORT),
        Index("ix_stock_limits_above", "id", postgresql_where=OVER, sqlite_where=OVER),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"))
    warehouse_id: Mapped[UUID] = mapped_column(ForeignKey("warehouses.id"))
    minimum: Mapped[Decimal | None] = mapped_column(Quantity)
    maximum: Mapped[Decimal | None] = mapped_column(Quantity)
    remark: Mapped[str | None] = mapped_column(Text)
    crossings: Mapped[int] = mapped_column(Integer, default=0)
    below_since: Mapped[datetime | None] = mapped_column(Instant)
    above_since: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)
