"""Tables of deliveries: one per issue of inventory, its lines with frozen cost and lots, its way to the customer."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, column_property, mapped_column

from chassis.data.types import Day, Id, Instant, Json, Money, Quantity, Rate, UnitPrice

from ..base import Base, Thing, unit_cost


class Delivery(Thing, Base):
    """Goods that inventory issued for one order; booked later than they left where that month was closed."""

    __tablename__ = "deliveries"

    number: Mapped[str] = mapped_column(String(40), unique=True)
    issue_id: Mapped[UUID] = mapped_column(Id, unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    order_id: Mapped[UUID] = mapped_column(Id)
    order_number: Mapped[str] = mapped_column(String(40))
    return_id: Mapped[UUID | None] = mapped_column(Id)
    customer_id: Mapped[UUID] = mapped_column(Id)
    customer_name: Mapped[str] = mapped_column(String(200))
    salesperson_id: Mapped[UUID] = mapped_column(Id)
    salesperson_name: Mapped[str | None] = mapped_column(String(120))
    department: Mapped[str] = mapped_column(String(40))
    warehouse_id: Mapped[UUID] = mapped_column(Id)
    delivered_on: Mapped[date] = mapped_column(Day)
    booked_on: Mapped[date] = mapped_column(Day)
    currency: Mapped[str] = mapped_column(String(3))
    price_mode: Mapped[str] = mapped_column(String(10))
    net: Mapped[Decimal] = mapped_column(Money)
    tax: Mapped[Decimal] = mapped_column(Money)
    gross: Mapped[Decimal] = mapped_column(Money)
    cost: Mapped[Decimal] = mapped_column(Money)

    status: Mapped[str] = mapped_column(String(20), default="issued", server_default="issued")
    shipped_on: Mapped[date | None] = mapped_column(Day)
    carrier: Mapped[str | None] = mapped_column(String(100))
    waybill: Mapped[str | None] = mapped_column(String(60))
    packages: Mapped[int | None]
    signed_on: Mapped[date | None] = mapped_column(Day)
    signed_by: Mapped[str | None] = mapped_column(String(100))
    claim_note: Mapped[str | None] = mapped_column(String(500))
    differs: Mapped[bool] = mapped_column(default=False, server_default=false())

    margin: Mapped[Decimal] = column_property(net - cost)

    __table_args__ = (
        CheckConstraint("status IN ('issued', 'shipped', 'signed_for')", name="status"),
        Index(
            "ix_deliveries_in_transit",
            "delivered_on",
            postgresql_where=text("signed_on IS NULL"),
            sqlite_where=text("signed_on IS NULL"),
        ),
        Index("ix_deliveries_order_id", "order_id"),
        Index("ix_deliveries_customer_id", "customer_id", "id"),
        Index("ix_deliveries_salesperson_id", "salesperson_id", "id"),
        Index("ix_deliveries_booked_on", "booked_on", "id"),
        Index("ix_deliveries_customer_booked", "customer_id", "booked_on", "id"),
    )


_REPLACES = text("return_line_id IS NOT NULL")


class DeliveryLine(Base):
    """What went out of one order line, at its part of the amounts and at the cost it was issued with.

    `lots` lists them in the order they left, `lot_costs` what each cost, apart because who may see
    the lots may not see costs; `returned` never exceeds `quantity`. A replacement's line names the
    returned line it stands for and the day on which the warranty of the first piece began.
    """

    __tablename__ = "delivery_lines"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    delivery_id: Mapped[UUID] = mapped_column(
        Id, ForeignKey("deliveries.id", deferrable=True, initially="DEFERRED"), index=True
    )
    order_line_id: Mapped[UUID] = mapped_column(Id, index=True)
    issue_line_id: Mapped[UUID] = mapped_column(Id)
    product_id: Mapped[UUID] = mapped_column(Id)
    product_code: Mapped[str] = mapped_column(String(40))
    product_name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(20))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    price: Mapped[Decimal] = mapped_column(UnitPrice)
    discount: Mapped[Decimal] = mapped_column(Money)
    tax_rate: Mapped[Decimal] = mapped_column(Rate)
    net: Mapped[Decimal] = mapped_column(Money)
    tax: Mapped[Decimal] = mapped_column(Money)
    gross: Mapped[Decimal] = mapped_column(Money)
    cost: Mapped[Decimal] = mapped_column(Money)
    lots: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    lot_costs: Mapped[list[str]] = mapped_column(Json)
    returned: Mapped[Decimal] = mapped_column(Quantity, default=0)
    return_line_id: Mapped[UUID | None] = mapped_column(Id)
    warranty_from: Mapped[date | None] = mapped_column(Day)
    signed: Mapped[Decimal | None] = mapped_column(Quantity)

    margin: Mapped[Decimal] = column_property(net - cost)
    cost_price: Mapped[Decimal | None] = column_property(unit_cost(cost, quantity))

    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("returned >= 0 AND returned <= quantity", name="returned"),
        Index(
            "ix_delivery_lines_return_line_id",
            "return_line_id",
            postgresql_where=_REPLACES,
            sqlite_where=_REPLACES,
        ),
    )


class DeliveryStep(Base):
    """One step of a delivery's way, or the reversal of one: who noted it, when, for which day."""

    __tablename__ = "delivery_steps"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    delivery_id: Mapped[UUID] = mapped_column(Id, ForeignKey("deliveries.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[UUID] = mapped_column(Id)
    by_name: Mapped[str | None] = mapped_column(String(120))
    day: Mapped[date] = mapped_column(Day)
    reason: Mapped[str | None] = mapped_column(String(500))
