"""Tables of opening balances."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Day, Id, Instant, Money, Quantity, UnitPrice

from ..base import Base


class Opening(Base):
    """期初库存单: what one warehouse held when the books began; booked when another person signs."""

    __tablename__ = "openings"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    status: Mapped[str] = mapped_column(String(12))
    warehouse_id: Mapped[UUID] = mapped_column(ForeignKey("warehouses.id"), index=True)
    value: Mapped[Decimal] = mapped_column(Money)
    remark: Mapped[str | None] = mapped_column(Text)
    proposed_by: Mapped[UUID] = mapped_column(Id)
    proposed_by_name: Mapped[str] = mapped_column(String(120))
    signed_by: Mapped[UUID | None] = mapped_column(Id)
    signed_by_name: Mapped[str | None] = mapped_column(String(120))
    signed_at: Mapped[datetime | None] = mapped_column(Instant)
    reject_reason: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)


class OpeningLine(Base):
    """期初库存单行: pieces of one lot and what they are worth."""

    __tablename__ = "opening_lines"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    opening_id: Mapped[UUID] = mapped_column(ForeignKey("openings.id"), index=True)
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"), index=True)
    lot: Mapped[str] = mapped_column(String(60))
    expiry: Mapped[date | None] = mapped_column(Day)
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    unit_cost: Mapped[Decimal] = mapped_column(UnitPrice)
    value: Mapped[Decimal] = mapped_column(Money)
