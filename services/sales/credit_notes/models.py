"""Tables of credit notes: what was credited per return, line by line."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
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
    department: Mapped[str] = mapped_column(String(40))
    issued_on: Mapped[date] = mapped_column(Day)
    currency: Mapped[str] = mapped_column(String(3))
    net: Mapped[Decimal] = mapped_column(Money)
    tax: Mapped[Decimal] = mapped_column(Money)
    gross: Mapped[Decimal] = mapped_column(Money)
    cost: Mapped[Decimal] = mapped_column(Money)

    __table_args__ = (
        Index("ix_credit_notes_return_id", "return_id"),
        Index("ix_credit_notes_customer_id", "customer_id", "id"),
        Index("ix_credit_notes_issued_on", "issued_on", "id"),
        Index("ix_credit_notes_customer_issued", "customer_id", "issued_on", "id"),
        Index("ix_credit_notes_salesperson_id", "salesperson_id", "id"),
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
