"""Tables of returns: what came back of which delivery line, in which lots, and what it is credited."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Day, Id, Instant, Json, Money, Quantity, Rate, UnitPrice

from ..base import Base, Thing


class Return(Thing, Base):
    """Goods one customer brought back. `credit_when` is the customer's setting at receipt."""

    __tablename__ = "returns"

    number: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[UUID] = mapped_column(Id)
    customer_name: Mapped[str] = mapped_column(String(200))
    salesperson_id: Mapped[UUID] = mapped_column(Id)
    salesperson_name: Mapped[str | None] = mapped_column(String(120))
    department: Mapped[str] = mapped_column(String(40))
    operator_id: Mapped[UUID] = mapped_column(Id)
    operator_name: Mapped[str | None] = mapped_column(String(120))
    phase: Mapped[str] = mapped_column(String(20))
    severity: Mapped[str] = mapped_column(String(20))
    reason_code: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(500))
    outcome: Mapped[str] = mapped_column(String(20))
    credit_when: Mapped[str] = mapped_column(String(20))
    received_at: Mapped[datetime] = mapped_column(Instant)
    booked_on: Mapped[date] = mapped_column(Day)

    __table_args__ = (
        Index("ix_returns_customer_id", "customer_id", "id"),
        Index("ix_returns_salesperson_id", "salesperson_id", "id"),
    )


class ReturnLine(Base):
    """Pieces of one delivery line that came back, with the mirrored amounts they carry.

    Of the pieces, `judged` have their verdict, `credited` are credited now, of `reversed` the credit
    was taken back, `replaced` were sent anew, and `sent_back` are with the customer again, in the
    lots of `sent_lots`. `judged_lots` says of which lots the judged pieces are, and whether they are
    charged. `lot_costs` lists what each of `lots` cost, apart as on a delivery's line.
    `paid_delivery_id` is the delivery that was paid for: of a replacement's piece that which the
    first one came with.
    """

    __tablename__ = "return_lines"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    return_id: Mapped[UUID] = mapped_column(Id, ForeignKey("returns.id"), index=True)
    delivery_id: Mapped[UUID] = mapped_column(Id)
    delivery_number: Mapped[str] = mapped_column(String(40))
    delivery_line_id: Mapped[UUID] = mapped_column(Id, index=True)
    order_id: Mapped[UUID] = mapped_column(Id)
    salesperson_id: Mapped[UUID] = mapped_column(Id)
    department: Mapped[str] = mapped_column(String(40))
    product_id: Mapped[UUID] = mapped_column(Id)
    product_code: Mapped[str] = mapped_column(String(40))
    product_name: Mapped[str] = mapped_column(String(200))
    unit: Mapped[str] = mapped_column(String(20))
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    condition: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[str] = mapped_column(String(20))
    paid_delivery_id: Mapped[UUID] = mapped_column(Id)
    price: Mapped[Decimal] = mapped_column(UnitPrice)
    discount: Mapped[Decimal] = mapped_column(Money)
    tax_rate: Mapped[Decimal] = mapped_column(Rate)
    lots: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    lot_costs: Mapped[list[str]] = mapped_column(Json)
    net: Mapped[Decimal] = mapped_column(Money)
    tax: Mapped[Decimal] = mapped_column(Money)
    gross: Mapped[Decimal] = mapped_column(Money)
    cost: Mapped[Decimal] = mapped_column(Money)
    judged: Mapped[Decimal] = mapped_column(Quantity, default=0)
    credited: Mapped[Decimal] = mapped_column(Quantity, default=0)
    reversed: Mapped[Decimal] = mapped_column(Quantity, default=0)
    replaced: Mapped[Decimal] = mapped_column(Quantity, default=0)
    judged_lots: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    sent_back: Mapped[Decimal] = mapped_column(Quantity, default=0)
    sent_lots: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)

    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("judged <= quantity AND replaced <= judged", name="judged"),
        CheckConstraint("credited >= 0 AND credited <= quantity", name="credited"),
        CheckConstraint("sent_back >= 0 AND sent_back <= quantity", name="sent_back"),
    )
