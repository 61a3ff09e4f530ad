"""Tables of stocktakes: the sheet, its lines as they stand, and every count that was made."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Day, Id, Instant, Money, Quantity, UnitPrice

from ..base import Base


class Stocktake(Base):
    """盘点单: a sheet for one warehouse; its differences are booked once, when a second person approves."""

    __tablename__ = "stocktakes"
    __table_args__ = (Index("ix_stocktakes_open", "warehouse_id", "status"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    status: Mapped[str] = mapped_column(String(12))
    warehouse_id: Mapped[UUID] = mapped_column(ForeignKey("warehouses.id"))
    category: Mapped[str | None] = mapped_column(String(100))
    blind: Mapped[bool] = mapped_column(Boolean)
    remark: Mapped[str | None] = mapped_column(Text)
    line_count: Mapped[int] = mapped_column(Integer)
    counted_lines: Mapped[int] = mapped_column(Integer)
    surplus_lines: Mapped[int] = mapped_column(Integer)
    shortage_lines: Mapped[int] = mapped_column(Integer)
    surplus: Mapped[Decimal] = mapped_column(Money)
    shortage: Mapped[Decimal] = mapped_column(Money)
    drawn_up_by: Mapped[UUID] = mapped_column(Id)
    drawn_up_by_name: Mapped[str] = mapped_column(String(120))
    started_at: Mapped[datetime | None] = mapped_column(Instant)
    finished_by: Mapped[UUID | None] = mapped_column(Id)
    finished_by_name: Mapped[str | None] = mapped_column(String(120))
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
    approved_by: Mapped[UUID | None] = mapped_column(Id)
    approved_by_name: Mapped[str | None] = mapped_column(String(120))
    approved_at: Mapped[datetime | None] = mapped_column(Instant)
    booked_on: Mapped[date | None] = mapped_column(Day)
    comment: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)


class StocktakeLine(Base):
    """盘点明细: a lot on a sheet. Its book quantity is the ledger's at the moment it was counted, so
    nothing that moves later changes the difference; before it is counted there is none to see."""

    __tablename__ = "stocktake_lines"
    __table_args__ = (
        UniqueConstraint("stocktake_id", "product_id", "lot"),
        Index("ix_stocktake_lines_lot", "product_id", "lot"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    stocktake_id: Mapped[UUID] = mapped_column(ForeignKey("stocktakes.id"))
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"))
    lot_id: Mapped[UUID | None] = mapped_column(ForeignKey("lots.id"))
    lot: Mapped[str] = mapped_column(String(60))
    expiry: Mapped[date | None] = mapped_column(Day)
    found: Mapped[bool] = mapped_column(Boolean)
    times: Mapped[int] = mapped_column(Integer)
    flag: Mapped[str] = mapped_column(String(10))
    book: Mapped[Decimal | None] = mapped_column(Quantity)
    counted: Mapped[Decimal | None] = mapped_column(Quantity)
    difference: Mapped[Decimal | None] = mapped_column(Quantity)
    unit_cost: Mapped[Decimal | None] = mapped_column(UnitPrice)
    amount: Mapped[Decimal | None] = mapped_column(Money)
    counted_at: Mapped[datetime | None] = mapped_column(Instant)
    counted_on: Mapped[date | None] = mapped_column(Day)
    counter: Mapped[UUID | None] = mapped_column(Id)
    counter_name: Mapped[str | None] = mapped_column(String(120))


class StocktakeCount(Base):
    """盘点记录: one count of a line, kept when the line is counted again."""

    __tablename__ = "stocktake_counts"
    __table_args__ = (
        UniqueConstraint("line_id", "nth"),
        Index("ix_stocktake_counts_counter", "stocktake_id", "counter"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    stocktake_id: Mapped[UUID] = mapped_column(ForeignKey("stocktakes.id"))
    line_id: Mapped[UUID] = mapped_column(ForeignKey("stocktake_lines.id"))
    nth: Mapped[int] = mapped_column(Integer)
    book: Mapped[Decimal] = mapped_column(Quantity)
    counted: Mapped[Decimal] = mapped_column(Quantity)
    counted_at: Mapped[datetime] = mapped_column(Instant)
    counter: Mapped[UUID] = mapped_column(Id)
    counter_name: Mapped[str] = mapped_column(String(120))
