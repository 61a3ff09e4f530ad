"""Tables of opening balances: a batch that two people sign for, and its lines."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Day, Id, Instant, Money

from ..base import Base, Thing


class Opening(Thing, Base):
    """Opening balances that came in together; `digest` is of their content, so they come in once."""

    __tablename__ = "openings"

    number: Mapped[str] = mapped_column(String(40), unique=True)
    as_of: Mapped[date] = mapped_column(Day)
    receivables: Mapped[Decimal] = mapped_column(Money)
    credits: Mapped[Decimal] = mapped_column(Money)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    status: Mapped[str] = mapped_column(String(20))
    asked_by: Mapped[UUID] = mapped_column(Id)
    asked_by_name: Mapped[str | None] = mapped_column(String(120))
    decided_by: Mapped[UUID | None] = mapped_column(Id)
    decided_by_name: Mapped[str | None] = mapped_column(String(120))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    comment: Mapped[str | None] = mapped_column(String(500))

    __table_args__ = (
        CheckConstraint("status IN ('asked', 'approved', 'rejected')", name="status"),
    )


class OpeningLine(Base):
    """One document of before: a receivable still open, or an advance or credit not used yet."""

    __tablename__ = "opening_lines"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    opening_id: Mapped[UUID] = mapped_column(Id, ForeignKey("openings.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    customer_id: Mapped[UUID] = mapped_column(Id)
    customer_code: Mapped[str] = mapped_column(String(40))
    customer_name: Mapped[str] = mapped_column(String(200))
    reference: Mapped[str] = mapped_column(String(80))
    document_on: Mapped[date | None] = mapped_column(Day)
    due_on: Mapped[date | None] = mapped_column(Day)
    amount: Mapped[Decimal] = mapped_column(Money)
    invoice_number: Mapped[str | None] = mapped_column(String(40))
    reversed_on: Mapped[date | None] = mapped_column(Day)
    reversed_by: Mapped[UUID | None] = mapped_column(Id)
    reversed_by_name: Mapped[str | None] = mapped_column(String(120))
    reversal_reason: Mapped[str | None] = mapped_column(String(500))

    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("kind IN ('receivable', 'credit')", name="kind"),
        Index("ix_opening_lines_customer_id", "customer_id", "reference"),
    )
