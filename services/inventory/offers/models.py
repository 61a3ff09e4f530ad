"""The table of offers: price lists of suppliers."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Id, Instant, Quantity, Rate, UnitPrice

from ..base import Base

ONLY_PREFERRED = text("preferred")


class Offer(Base):
    """供货信息: a supplier's own number, price and lead time for a product.

    Price, minimum order and pack are per `unit`; one supplier of a product is preferred at most.
    """

    __tablename__ = "offers"
    __table_args__ = (
        UniqueConstraint("product_id", "supplier_id"),
        CheckConstraint("minimum_order >= 0 AND pack > 0", name="quantities"),
        Index(
            "uq_offers_preferred",
            "product_id",
            unique=True,
            postgresql_where=ONLY_PREFERRED,
            sqlite_where=ONLY_PREFERRED,
        ),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"))
    supplier_id: Mapped[UUID] = mapped_column(ForeignKey("suppliers.id"), index=True)
    supplier_code: Mapped[str | None] = mapped_column(String(60))
    unit: Mapped[str | None] = mapped_column(String(20))
    price: Mapped[Decimal] = mapped_column(UnitPrice)
    price_mode: Mapped[str] = mapped_column(String(10))
    currency: Mapped[str] = mapped_column(String(3))
    lead_days: Mapped[int | None] = mapped_column(Integer)
    minimum_order: Mapped[Decimal | None] = mapped_column(Quantity)
    pack: Mapped[Decimal | None] = mapped_column(Quantity)
    tolerance: Mapped[Decimal | None] = mapped_column(Rate)
    preferred: Mapped[bool] = mapped_column(Boolean, default=False)
    remark: Mapped[str | None] = mapped_column(String(500))
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)
