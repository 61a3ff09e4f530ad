"""Tables of settlement: sources, the settlements they went into, and their dated lines."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Day, Id, Instant, Money

from ..base import Base, Thing

_LEFT = text("open > 0")


class Source(Thing, Base):
    """What a customer may be settled with, under the id of its document (payment, credit note, …).

    `open` is the part not used yet: an advance or an open credit. `cleared_on` is the day of the
    books on which it last fell to zero.
    """

    __tablename__ = "sources"

    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[UUID] = mapped_column(Id)
    customer_name: Mapped[str] = mapped_column(String(200))
    booked_on: Mapped[date] = mapped_column(Day)
    currency: Mapped[str] = mapped_column(String(3), default="CNY")
    amount: Mapped[Decimal] = mapped_column(Money)
    open: Mapped[Decimal] = mapped_column(Money)
    cleared_on: Mapped[date | None] = mapped_column(Day)

    __table_args__ = (
        CheckConstraint("open >= 0 AND open <= amount", name="open"),
        CheckConstraint("(open = 0) = (cleared_on IS NOT NULL)", name="cleared"),
        Index("ix_sources_customer_id", "customer_id", "booked_on"),
        Index("ix_sources_booked_on", "booked_on", "cleared_on"),
        Index("ix_sources_open", "customer_id", postgresql_where=_LEFT, sqlite_where=_LEFT),
    )


class Settlement(Thing, Base):
    """One act of settling, by hand, automatic or by a document; its lines say what it moved."""

    __tablename__ = "settlements"

    number: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    customer_id: Mapped[UUID] = mapped_column(Id)
    customer_name: Mapped[str] = mapped_column(String(200))
    booked_on: Mapped[date] = mapped_column(Day)
    amount: Mapped[Decimal] = mapped_column(Money)
    reversed: Mapped[Decimal] = mapped_column(Money, default=0)
    operator_id: Mapped[UUID] = mapped_column(Id)
    operator_name: Mapped[str | None] = mapped_column(String(120))
    remark: Mapped[str] = mapped_column(String(500), default="")

    __table_args__ = (
        CheckConstraint("reversed >= 0 AND reversed <= amount", name="reversed"),
        Index("ix_settlements_customer_id", "customer_id", "id"),
    )


class SettlementLine(Base):
    """What of a source went where on which day; a reversal is a line of its own, below zero.

    `use` is `settle` (a receivable), `refund` (back to the customer) or `void` (the source itself
    was reversed). `reversed` is how much of the line was taken back by later lines.
    """

    __tablename__ = "settlement_lines"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    settlement_id: Mapped[UUID] = mapped_column(Id, ForeignKey("settlements.id"), index=True)
    source_id: Mapped[UUID] = mapped_column(Id, ForeignKey("sources.id"))
    source_kind: Mapped[str] = mapped_column(String(20))
    source_number: Mapped[str] = mapped_column(String(40))
    receivable_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("receivables.id"))
    receivable_number: Mapped[str | None] = mapped_column(String(40))
    customer_id: Mapped[UUID] = mapped_column(Id)
    use: Mapped[str] = mapped_column(String(10))
    amount: Mapped[Decimal] = mapped_column(Money)
    reversed: Mapped[Decimal] = mapped_column(Money, default=0)
    reverses_id: Mapped[UUID | None] = mapped_column(Id, ForeignKey("settlement_lines.id"))
    booked_on: Mapped[date] = mapped_column(Day)
    settled_at: Mapped[datetime] = mapped_column(Instant)
    operator_id: Mapped[UUID] = mapped_column(Id)
    operator_name: Mapped[str | None] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(String(500), default="")

    __table_args__ = (
        CheckConstraint("(amount > 0) = (reverses_id IS NULL) AND amount <> 0", name="amount"),
        CheckConstraint("reversed >= 0 AND (reversed = 0 OR reversed <= amount)", name="reversed"),
        CheckConstraint("(use = 'settle') = (receivable_id IS NOT NULL)", name="use"),
        Index("ix_settlement_lines_receivable_id", "receivable_id", "booked_on"),
        Index("ix_settlement_lines_source_id", "source_id", "booked_on"),
        Index("ix_settlement_lines_customer_id", "customer_id", "booked_on"),
        Index("ix_settlement_lines_booked_on", "booked_on"),
    )
