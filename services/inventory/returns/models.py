"""Tables of returns: what came back, from which issue, at what cost, what was done about it."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Id, Instant, Money, Quantity

from ..base import Base


class Return(Base):
    """退货: this service's copy of a return that sales received."""

    __tablename__ = "returns"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    number: Mapped[str] = mapped_column(String(40), index=True)
    customer_id: Mapped[UUID] = mapped_column(Id)
    received_at: Mapped[datetime] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)


class Disposal(Base):
    """退货处置: a verdict about pieces of a return, whose number it goes by; its id is quality's."""

    __tablename__ = "disposals"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    return_id: Mapped[UUID] = mapped_column(ForeignKey("returns.id"), index=True)
    number: Mapped[str] = mapped_column(String(40), index=True)
    created_at: Mapped[datetime] = mapped_column(Instant)


class Returned(Base):
    """退回批次: pieces of one return line and lot in quarantine, at their original issue cost."""

    __tablename__ = "returned"
    __table_args__ = (
        UniqueConstraint("return_line_id", "lot_id"),
        CheckConstraint("disposed >= 0 AND disposed <= quantity", name="disposed"),
        Index("ix_returned_issue", "issue_line_id", "lot_id"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    return_id: Mapped[UUID] = mapped_column(ForeignKey("returns.id"), index=True)
    return_line_id: Mapped[UUID] = mapped_column(Id)
    issue_line_id: Mapped[UUID] = mapped_column(Id)
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"))
    warehouse_id: Mapped[UUID] = mapped_column(ForeignKey("warehouses.id"))
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("lots.id"), index=True)
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    cost: Mapped[Decimal] = mapped_column(Money)
    disposed: Mapped[Decimal] = mapped_column(Quantity)
    disposed_cost: Mapped[Decimal] = mapped_column(Money)
    sent_back: Mapped[Decimal] = mapped_column(Quantity)
    sent_back_cost: Mapped[Decimal] = mapped_column(Money)

    @property
    def left(self) -> Decimal:
        """Pieces that are still in quarantine."""
        return self.quantity - self.disposed
