"""Tables of margins: totals kept in the transaction of every document that moves them.

The same measures lie in three grains, because a report reads the smallest that knows what it asks
for: half a million lines of a year are as many rows of the finest, but a few thousand of the others.
"""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Day, Id, Instant, Money, Quantity

from ..base import Base

NO_PRODUCT = UUID(int=0)
"""Of a quality cost that arose with no product in particular: keys have no nulls."""


class Measures:
    """What is counted: delivered, taken back (whatever became of it), what of that went back to the
    customer, and what was credited for it.

    A replacement is delivered at no amount; what it cost is quality cost, not cost of sales.
    """

    delivered_quantity: Mapped[Decimal] = mapped_column(Quantity)
    delivered_net: Mapped[Decimal] = mapped_column(Money)
    delivered_gross: Mapped[Decimal] = mapped_column(Money)
    delivered_cost: Mapped[Decimal] = mapped_column(Money)
    returned_quantity: Mapped[Decimal] = mapped_column(Quantity)
    returned_net: Mapped[Decimal] = mapped_column(Money)
    sent_back_quantity: Mapped[Decimal] = mapped_column(Quantity)
    credited_net: Mapped[Decimal] = mapped_column(Money)
    credited_gross: Mapped[Decimal] = mapped_column(Money)
    credited_cost: Mapped[Decimal] = mapped_column(Money)


class SalesTotal(Measures, Base):
    """The finest grain. Only changed while the customer's credit account is locked."""

    __tablename__ = "sales_totals"

    month: Mapped[date] = mapped_column(Day, primary_key=True, sort_order=-5)
    customer_id: Mapped[UUID] = mapped_column(Id, primary_key=True, sort_order=-4)
    product_id: Mapped[UUID] = mapped_column(Id, primary_key=True, sort_order=-3)
    salesperson_id: Mapped[UUID] = mapped_column(Id, primary_key=True, sort_order=-2)
    department: Mapped[str] = mapped_column(String(40), primary_key=True, sort_order=-1)

    __table_args__ = (
        Index("ix_sales_totals_customer_id", "customer_id", "month"),
        Index("ix_sales_totals_product_id", "product_id", "month"),
    )


class CustomerTotal(Measures, Base):
    """Over all products. Only changed while the customer's credit account is locked."""

    __tablename__ = "customer_totals"

    month: Mapped[date] = mapped_column(Day, primary_key=True, sort_order=-4)
    customer_id: Mapped[UUID] = mapped_column(Id, primary_key=True, sort_order=-3)
    salesperson_id: Mapped[UUID] = mapped_column(Id, primary_key=True, sort_order=-2)
    department: Mapped[str] = mapped_column(String(40), primary_key=True, sort_order=-1)

    __table_args__ = (Index("ix_customer_totals_customer_id", "customer_id", "month"),)


class ProductTotal(Measures, Base):
    """Over all customers, so several transactions move one row: they take rows in the order of
    their keys, after all accounts and before any number.
    """

    __tablename__ = "product_totals"

    month: Mapped[date] = mapped_column(Day, primary_key=True, sort_order=-4)
    product_id: Mapped[UUID] = mapped_column(Id, primary_key=True, sort_order=-3)
    salesperson_id: Mapped[UUID] = mapped_column(Id, primary_key=True, sort_order=-2)
    department: Mapped[str] = mapped_column(String(40), primary_key=True, sort_order=-1)

    __table_args__ = (Index("ix_product_totals_product_id", "product_id", "month"),)


class QualityTotal(Base):
    """What quality cost on a customer's account in a month, and what suppliers bore of it."""

    __tablename__ = "quality_totals"

    month: Mapped[date] = mapped_column(Day, primary_key=True)
    customer_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    product_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    cost: Mapped[Decimal] = mapped_column(Money)
    recharged: Mapped[Decimal] = mapped_column(Money)

    __table_args__ = (Index("ix_quality_totals_customer_id", "customer_id", "month"),)


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
