"""Tables of the copies: each row is the newest state its owner stated; a rebuild fills them again."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, String, func
from sqlalchemy.orm import Mapped, column_property, mapped_column

from chassis.data.types import Id, Instant, Json, Rate, UnitPrice

from ..base import Base


class Copy:
    """The id and the sequence of the owner's thing, and when the copy was last brought up to date."""

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, sort_order=-3)
    version: Mapped[int] = mapped_column(BigInteger, sort_order=-2)
    copied_at: Mapped[datetime] = mapped_column(Instant, sort_order=-1)


class Customer(Copy, Base):
    """A customer's file as far as selling needs it; an individual's name arrives masked."""

    __tablename__ = "customers"

    code: Mapped[str] = mapped_column(String(40))
    display_name: Mapped[str] = mapped_column(String(200))
    type: Mapped[str] = mapped_column(String(20))
    category: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))
    grade: Mapped[str | None] = mapped_column(String(20))
    region: Mapped[str | None] = mapped_column(String(40))
    sales_region: Mapped[str | None] = mapped_column(String(60))
    owner_id: Mapped[UUID | None] = mapped_column(Id)
    department: Mapped[str | None] = mapped_column(String(40))
    terms_kind: Mapped[str] = mapped_column(String(20))
    terms_days: Mapped[int]
    return_credit: Mapped[str] = mapped_column(String(20))
    approved: Mapped[bool]
    archived: Mapped[bool]

    reported_region: Mapped[str | None] = column_property(
        func.coalesce(func.nullif(sales_region, ""), region)
    )
    """The region that reports group by: the company's own where the file names one, else the province."""


class Product(Copy, Base):
    """A product as inventory describes it."""

    __tablename__ = "products"

    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(20))
    category: Mapped[str | None] = mapped_column(String(60))
    tax_rate: Mapped[Decimal] = mapped_column(Rate)
    tracking: Mapped[str] = mapped_column(String(20))
    sale_price: Mapped[Decimal | None] = mapped_column(UnitPrice)
    archived: Mapped[bool]


class Warehouse(Copy, Base):
    """A warehouse that a line of an order may name."""

    __tablename__ = "warehouses"

    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    archived: Mapped[bool]


class Lot(Copy, Base):
    """A lot that quality held at some time, and the cases that hold it now."""

    __tablename__ = "lots"

    lot: Mapped[str] = mapped_column(String(80))
    product_id: Mapped[UUID] = mapped_column(Id)
    held: Mapped[bool]
    holds: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    waivers: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    """Which customers may take pieces of it although it is held."""

    __table_args__ = (Index("ix_lots_product_id", "product_id", "lot"),)


class Case(Copy, Base):
    """A quality case as far as selling needs it: whose it is, how severe, and whether it still disputes
    what the customer owes."""

    __tablename__ = "cases"

    number: Mapped[str] = mapped_column(String(40))
    customer_id: Mapped[UUID | None] = mapped_column(Id)
    product_id: Mapped[UUID] = mapped_column(Id)
    return_id: Mapped[UUID | None] = mapped_column(Id, index=True)
    severity: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))

    __table_args__ = (Index("ix_cases_customer_id", "customer_id", "status"),)
