"""Tables of returns to suppliers."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Boolean, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, column_property, mapped_column

from chassis.data.types import Day, Id, Instant, Money, Quantity

from ..base import Base


class SupplierReturn(Base):
    """退供应商单: goods of one receipt that go back to its supplier; booked when they are shipped.

    Where a `replacement` is expected its order is open again for as many pieces; else they are credited.
    Held pieces go back only `from_held`, when the quality manager released it for its case.
    """

    __tablename__ = "supplier_returns"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    status: Mapped[str] = mapped_column(String(12))
    receipt_id: Mapped[UUID] = mapped_column(ForeignKey("receipts.id"), index=True)
    purchase_order_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_orders.id"))
    supplier_id: Mapped[UUID] = mapped_column(ForeignKey("suppliers.id"), index=True)
    warehouse_id: Mapped[UUID] = mapped_column(ForeignKey("warehouses.id"))
    reason: Mapped[str] = mapped_column(Text)
    from_held: Mapped[bool] = mapped_column(Boolean)
    replacement: Mapped[bool] = mapped_column(Boolean, default=False)
    case_number: Mapped[str | None] = mapped_column(String(40))
    asked_by: Mapped[UUID] = mapped_column(Id)
    asked_by_name: Mapped[str] = mapped_column(String(120))
    released_by: Mapped[UUID | None] = mapped_column(Id)
    released_by_name: Mapped[str | None] = mapped_column(String(120))
    released_at: Mapped[datetime | None] = mapped_column(Instant)
    shipped_by: Mapped[UUID | None] = mapped_column(Id)
    shipped_by_name: Mapped[str | None] = mapped_column(String(120))
    shipped_on: Mapped[date | None] = mapped_column(Day)
    cancel_reason: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)


class SupplierReturnLine(Base):
    """退供应商单行: pieces of one receipt line; `value` and `tax` are their part of what the receipt
    cost, `difference` what of the value the stock could not give or gave beside it."""

    __tablename__ = "supplier_return_lines"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    return_id: Mapped[UUID] = mapped_column(ForeignKey("supplier_returns.id"), index=True)
    receipt_line_id: Mapped[UUID] = mapped_column(ForeignKey("receipt_lines.id"), index=True)
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"))
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("lots.id"), index=True)
    lot: Mapped[str] = mapped_column(String(60))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    value: Mapped[Decimal | None] = mapped_column(Money)
    tax: Mapped[Decimal | None] = mapped_column(Money)
    difference: Mapped[Decimal | None] = mapped_column(Money)

    gross = column_property(value + tax, deferred=True)
