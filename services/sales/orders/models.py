"""Tables of orders: the head with its state and totals, and its lines."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, column_property, mapped_column

from chassis.data.types import Day, Id, Instant, Json, Money, Quantity, Rate, UnitPrice

from ..base import Base, Thing, unit_cost


class Order(Thing, Base):
    """A sales order. `fulfilment` follows from the lines and is never set by hand; the terms are
    those in force when the goods were promised.

    Of inventory's answers the newest counts: `demand_version` is the sequence its lines show,
    `held_version` the newest at which a held lot left it short, `whole_version` the newest at
    which nothing was short; attention is due while the first of the latter two is the larger.
    `revision` counts what was agreed, `amending` says that inventory is asked about the next one.
    `was_held` spares the search for holds of an order that never had one. `former_number` is the number
    on the sheet that brought it in. Names are known of who has written orders here.
    """

    __tablename__ = "orders"

    number: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[UUID] = mapped_column(Id)
    customer_code: Mapped[str] = mapped_column(String(40))
    customer_name: Mapped[str] = mapped_column(String(200))
    salesperson_id: Mapped[UUID] = mapped_column(Id)
    salesperson_name: Mapped[str | None] = mapped_column(String(120))
    operator_id: Mapped[UUID] = mapped_column(Id)
    operator_name: Mapped[str | None] = mapped_column(String(120))
    department: Mapped[str] = mapped_column(String(40))
    ordered_on: Mapped[date] = mapped_column(Day)
    kind: Mapped[str] = mapped_column(String(20), default="sale")
    return_id: Mapped[UUID | None] = mapped_column(Id)
    return_number: Mapped[str | None] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(20))
    fulfilment: Mapped[str] = mapped_column(String(10))
    price_mode: Mapped[str] = mapped_column(String(10))
    currency: Mapped[str] = mapped_column(String(3))
    rate: Mapped[Decimal] = mapped_column(Rate)
    discount: Mapped[Decimal] = mapped_column(Money)
    net: Mapped[Decimal] = mapped_column(Money)
    tax: Mapped[Decimal] = mapped_column(Money)
    gross: Mapped[Decimal] = mapped_column(Money)
    delivered_net: Mapped[Decimal] = mapped_column(Money, default=0)
    cost: Mapped[Decimal] = mapped_column(Money, default=0)
    remark: Mapped[str] = mapped_column(String(500))
    reference: Mapped[str | None] = mapped_column(String(60))
    former_number: Mapped[str | None] = mapped_column(String(40))
    quotation_id: Mapped[UUID | None] = mapped_column(Id)
    wished_on: Mapped[date | None] = mapped_column(Day)
    delivery_address: Mapped[str | None] = mapped_column(String(300))
    consignee_id: Mapped[UUID | None] = mapped_column(Id, index=True)
    consignee: Mapped[str | None] = mapped_column(String(100))
    consignee_phone: Mapped[str | None] = mapped_column(String(40))
    terms_kind: Mapped[str | None] = mapped_column(String(20))
    terms_days: Mapped[int | None]
    confirmed_at: Mapped[datetime | None] = mapped_column(Instant)
    posted_at: Mapped[datetime | None] = mapped_column(Instant)
    cancel_reason: Mapped[str | None] = mapped_column(String(500))
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    amending: Mapped[bool] = mapped_column(default=False, server_default=false())
    was_held: Mapped[bool] = mapped_column(default=False)
    attention: Mapped[str | None] = mapped_column(String(20))
    attention_lot: Mapped[str | None] = mapped_column(String(80))
    attention_case_id: Mapped[UUID | None] = mapped_column(Id)
    attention_case_number: Mapped[str | None] = mapped_column(String(40))
    demand_version: Mapped[int] = mapped_column(BigInteger, default=0)
    held_version: Mapped[int] = mapped_column(BigInteger, default=0)
    whole_version: Mapped[int] = mapped_column(BigInteger, default=0)

    margin: Mapped[Decimal] = column_property(delivered_net - cost)

    __table_args__ = (
        CheckConstraint(
            "status IN ('draft', 'confirmed', 'posted', 'cancelling', 'cancelled', 'closed')",
            name="status",
        ),
        Index("ix_orders_customer_id", "customer_id", "id"),
        Index("ix_orders_customer_ordered", "customer_id", "ordered_on"),
        Index("ix_orders_return_id", "return_id"),
        Index("ix_orders_salesperson_id", "salesperson_id", "id"),
        Index("ix_orders_status", "status", "id"),
        Index("ix_orders_reference", "reference", "customer_id"),
        Index("ix_orders_former_number", "former_number"),
        Index("ix_orders_salesperson_name", "salesperson_name", "salesperson_id"),
        Index("uq_orders_quotation_id", "quotation_id", unique=True),
    )


class OrderLine(Base):
    """One product of an order; ids rise in the order of the lines.

    `order_discount` is the line's share of the order's discount; `cost` is frozen as issued; `earlier`
    are the terms of pieces that had gone before an amendment. A line amended away has quantity 0. A
    replacement's line names the returned line it stands for and the day the warranty runs from.
    """

    __tablename__ = "order_lines"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    order_id: Mapped[UUID] = mapped_column(
        Id, ForeignKey("orders.id", deferrable=True, initially="DEFERRED"), index=True
    )
    line_no: Mapped[int]
    product_id: Mapped[UUID] = mapped_column(Id)
    product_code: Mapped[str] = mapped_column(String(40))
    product_name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(20))
    warehouse_id: Mapped[UUID | None] = mapped_column(Id)
    warehouse_code: Mapped[str | None] = mapped_column(String(40))
    lot: Mapped[str | None] = mapped_column(String(80))
    serials: Mapped[list[Any] | None] = mapped_column(Json)
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    price: Mapped[Decimal] = mapped_column(UnitPrice)
    discount: Mapped[Decimal] = mapped_column(Money)
    order_discount: Mapped[Decimal] = mapped_column(Money)
    tax_rate: Mapped[Decimal] = mapped_column(Rate)
    net: Mapped[Decimal] = mapped_column(Money)
    tax: Mapped[Decimal] = mapped_column(Money)
    gross: Mapped[Decimal] = mapped_column(Money)
    remark: Mapped[str] = mapped_column(String(200), default="", server_default="")
    reserved: Mapped[Decimal] = mapped_column(Quantity, default=0)
    backordered: Mapped[Decimal] = mapped_column(Quantity, default=0)
    delivered: Mapped[Decimal] = mapped_column(Quantity, default=0)
    cancelled: Mapped[Decimal] = mapped_column(Quantity, default=0)
    delivered_net: Mapped[Decimal] = mapped_column(Money, default=0)
    cost: Mapped[Decimal] = mapped_column(Money, default=0)
    return_line_id: Mapped[UUID | None] = mapped_column(Id)
    warranty_from: Mapped[date | None] = mapped_column(Day)
    earlier: Mapped[list[dict[str, str]] | None] = mapped_column(Json)

    margin: Mapped[Decimal] = column_property(delivered_net - cost)
    cost_price: Mapped[Decimal | None] = column_property(unit_cost(cost, delivered))

    __table_args__ = (
        CheckConstraint("quantity >= 0", name="quantity"),
        CheckConstraint("delivered >= 0 AND cancelled >= 0", name="fates"),
        CheckConstraint("delivered + cancelled <= quantity", name="whole"),
    )


class OrderVersion(Base):
    """What was agreed at one revision of an order: by which act (amended, cancelled, opened again), by
    whom, when, why, what differs, and the whole of it.

    `wished` is what a posted order is to become while inventory is asked; `extra` what the account
    counts for it meanwhile beyond what is undelivered.
    """

    __tablename__ = "order_versions"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    order_id: Mapped[UUID] = mapped_column(Id, ForeignKey("orders.id"))
    revision: Mapped[int]
    act: Mapped[str] = mapped_column(String(20), default="amended", server_default="amended")
    status: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Instant)
    by: Mapped[UUID] = mapped_column(Id)
    by_name: Mapped[str | None] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(String(500))
    wished: Mapped[dict[str, Any] | None] = mapped_column(Json)
    extra: Mapped[Decimal] = mapped_column(Money)
    changes: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    content: Mapped[dict[str, Any]] = mapped_column(Json)

    __table_args__ = (UniqueConstraint("order_id", "revision", name="uq_order_versions_revision"),)
