"""Tables of transfers: the document, what was shipped of each lot, each arrival, and losses on the way."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, column_property, mapped_column

from chassis.data.types import Id, Instant, Json, Money, Quantity

from ..base import Base


class Transfer(Base):
    """调拨单: goods that go from one warehouse to another together."""

    __tablename__ = "transfers"
    __table_args__ = (CheckConstraint("from_id <> to_id", name="places"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    status: Mapped[str] = mapped_column(String(10))
    from_id: Mapped[UUID] = mapped_column(ForeignKey("warehouses.id"))
    to_id: Mapped[UUID] = mapped_column(ForeignKey("warehouses.id"))
    reason: Mapped[str | None] = mapped_column(Text)
    made_by: Mapped[UUID] = mapped_column(Id)
    made_by_name: Mapped[str] = mapped_column(String(120))
    shipped_by: Mapped[UUID | None] = mapped_column(Id)
    shipped_by_name: Mapped[str | None] = mapped_column(String(120))
    shipped_at: Mapped[datetime | None] = mapped_column(Instant)
    settled_at: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)


class TransferLine(Base):
    """调拨单行: what is to go; without named lots inventory chooses them at shipping."""

    __tablename__ = "transfer_lines"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    transfer_id: Mapped[UUID] = mapped_column(ForeignKey("transfers.id"), index=True)
    line_no: Mapped[int] = mapped_column(Integer)
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"))
    product_code: Mapped[str] = mapped_column(String(40))
    product_name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(20))
    lots: Mapped[list[Any]] = mapped_column(Json)
    quantity: Mapped[Decimal] = mapped_column(Quantity)


class TransferPiece(Base):
    """调拨批次: pieces of one lot that were shipped; what is not answered for is still on its way."""

    __tablename__ = "transfer_pieces"
    __table_args__ = (
        UniqueConstraint("line_id", "lot_id"),
        CheckConstraint("received >= 0 AND sent_back >= 0 AND written_off >= 0", name="parts"),
        CheckConstraint("received + sent_back + written_off <= shipped", name="whole"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    transfer_id: Mapped[UUID] = mapped_column(ForeignKey("transfers.id"), index=True)
    line_id: Mapped[UUID] = mapped_column(ForeignKey("transfer_lines.id"))
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"))
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("lots.id"), index=True)
    lot: Mapped[str] = mapped_column(String(60))
    shipped: Mapped[Decimal] = mapped_column(Quantity)
    value: Mapped[Decimal] = mapped_column(Money)
    received: Mapped[Decimal] = mapped_column(Quantity)
    sent_back: Mapped[Decimal] = mapped_column(Quantity)
    written_off: Mapped[Decimal] = mapped_column(Quantity)

    between = column_property(shipped - received - sent_back - written_off, deferred=True)

    @property
    def answered(self) -> Decimal:
        """Pieces that arrived, went back or were written off."""
        return self.received + self.sent_back + self.written_off

    @property
    def left(self) -> Decimal:
        """Pieces that are still between the warehouses."""
        return self.shipped - self.answered


class Arrival(Base):
    """调拨收货记录: pieces of one lot that came in, or back, in one go."""

    __tablename__ = "transfer_arrivals"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    transfer_id: Mapped[UUID] = mapped_column(ForeignKey("transfers.id"), index=True)
    piece_id: Mapped[UUID] = mapped_column(ForeignKey("transfer_pieces.id"))
    kind: Mapped[str] = mapped_column(String(10))
    lot: Mapped[str] = mapped_column(String(60))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    remark: Mapped[str | None] = mapped_column(Text)
    operator: Mapped[UUID] = mapped_column(Id)
    operator_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(Instant)


class Loss(Base):
    """调拨损失: pieces that never arrived, written off once another person approves."""

    __tablename__ = "transfer_losses"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    status: Mapped[str] = mapped_column(String(10))
    transfer_id: Mapped[UUID] = mapped_column(ForeignKey("transfers.id"), index=True)
    piece_id: Mapped[UUID] = mapped_column(ForeignKey("transfer_pieces.id"))
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"))
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("lots.id"))
    lot: Mapped[str] = mapped_column(String(60))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    value: Mapped[Decimal | None] = mapped_column(Money)
    reason: Mapped[str] = mapped_column(Text)
    proposed_by: Mapped[UUID] = mapped_column(Id)
    proposed_by_name: Mapped[str] = mapped_column(String(120))
    decided_by: Mapped[UUID | None] = mapped_column(Id)
    decided_by_name: Mapped[str | None] = mapped_column(String(120))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
