"""Tables of quotations: one head per revision, and its lines."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Day, Id, Instant, Money, Quantity, Rate, UnitPrice

from ..base import Base, Thing


class Quotation(Thing, Base):
    """One revision of what a customer was quoted; revisions share the number and the first one's id."""

    __tablename__ = "quotations"

    first_id: Mapped[UUID] = mapped_column(Id)
    number: Mapped[str] = mapped_column(String(40))
    revision: Mapped[int]
    customer_id: Mapped[UUID] = mapped_column(Id)
    customer_code: Mapped[str] = mapped_column(String(40))
    customer_name: Mapped[str] = mapped_column(String(200))
    salesperson_id: Mapped[UUID] = mapped_column(Id)
    salesperson_name: Mapped[str | None] = mapped_column(String(120))
    operator_id: Mapped[UUID] = mapped_column(Id)
    operator_name: Mapped[str | None] = mapped_column(String(120))
    department: Mapped[str] = mapped_column(String(40))
    quoted_on: Mapped[date] = mapped_column(Day)
    valid_until: Mapped[date] = mapped_column(Day)
    status: Mapped[str] = mapped_column(String(20))
    price_mode: Mapped[str] = mapped_column(String(10))
    currency: Mapped[str] = mapped_column(String(3))
    rate: Mapped[Decimal] = mapped_column(Rate)
    discount: Mapped[Decimal] = mapped_column(Money)
    net: Mapped[Decimal] = mapped_column(Money)
    tax: Mapped[Decimal] = mapped_column(Money)
    gross: Mapped[Decimal] = mapped_column(Money)
    remark: Mapped[str] = mapped_column(String(500))
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    answered_at: Mapped[datetime | None] = mapped_column(Instant)
    decline_reason: Mapped[str | None] = mapped_column(String(500))
    withdraw_reason: Mapped[str | None] = mapped_column(String(500))
    order_id: Mapped[UUID | None] = mapped_column(Id, unique=True)
    order_number: Mapped[str | None] = mapped_column(String(40))

    __table_args__ = (
        CheckConstraint(
            "status IN ('draft', 'sent', 'accepted', 'declined', 'expired', 'revised', 'withdrawn')",
            name="status",
        ),
        UniqueConstraint("number", "revision", name="uq_quotations_revision"),
        Index("ix_quotations_first_id", "first_id"),
        Index("ix_quotations_customer_id", "customer_id", "id"),
        Index("ix_quotations_salesperson_id", "salesperson_id", "id"),
    )


class QuotationLine(Base):
    """One product of a quotation, priced as an order's line would be."""

    __tablename__ = "quotation_lines"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    quotation_id: Mapped[UUID] = mapped_column(
        Id, ForeignKey("quotations.id", deferrable=True, initially="DEFERRED"), index=True
    )
    line_no: Mapped[int]
    product_id: Mapped[UUID] = mapped_column(Id)
    product_code: Mapped[str] = mapped_column(String(40))
    product_name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(20))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    price: Mapped[Decimal] = mapped_column(UnitPrice)
    discount: Mapped[Decimal] = mapped_column(Money)
    order_discount: Mapped[Decimal] = mapped_column(Money)
    tax_rate: Mapped[Decimal] = mapped_column(Rate)
    net: Mapped[Decimal] = mapped_column(Money)
    tax: Mapped[Decimal] = mapped_column(Money)
    gross: Mapped[Decimal] = mapped_column(Money)
    remark: Mapped[str] = mapped_column(String(200))

    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)
