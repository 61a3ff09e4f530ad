"""Tables of write-offs and of the limit under which what is left counts as a tail."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Id, Instant, Money

from ..base import Base, Thing


class WriteOff(Thing, Base):
    """So much of a receivable given up: asked by one person, approved by another.

    `recovered` is what the customer turned out to pay after all, open again as a receivable, or was
    credited for goods that came back.
    """

    __tablename__ = "write_offs"

    number: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    receivable_id: Mapped[UUID] = mapped_column(Id, ForeignKey("receivables.id"), index=True)
    receivable_number: Mapped[str] = mapped_column(String(40))
    customer_id: Mapped[UUID] = mapped_column(Id)
    customer_name: Mapped[str] = mapped_column(String(200))
    amount: Mapped[Decimal] = mapped_column(Money)
    recovered: Mapped[Decimal] = mapped_column(Money, default=0)
    reason: Mapped[str] = mapped_column(String(500))
    status: Mapped[str] = mapped_column(String(20))
    asked_by: Mapped[UUID] = mapped_column(Id)
    asked_by_name: Mapped[str | None] = mapped_column(String(120))
    decided_by: Mapped[UUID | None] = mapped_column(Id)
    decided_by_name: Mapped[str | None] = mapped_column(String(120))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    comment: Mapped[str | None] = mapped_column(String(500))
    settlement_id: Mapped[UUID | None] = mapped_column(Id)

    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("recovered >= 0 AND recovered <= amount", name="recovered"),
        CheckConstraint("kind IN ('tail', 'bad_debt')", name="kind"),
        CheckConstraint("status IN ('asked', 'approved', 'rejected')", name="status"),
        Index("ix_write_offs_customer_id", "customer_id", "id"),
    )


class WriteOffRules(Thing, Base):
    """The one row of what may be written off as a tail; finance sets it."""

    __tablename__ = "write_off_rules"

    tail_limit: Mapped[Decimal] = mapped_column(Money)
