"""The table of customers' debit notes; an agreed one's source says what of it is open."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Day, Id, Instant, Money

from ..base import Base, Thing


class DebitNote(Thing, Base):
    """A fine or claim that a customer deducts: asked, then agreed or rejected by another person."""

    __tablename__ = "debit_notes"

    number: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[UUID] = mapped_column(Id)
    customer_name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    amount: Mapped[Decimal] = mapped_column(Money)
    claimed_on: Mapped[date] = mapped_column(Day)
    customer_reference: Mapped[str | None] = mapped_column(String(80))
    receivable_id: Mapped[UUID | None] = mapped_column(Id)
    case_id: Mapped[UUID | None] = mapped_column(Id)
    case_number: Mapped[str | None] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(String(500))
    status: Mapped[str] = mapped_column(String(20))
    asked_by: Mapped[UUID] = mapped_column(Id)
    asked_by_name: Mapped[str | None] = mapped_column(String(120))
    decided_by: Mapped[UUID | None] = mapped_column(Id)
    decided_by_name: Mapped[str | None] = mapped_column(String(120))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    comment: Mapped[str | None] = mapped_column(String(500))
    agreed_on: Mapped[date | None] = mapped_column(Day)
    reversed_on: Mapped[date | None] = mapped_column(Day)

    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("status IN ('asked', 'approved', 'rejected', 'reversed')", name="status"),
        Index("ix_debit_notes_customer_id", "customer_id", "id"),
        Index("ix_debit_notes_case_id", "case_id"),
    )
