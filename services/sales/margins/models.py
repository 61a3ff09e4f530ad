"""Tables of margins: totals kept in the transaction of every delivery and credit note."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Day, Id, Instant, Money

from ..base import Base


class MarginTotal(Base):
    """Net and cost of a customer's deliveries less credit notes, per product and department.

    Only changed while the customer's credit account is locked.
    """

    __tablename__ = "margin_totals"

    customer_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    product_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    department: Mapped[str] = mapped_column(String(40), primary_key=True)
    net: Mapped[Decimal] = mapped_column(Money)
    cost: Mapped[Decimal] = mapped_column(Money)

    __table_args__ = (Index("ix_margin_totals_product_id", "product_id"),)


class QualityCost(Base):
    """What a quality case cost on account of a customer; a recharge is negative."""

    __tablename__ = "quality_costs"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    case_id: Mapped[UUID] = mapped_column(Id)
    case_number: Mapped[str] = mapped_column(String(40))
    customer_id: Mapped[UUID] = mapped_column(Id)
    product_id: Mapped[UUID | None] = mapped_column(Id)
    kind: Mapped[str] = mapped_column(String(20))
    amount: Mapped[Decimal] = mapped_column(Money)
    booked_on: Mapped[date] = mapped_column(Day)
    recorded_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (Index("ix_quality_costs_customer_id", "customer_id", "product_id"),)
