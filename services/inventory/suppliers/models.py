"""The table of suppliers."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Id, Instant, Rate

from ..base import Base


class Supplier(Base):
    """供应商: whom purchase orders go to.

    `pending_…` are bank details proposed and not yet approved: what is in force stays until then.
    `tolerance` is how far a receipt may exceed an order line, as a fraction of it.
    """

    __tablename__ = "suppliers"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    contact: Mapped[str | None] = mapped_column(String(100))
    phone: Mapped[str | None] = mapped_column(String(50))
    fax: Mapped[str | None] = mapped_column(String(50))
    email: Mapped[str | None] = mapped_column(String(254))
    address: Mapped[str | None] = mapped_column(String(500))
    bank: Mapped[str | None] = mapped_column(String(200))
    account: Mapped[str | None] = mapped_column(String(60))
    tax_number: Mapped[str | None] = mapped_column(String(40))
    products: Mapped[str | None] = mapped_column(Text)
    rating: Mapped[str | None] = mapped_column(String(1))
    terms_kind: Mapped[str] = mapped_column(String(20))
    terms_days: Mapped[int] = mapped_column(Integer)
    tolerance: Mapped[Decimal | None] = mapped_column(Rate)
    remark: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(10))
    block_reason: Mapped[str | None] = mapped_column(Text)
    pending_bank: Mapped[str | None] = mapped_column(String(200))
    pending_account: Mapped[str | None] = mapped_column(String(60))
    pending_by: Mapped[UUID | None] = mapped_column(Id)
    pending_by_name: Mapped[str | None] = mapped_column(String(120))
    pending_at: Mapped[datetime | None] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)
