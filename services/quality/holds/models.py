"""Tables of holds 冻结: what a case keeps from leaving, who is affected, how each hold ended."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    and_,
    or_,
    select,
    text,
)
from sqlalchemy.orm import Mapped, column_property, mapped_column

from chassis.data.types import Day, Id, Instant, Json, Quantity

from ..base import Base
from ..references.models import Lot


class Hold(Base):
    """One lot of one case (no lot: all stock of an untracked product); its version is its facts' sequence."""

    __tablename__ = "holds"
    __table_args__ = (
        Index(
            "ix_holds_batch",
            "product_id",
            "batch",
            postgresql_where=text("batch IS NOT NULL"),
            sqlite_where=text("batch IS NOT NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    case_number: Mapped[str] = mapped_column(String(40))
    product_id: Mapped[UUID] = mapped_column(Id)
    lot_id: Mapped[UUID | None] = mapped_column(Id, index=True)
    lot: Mapped[str | None] = mapped_column(String(60))
    batch: Mapped[str | None] = mapped_column(String(60))
    """Held as one of this batch of serial numbers, as is what still arrives of it."""
    status: Mapped[str] = mapped_column(String(10))
    requested_by: Mapped[UUID] = mapped_column(Id)
    requested_by_name: Mapped[str] = mapped_column(String(120))
    in_force_at: Mapped[datetime | None] = mapped_column(Instant)
    seen: Mapped[int | None] = mapped_column(Integer)
    """The newest state of the lot in which inventory listed this hold."""
    passed: Mapped[int | None] = mapped_column(Integer)
    """The newest state of the lot in which it did not: newer than `seen`, the hold is over."""
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)

    balance = column_property(
        select(Lot.balance)
        .where(or_(Lot.id == lot_id, and_(lot_id.is_(None), Lot.product_id == product_id)))
        .limit(1)
        .scalar_subquery(),
        deferred=True,
    )
    """Where the lot's pieces are, as inventory said last; None before it answered."""


class HoldEnding(Base):
    """解除记录: a release of some or all pieces of a hold, with its ground and evidence; a waiver's are
    one customer's."""

    __tablename__ = "hold_endings"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    hold_id: Mapped[UUID] = mapped_column(ForeignKey("holds.id"), index=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    ground: Mapped[str] = mapped_column(String(20))
    quantity: Mapped[Decimal | None] = mapped_column(Quantity)
    reason: Mapped[str] = mapped_column(Text)
    record: Mapped[str | None] = mapped_column(String(200))
    clean_point: Mapped[str | None] = mapped_column(String(200))
    consent_reference: Mapped[str | None] = mapped_column(String(200))
    expires_on: Mapped[date | None] = mapped_column(Day)
    customer_id: Mapped[UUID | None] = mapped_column(Id)
    customer_name: Mapped[str | None] = mapped_column(String(200))
    used: Mapped[Decimal | None] = mapped_column(Quantity)
    """Of a waiver: how many pieces left by it, as inventory said."""
    released: Mapped[Decimal | None] = mapped_column(Quantity)
    """Of all others: how many pieces inventory let go; None until it answered."""
    waiver_status: Mapped[str | None] = mapped_column(String(10))
    ended_by: Mapped[UUID] = mapped_column(Id)
    ended_by_name: Mapped[str] = mapped_column(String(120))
    ended_at: Mapped[datetime] = mapped_column(Instant)


class AffectedCustomer(Base):
    """受影响客户: has pieces of a held lot; the numbers are those of the newest fact that named him."""

    __tablename__ = "affected_customers"
    __table_args__ = (
        UniqueConstraint("case_id", "lot_id", "customer_id", name="uq_affected_customers_case_id"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    case_id: Mapped[UUID] = mapped_column(Id)
    lot_id: Mapped[UUID] = mapped_column(Id)
    sequence: Mapped[int] = mapped_column(Integer)
    lot: Mapped[str] = mapped_column(String(60))
    customer_id: Mapped[UUID] = mapped_column(Id)
    display_name: Mapped[str] = mapped_column(String(200))
    order_numbers: Mapped[list[Any]] = mapped_column(Json)
    delivered: Mapped[Decimal] = mapped_column(Quantity)
    returned: Mapped[Decimal] = mapped_column(Quantity)
    net: Mapped[Decimal] = mapped_column(Quantity)


class AffectedOrder(Base):
    """受影响订单: an order line that lost its reservation to a hold."""

    __tablename__ = "affected_orders"
    __table_args__ = (
        UniqueConstraint("case_id", "lot_id", "line_id", name="uq_affected_orders_case_id"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    case_id: Mapped[UUID] = mapped_column(Id)
    lot_id: Mapped[UUID] = mapped_column(Id)
    sequence: Mapped[int] = mapped_column(Integer)
    lot: Mapped[str] = mapped_column(String(60))
    order_id: Mapped[UUID] = mapped_column(Id)
    line_id: Mapped[UUID] = mapped_column(Id)
    number: Mapped[str] = mapped_column(String(40))
    customer_id: Mapped[UUID] = mapped_column(Id)
    quantity: Mapped[Decimal] = mapped_column(Quantity)
