"""Tables of the copies; their owners are the customer and inventory services."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Day, Id, Json

from ..base import Base


class Customer(Base):
    """客户: as much of the file as a concern needs."""

    __tablename__ = "customers"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(200))
    grade: Mapped[str | None] = mapped_column(String(4))
    archived: Mapped[bool] = mapped_column(Boolean)


class Product(Base):
    """商品."""

    __tablename__ = "products"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(20))
    tracking: Mapped[str] = mapped_column(String(10))
    archived: Mapped[bool] = mapped_column(Boolean)


class Lot(Base):
    """批次: who supplied it, and the balance inventory stated last (None until it was asked to hold it)."""

    __tablename__ = "lots"
    __table_args__ = (
        Index("ix_lots_product_id_lot", "product_id", "lot"),
        Index("ix_lots_product_id_batch", "product_id", "batch"),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    lot: Mapped[str] = mapped_column(String(60))
    product_id: Mapped[UUID] = mapped_column(Id)
    batch: Mapped[str | None] = mapped_column(String(60))
    """Of a serial number: the supplier's lot it came in."""
    supplier_name: Mapped[str | None] = mapped_column(String(200))
    received_on: Mapped[date | None] = mapped_column(Day)
    held: Mapped[bool] = mapped_column(Boolean, default=False)
    balance: Mapped[dict[str, Any] | None] = mapped_column(Json)
