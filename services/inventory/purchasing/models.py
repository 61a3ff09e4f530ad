"""Tables of purchasing: orders to suppliers and the receipts against them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, column_property, mapped_column

from chassis.data.types import Day, Id, Instant, Json, Money, Quantity, Rate, UnitPrice

from ..base import Base


class PurchaseOrder(Base):
    """采购单: what a buyer orders; another person checks it before goods are received.

    `makers` are the people who wrote or changed it; each amendment raises the revision.
    """

    __tablename__ = "purchase_orders"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    revision: Mapped[int] = mapped_column(Integer, default=1)
    supplier_id: Mapped[UUID] = mapped_column(ForeignKey("suppliers.id"), index=True)
    warehouse_id: Mapped[UUID] = mapped_column(Id)
    delivery_address: Mapped[str | None] = mapped_column(String(500))
    supplier_reference: Mapped[str | None] = mapped_column(String(100))
    expected_on: Mapped[date | None] = mapped_column(Day)
    status: Mapped[str] = mapped_column(String(12))
    ordered_on: Mapped[date] = mapped_column(Day)
    buyer_id: Mapped[UUID] = mapped_column(Id)
    buyer_name: Mapped[str] = mapped_column(String(120))
    makers: Mapped[list[Any]] = mapped_column(Json)
    checked_by: Mapped[UUID | None] = mapped_column(Id)
    checked_by_name: Mapped[str | None] = mapped_column(String(120))
    checked_at: Mapped[datetime | None] = mapped_column(Instant)
    operator: Mapped[UUID] = mapped_column(Id)
    operator_name: Mapped[str | None] = mapped_column(String(120))
    price_mode: Mapped[str] = mapped_column(String(10))
    currency: Mapped[str] = mapped_column(String(3))
    rate: Mapped[Decimal] = mapped_column(Rate)
    net: Mapped[Decimal] = mapped_column(Money)
    tax: Mapped[Decimal] = mapped_column(Money)
    gross: Mapped[Decimal] = mapped_column(Money)
    remark: Mapped[str | None] = mapped_column(Text)
    cancel_reason: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)

    def people(self) -> list[str]:
        """Whoever bought it or changed anything in it."""
        return sorted({str(self.buyer_id), *self.makers})

    def is_made_by(self, person: UUID) -> bool:
        """Whether this person bought it or changed anything in it."""
        return person == self.buyer_id or str(person) in self.makers


class PurchaseOrderLine(Base):
    """采购单行: quantity and price in its `unit`, as on paper; all else in stock units.

    `pieces` is the quantity in stock units; of them some are received, some cancelled, the rest
    `open`. `allowed` is how many may come: the ordered ones, the tolerance, and what was allowed
    beyond it. Pieces `to_replace` went back and are to come once more: they are open and allowed again,
    at the line's unit price. What became of the received ones is the sum of its receipts' lines.
    """

    __tablename__ = "purchase_order_lines"
    __table_args__ = (
        CheckConstraint("received >= 0", name="received"),
        CheckConstraint("returned >= 0 AND returned <= received", name="returned"),
        CheckConstraint(
            "quarantined >= 0 AND scrapped >= 0 AND quarantined + returned + scrapped <= received",
            name="parts",
        ),
        Index(
            "ix_purchase_order_lines_open",
            "product_id",
            "warehouse_id",
            postgresql_where=text("open > 0"),
            sqlite_where=text("open > 0"),
        ),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_orders.id"), index=True)
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"), index=True)
    warehouse_id: Mapped[UUID] = mapped_column(Id)
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    unit: Mapped[str] = mapped_column(String(20))
    factor: Mapped[Decimal] = mapped_column(Quantity)
    pieces: Mapped[Decimal] = mapped_column(Quantity)
    unit_price: Mapped[Decimal] = mapped_column(UnitPrice)
    tax_rate: Mapped[Decimal] = mapped_column(Rate)
    net: Mapped[Decimal] = mapped_column(Money)
    tax: Mapped[Decimal] = mapped_column(Money)
    gross: Mapped[Decimal] = mapped_column(Money)
    tolerance: Mapped[Decimal] = mapped_column(Rate)
    allowed: Mapped[Decimal] = mapped_column(Quantity)
    received: Mapped[Decimal] = mapped_column(Quantity)
    quarantined: Mapped[Decimal] = mapped_column(Quantity, default=0)
    returned: Mapped[Decimal] = mapped_column(Quantity, default=0)
    scrapped: Mapped[Decimal] = mapped_column(Quantity, default=0)
    to_replace: Mapped[Decimal] = mapped_column(Quantity, default=0)
    cancelled: Mapped[Decimal] = mapped_column(Quantity)
    open: Mapped[Decimal] = mapped_column(Quantity)

    @hybrid_property
    def accepted(self) -> Decimal:
        """Received pieces that joined the stock and did not go back."""
        return self.received - self.quarantined - self.returned - self.scrapped


class Receipt(Base):
    """入库单: goods of one purchase order that arrived together."""

    __tablename__ = "receipts"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    purchase_order_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_orders.id"), index=True)
    supplier_id: Mapped[UUID] = mapped_column(ForeignKey("suppliers.id"))
    warehouse_id: Mapped[UUID] = mapped_column(ForeignKey("warehouses.id"))
    received_on: Mapped[date] = mapped_column(Day)
    delivery_note: Mapped[str | None] = mapped_column(String(100))
    operator: Mapped[UUID] = mapped_column(Id)
    operator_name: Mapped[str] = mapped_column(String(120))
    remark: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)


class ReceiptLine(Base):
    """入库单行: pieces of one order line and lot, worth (`value`) their part of the line's net amount,
    with their part of its tax.

    Where they are is counted under the lock of the purchase order: quarantined, returned (back to
    the supplier, out of the stock or after inspection), scrapped after inspection, else accepted.
    `gone_value` and `gone_tax` are what the returned and scrapped ones took of value and tax.
    `unit` and `unit_quantity` repeat what the supplier's papers said.
    """

    __tablename__ = "receipt_lines"
    __table_args__ = (
        CheckConstraint("returned >= 0 AND returned <= quantity", name="returned"),
        CheckConstraint(
            "quarantined >= 0 AND scrapped >= 0 AND quarantined + returned + scrapped <= quantity",
            name="parts",
        ),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    receipt_id: Mapped[UUID] = mapped_column(ForeignKey("receipts.id"), index=True)
    order_line_id: Mapped[UUID] = mapped_column(ForeignKey("purchase_order_lines.id"), index=True)
    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"))
    lot_id: Mapped[UUID] = mapped_column(ForeignKey("lots.id"), index=True)
    lot: Mapped[str] = mapped_column(String(60))
    batch: Mapped[str | None] = mapped_column(String(60))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    unit: Mapped[str | None] = mapped_column(String(20))
    unit_quantity: Mapped[Decimal | None] = mapped_column(Quantity)
    value: Mapped[Decimal] = mapped_column(Money)
    tax: Mapped[Decimal] = mapped_column(Money)
    quarantined: Mapped[Decimal] = mapped_column(Quantity)
    returned: Mapped[Decimal] = mapped_column(Quantity, default=0)
    scrapped: Mapped[Decimal] = mapped_column(Quantity, default=0)
    gone_value: Mapped[Decimal] = mapped_column(Money, default=0)
    gone_tax: Mapped[Decimal] = mapped_column(Money, default=0)
    expiry: Mapped[date | None] = mapped_column(Day)

    gross = column_property(value + tax, deferred=True)

    @hybrid_property
    def accepted(self) -> Decimal:
        """Pieces that joined the stock and did not go back."""
        return self.quantity - self.quarantined - self.returned - self.scrapped
