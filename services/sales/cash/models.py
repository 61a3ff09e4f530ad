"""Tables of cash: what is owed per delivery, what was credited per return, and what settled what."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Day, Id, Instant, Money, Quantity, Rate, UnitPrice

from ..base import Base, Thing


class Receivable(Thing, Base):
    """What a customer owes for one delivery; `open` falls as it is settled."""

    __tablename__ = "receivables"

    number: Mapped[str] = mapped_column(String(40), unique=True)
    delivery_id: Mapped[UUID] = mapped_column(Id, unique=True)
    delivery_number: Mapped[str] = mapped_column(String(40))
    order_id: Mapped[UUID] = mapped_column(Id)
    order_number: Mapped[str] = mapped_column(String(40))
    customer_id: Mapped[UUID] = mapped_column(Id)
    customer_name: Mapped[str] = mapped_column(String(200))
    salesperson_id: Mapped[UUID] = mapped_column(Id)
    department: Mapped[str] = mapped_column(String(40))
    booked_on: Mapped[date] = mapped_column(Day)
    due_on: Mapped[date] = mapped_column(Day)
    currency: Mapped[str] = mapped_column(String(3))
    net: Mapped[Decimal] = mapped_column(Money)
    tax: Mapped[Decimal] = mapped_column(Money)
    gross: Mapped[Decimal] = mapped_column(Money)
    open: Mapped[Decimal] = mapped_column(Money)

    __table_args__ = (
        CheckConstraint("open >= 0 AND open <= gross", name="open"),
        Index("ix_receivables_order_id", "order_id"),
        Index("ix_receivables_customer_id", "customer_id", "id"),
        Index("ix_receivables_salesperson_id", "salesperson_id", "id"),
    )


class CreditNote(Thing, Base):
    """What a customer is credited for a return; `open` is the part that settles nothing yet."""

    __tablename__ = "credit_notes"

    number: Mapped[str] = mapped_column(String(40), unique=True)
    return_id: Mapped[UUID] = mapped_column(Id)
    disposal_id: Mapped[UUID | None] = mapped_column(Id, unique=True)
    return_number: Mapped[str] = mapped_column(String(40))
    customer_id: Mapped[UUID] = mapped_column(Id)
    customer_name: Mapped[str] = mapped_column(String(200))
    salesperson_id: Mapped[UUID] = mapped_column(Id)
    department: Mapped[str] = mapped_column(String(40))
    issued_on: Mapped[date] = mapped_column(Day)
    currency: Mapped[str] = mapped_column(String(3))
    net: Mapped[Decimal] = mapped_column(Money)
    tax: Mapped[Decimal] = mapped_column(Money)
    gross: Mapped[Decimal] = mapped_column(Money)
    cost: Mapped[Decimal] = mapped_column(Money)
    open: Mapped[Decimal] = mapped_column(Money)

    __table_args__ = (
        CheckConstraint("open >= 0 AND open <= gross", name="open"),
        Index("ix_credit_notes_return_id", "return_id"),
        Index("ix_credit_notes_customer_id", "customer_id", "id"),
        Index("ix_credit_notes_salesperson_id", "salesperson_id", "id"),
        Index("ix_credit_notes_issued_on", "issued_on", "id"),
        Index("ix_credit_notes_customer_issued", "customer_id", "issued_on", "id"),
    )


class CreditNoteLine(Base):
    """A returned line at the price, discount, tax and cost it was delivered with."""

    __tablename__ = "credit_note_lines"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    credit_note_id: Mapped[UUID] = mapped_column(Id, ForeignKey("credit_notes.id"), index=True)
    return_line_id: Mapped[UUID] = mapped_column(Id)
    delivery_id: Mapped[UUID] = mapped_column(Id)
    delivery_line_id: Mapped[UUID] = mapped_column(Id)
    product_id: Mapped[UUID] = mapped_column(Id)
    product_code: Mapped[str] = mapped_column(String(40))
    product_name: Mapped[str] = mapped_column(String(200))
    salesperson_id: Mapped[UUID] = mapped_column(Id)
    department: Mapped[str] = mapped_column(String(40))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    price: Mapped[Decimal] = mapped_column(UnitPrice)
    discount: Mapped[Decimal] = mapped_column(Money)
    tax_rate: Mapped[Decimal] = mapped_column(Rate)
    net: Mapped[Decimal] = mapped_column(Money)
    tax: Mapped[Decimal] = mapped_column(Money)
    gross: Mapped[Decimal] = mapped_column(Money)
    cost: Mapped[Decimal] = mapped_column(Money)


class Settlement(Base):
    """Which part of a credit note settled which receivable, and when."""

    __tablename__ = "settlements"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    credit_note_id: Mapped[UUID] = mapped_column(Id, ForeignKey("credit_notes.id"), index=True)
    receivable_id: Mapped[UUID] = mapped_column(Id, ForeignKey("receivables.id"), index=True)
    amount: Mapped[Decimal] = mapped_column(Money)
    settled_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)
