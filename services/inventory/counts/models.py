"""The table of adjustments."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Day, Id, Instant, Money, Quantity, UnitPrice

from ..base import Base


class Adjustment(Base):
    """库存调整: pieces found more (盘盈) or fewer (盘亏) than the books say, booked at once within a limit
    and else on approval; `value` is an estimate until it is booked."""

    __tablename__ = "adjustments"
    __table_args__ = (Index("ix_adjustments_booked", "proposed_by", "booked_on"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    status: Mapped[str] = mapped_column(String(12))
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"), index=True)
    warehouse_id: Mapped[UUID] = mapped_column(ForeignKey("warehouses.id"))
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("lots.id"))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    unit_cost: Mapped[Decimal | None] = mapped_column(UnitPrice)
    value: Mapped[Decimal | None] = mapped_column(Money)
    cause: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    proposed_by: Mapped[UUID] = mapped_column(Id)
    proposed_by_name: Mapped[str] = mapped_column(String(120))
    approved_by: Mapped[UUID | None] = mapped_column(Id)
    approved_by_name: Mapped[str | None] = mapped_column(String(120))
    approved_at: Mapped[datetime | None] = mapped_column(Instant)
    booked_on: Mapped[date | None] = mapped_column(Day)
    rejected_by: Mapped[UUID | None] = mapped_column(Id)
    rejected_by_name: Mapped[str | None] = mapped_column(String(120))
    rejected_at: Mapped[datetime | None] = mapped_column(Instant)
    comment: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)
