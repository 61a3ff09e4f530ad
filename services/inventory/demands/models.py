"""Tables of demands: this service's copy of what confirmed and posted orders ask for."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Id, Instant, Json, Quantity

from ..base import Base


class Demand(Base):
    """订单需求: an order by its id; its version is the sequence of what is stated about its stock, `told`
    that of the newest word of sales which its lines follow."""

    __tablename__ = "demands"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    state: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(String(40))
    customer_id: Mapped[UUID | None] = mapped_column(Id)
    customer_name: Mapped[str | None] = mapped_column(String(200))
    queued_at: Mapped[datetime] = mapped_column(Instant)
    told: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)


class DemandLine(Base):
    """需求行: every ordered piece is reserved, issued, cancelled or back-ordered."""

    __tablename__ = "demand_lines"
    __table_args__ = (
        CheckConstraint(
            "reserved >= 0 AND issued >= 0 AND cancelled >= 0 AND backordered >= 0", name="pieces"
        ),
        CheckConstraint("ordered = reserved + issued + cancelled + backordered", name="sum"),
        Index(
            "ix_demand_lines_queue",
            "product_id",
            "queued_at",
            postgresql_where=text("backordered > 0"),
            sqlite_where=text("backordered > 0"),
        ),
        Index(
            "ix_demand_lines_reserved",
            "product_id",
            postgresql_where=text("reserved > 0"),
            sqlite_where=text("reserved > 0"),
        ),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("demands.id"), index=True)
    product_id: Mapped[UUID] = mapped_column(Id)
    warehouse_id: Mapped[UUID] = mapped_column(Id)
    lot: Mapped[str | None] = mapped_column(String(60))
    queued_at: Mapped[datetime] = mapped_column(Instant)
    ordered: Mapped[Decimal] = mapped_column(Quantity)
    reserved: Mapped[Decimal] = mapped_column(Quantity)
    issued: Mapped[Decimal] = mapped_column(Quantity)
    cancelled: Mapped[Decimal] = mapped_column(Quantity)
    backordered: Mapped[Decimal] = mapped_column(Quantity)
    serials: Mapped[list[Any] | None] = mapped_column(Json)
    numbered: Mapped[Decimal] = mapped_column(Quantity)
    """How much of `reserved` is of lots by their number: they stand in `allotments`."""


class Allotment(Base):
    """指定批次预留: pieces of one lot that a line has reserved by its number, `waived` ones of a held lot."""

    __tablename__ = "allotments"
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    line_id: Mapped[UUID] = mapped_column(ForeignKey("demand_lines.id"), primary_key=True)
    lot: Mapped[str] = mapped_column(String(60), primary_key=True)
    waived: Mapped[bool] = mapped_column(Boolean, primary_key=True)
    quantity: Mapped[Decimal] = mapped_column(Quantity)
