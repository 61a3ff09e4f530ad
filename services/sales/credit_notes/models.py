"""Tables of credit notes: what was credited per return, line by line."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Day, Id, Money, Quantity, Rate, UnitPrice

from ..base import Base, Thing


class CreditNote(Thing, Base):
    """What a customer is credited for a return; the source of its id says what of it is open."""

    __tablename__ = "credit_notes"

    number: Mapped[str] = mapped_column(String(40), unique=True)
    return_id: Mapped[UUID] = mapped_column(Id)
    disposal_id: Mapped[UUID | None] = mapped_column(Id, unique=True)
    return_number: Mapped[str] = mapped_column(String(40))
    customer_id: Mapped[UUID] = mapped_column(Id)
    customer_name: Mapped[str] = mapped_column(String(200))
    salesperson_id: Mapped[UUID] = mapped_column(Id)
    salesperson_name: Mapped[str | None] = mapped_column(String(120))
    department: Mapped[str] = mapped_column(String(40))
    issued_on: Mapped[date] = mapped_column(Day)
    currency: Mapped[str] = mapped_column(String(3))
    net: Mapped[Decimal] = mapped_column(Money)
    tax: Mapped[Decimal] = mapped_column(Money)
    gross: Mapped[Decimal] = mapped_column(Money)
    cost: Mapped[Decimal] = mapped_column(Money)
    reversed: Mapped[Decimal] = mapped_column(Money, default=0)

    __table_args__ = (
        Index("ix_credit_notes_return_id", "return_id"),
        Index("ix_credit_notes_customer_id", "customer_id", "id"),
        Index("ix_credit_notes_issued_on", "issued_on", "id"),
        Index("ix_credit_notes_customer_issued", "customer_id", "issued_on", "id"),
        Index("ix_credit_notes_salesperson_id", "salesperson_id", "id"),
    )


class Credited:
    """Pieces of a delivery line at what they were delivered for: what a credit and its reversal carry."""

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


class CreditNoteLine(Credited, Base):
    """A returned line at the price, discount, tax and cost it was delivered with."""

    __tablename__ = "credit_note_lines"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    credit_note_id: Mapped[UUID] = mapped_column(Id, ForeignKey("credit_notes.id"), index=True)
    reversed: Mapped[Decimal] = mapped_column(Quantity, default=0)


class CreditReversal(Thing, Base):
    """Credit taken back: what of a note, why, and how: from what was open of it, by re-opening what it
    had settled of its own deliveries, and what the customer owes anew.
    """

    __tablename__ = "credit_reversals"

    number: Mapped[str] = mapped_column(String(40), unique=True)
    credit_note_id: Mapped[UUID] = mapped_column(Id, ForeignKey("credit_notes.id"))
    credit_note_number: Mapped[str] = mapped_column(String(40))
    return_id: Mapped[UUID] = mapped_column(Id)
    return_number: Mapped[str] = mapped_column(String(40))
    disposal_id: Mapped[UUID | None] = mapped_column(Id)
    ground: Mapped[str] = mapped_column(String(20))
    customer_id: Mapped[UUID] = mapped_column(Id)
    customer_name: Mapped[str] = mapped_column(String(200))
    salesperson_id: Mapped[UUID] = mapped_column(Id)
    salesperson_name: Mapped[str | None] = mapped_column(String(120))
    department: Mapped[str] = mapped_column(String(40))
    issued_on: Mapped[date] = mapped_column(Day)
    currency: Mapped[str] = mapped_column(String(3))
    net: Mapped[Decimal] = mapped_column(Money)
    tax: Mapped[Decimal] = mapped_column(Money)
    gross: Mapped[Decimal] = mapped_column(Money)
    cost: Mapped[Decimal] = mapped_column(Money)
    from_open: Mapped[Decimal] = mapped_column(Money)
    reopened: Mapped[Decimal] = mapped_column(Money)
    charged: Mapped[Decimal] = mapped_column(Money)
    receivable_id: Mapped[UUID | None] = mapped_column(Id)

    __table_args__ = (
        CheckConstraint("from_open + reopened + charged = gross", name="whole"),
        Index(
            "uq_credit_reversals_disposal", "disposal_id", "credit_note_id", "ground", unique=True
        ),
        Index("ix_credit_reversals_note", "credit_note_id"),
        Index("ix_credit_reversals_customer_id", "customer_id", "id"),
        Index("ix_credit_reversals_customer_issued", "customer_id", "issued_on", "id"),
        Index("ix_credit_reversals_issued_on", "issued_on", "id"),
    )


class CreditReversalLine(Credited, Base):
    """Pieces of a credit note's line whose credit is taken back, at the part they were credited at."""

    __tablename__ = "credit_reversal_lines"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    credit_reversal_id: Mapped[UUID] = mapped_column(
        Id, ForeignKey("credit_reversals.id"), index=True
    )
    credit_note_line_id: Mapped[UUID] = mapped_column(
        Id, ForeignKey("credit_note_lines.id"), index=True
    )
