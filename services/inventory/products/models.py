"""Tables of products and of the further units they are bought and packed in."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ForeignKey,
    Integer,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Id, Instant, Quantity, Rate, UnitPrice

from ..base import Base


class Product(Base):
    """商品: a thing with a code of its own; its version is its facts' sequence.

    `category` is the name of its category, kept here for lists and facts.
    """

    __tablename__ = "products"
    __table_args__ = (
        CheckConstraint("tracking IN ('none', 'lot', 'serial')", name="tracking"),
        CheckConstraint("costing IN ('average', 'fifo')", name="costing"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    model: Mapped[str | None] = mapped_column(String(100))
    barcode: Mapped[str | None] = mapped_column(String(40), unique=True)
    unit: Mapped[str] = mapped_column(String(20))
    category_id: Mapped[UUID | None] = mapped_column(ForeignKey("categories.id"), index=True)
    category: Mapped[str | None] = mapped_column(String(100))
    description: Mapped[str | None] = mapped_column(Text)
    tracking: Mapped[str] = mapped_column(String(10))
    costing: Mapped[str] = mapped_column(String(10))
    automotive: Mapped[bool] = mapped_column(Boolean, default=False)
    warranty: Mapped[str] = mapped_column(String(10))
    warranty_months: Mapped[int | None] = mapped_column(Integer)
    tax_rate: Mapped[Decimal] = mapped_column(Rate)
    sale_price: Mapped[Decimal | None] = mapped_column(UnitPrice)
    tolerance: Mapped[Decimal | None] = mapped_column(Rate)
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)


class ProductUnit(Base):
    """换算单位: so many stock units make one of it (a carton has 12 pieces)."""

    __tablename__ = "product_units"
    __table_args__ = (
        UniqueConstraint("product_id", "unit"),
        CheckConstraint("factor > 0", name="factor"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"))
    unit: Mapped[str] = mapped_column(String(20))
    factor: Mapped[Decimal] = mapped_column(Quantity)
