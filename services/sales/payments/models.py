"""Tables of payments and refunds; a payment's source says what of it is not used yet."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Day, Id, Instant, Money, Rate

from ..base import Base, Thing


class Payment(Thing, Base):
    """Money or a bill that a customer gave; what it doesn't settle is an advance.

    `bill_to` is whom a bill was endorsed to, or the bank that discounted it.
    """

    __tablename__ = "payments"

    number: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[UUID] = mapped_column(Id)
    customer_name: Mapped[str] = mapped_column(String(200))
    method: Mapped[str] = mapped_column(String(20))
    currency: Mapped[str] = mapped_column(String(3))
    rate: Mapped[Decimal] = mapped_column(Rate)
    amount: Mapped[Decimal] = mapped_column(Money)
    received_on: Mapped[date] = mapped_column(Day)
    booked_on: Mapped[date] = mapped_column(Day)
    bank_reference: Mapped[str | None] = mapped_column(String(80))
    payer: Mapped[str | None] = mapped_column(String(200))
    bill_kind: Mapped[str | None] = mapped_column(String(20))
    bill_number: Mapped[str | None] = mapped_column(String(80))
    drawer: Mapped[str | None] = mapped_column(String(200))
    acceptor: Mapped[str | None] = mapped_column(String(200))
    matures_on: Mapped[date | None] = mapped_column(Day)
    bill_state: Mapped[str | None] = mapped_column(String(20))
    bill_state_on: Mapped[date | None] = mapped_column(Day)
    bill_to: Mapped[str | None] = mapped_column(String(200))
    operator_id: Mapped[UUID] = mapped_column(Id)
    operator_name: Mapped[str | None] = mapped_column(String(120))
    remark: Mapped[str] = mapped_column(String(500))
    status: Mapped[str] = mapped_column(String(20))
    reversal_kind: Mapped[str | None] = mapped_column(String(20))
    reversal_reason: Mapped[str | None] = mapped_column(String(500))
    reversed_on: Mapped[date | None] = mapped_column(Day)
    reversed_by: Mapped[UUID | None] = mapped_column(Id)
    reversed_by_name: Mapped[str | None] = mapped_column(String(120))

    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("status IN ('received', 'reversed')", name="status"),
        CheckConstraint(
            "(method = 'bill') = (bill_number IS NOT NULL AND matures_on IS NOT NULL)", name="bill"
        ),
        CheckConstraint("(method = 'bill') = (bill_state IS NOT NULL)", name="bill_state"),
        Index("ix_payments_customer_id", "customer_id", "id"),
        Index("ix_payments_bank_reference", "bank_reference"),
        Index("ix_payments_bill_number", "bill_number"),
        Index("ix_payments_matures_on", "matures_on", "id"),
    )


class Refund(Thing, Base):
    """Money to go back to a customer out of a source: asked by one person, approved by another; reversed
    when it came back, because the account was closed or the payment a mistake."""

    __tablename__ = "refunds"

    number: Mapped[str] = mapped_column(String(40), unique=True)
    source_id: Mapped[UUID] = mapped_column(Id, ForeignKey("sources.id"), index=True)
    source_number: Mapped[str] = mapped_column(String(40))
    customer_id: Mapped[UUID] = mapped_column(Id)
    customer_name: Mapped[str] = mapped_column(String(200))
    amount: Mapped[Decimal] = mapped_column(Money)
    method: Mapped[str] = mapped_column(String(20))
    bank_reference: Mapped[str | None] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(String(500))
    status: Mapped[str] = mapped_column(String(20))
    asked_by: Mapped[UUID] = mapped_column(Id)
    asked_by_name: Mapped[str | None] = mapped_column(String(120))
    decided_by: Mapped[UUID | None] = mapped_column(Id)
    decided_by_name: Mapped[str | None] = mapped_column(String(120))
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    comment: Mapped[str | None] = mapped_column(String(500))
    paid_on: Mapped[date | None] = mapped_column(Day)
    settlement_id: Mapped[UUID | None] = mapped_column(Id)
    reversed_on: Mapped[date | None] = mapped_column(Day)
    reversed_by: Mapped[UUID | None] = mapped_column(Id)
    reversed_by_name: Mapped[str | None] = mapped_column(String(120))
    reversal_reason: Mapped[str | None] = mapped_column(String(500))

    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("status IN ('asked', 'approved', 'rejected', 'reversed')", name="status"),
        Index("ix_refunds_customer_id", "customer_id", "id"),
    )
