"""Table of customer concerns 顾客不良信息, as they were received; the case is what is done about one."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Boolean, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Id, Instant, Quantity

from ..base import Base


class Entry(Base):
    """One concern; from a return it has the return's line, lot and delivery in it already."""

    __tablename__ = "entries"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    kind: Mapped[str] = mapped_column(String(20))
    phase: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(20))
    severity: Mapped[str] = mapped_column(String(10))
    customer_id: Mapped[UUID] = mapped_column(Id)
    customer_name: Mapped[str] = mapped_column(String(200))
    complaint_no: Mapped[str | None] = mapped_column(String(60))
    product_id: Mapped[UUID] = mapped_column(Id)
    product_code: Mapped[str] = mapped_column(String(60))
    product_name: Mapped[str] = mapped_column(String(200))
    drawing_revision: Mapped[str | None] = mapped_column(String(40))
    serial: Mapped[str | None] = mapped_column(String(60))
    delivery_id: Mapped[UUID | None] = mapped_column(Id)
    delivery_number: Mapped[str | None] = mapped_column(String(40))
    order_id: Mapped[UUID | None] = mapped_column(Id)
    return_id: Mapped[UUID | None] = mapped_column(Id)
    return_number: Mapped[str | None] = mapped_column(String(40))
    return_line_id: Mapped[UUID | None] = mapped_column(Id, unique=True)
    credit_when: Mapped[str | None] = mapped_column(String(20))
    outcome: Mapped[str | None] = mapped_column(String(20))
    outcome_told: Mapped[int] = mapped_column(Integer, default=0)
    """The sequence of sales' newest word on it."""
    reason_code: Mapped[str | None] = mapped_column(String(20))
    quantity_delivered: Mapped[Decimal | None] = mapped_column(Quantity)
    quantity_complained: Mapped[Decimal] = mapped_column(Quantity)
    quantity_confirmed: Mapped[Decimal | None] = mapped_column(Quantity)
    quantity_no_trouble_found: Mapped[Decimal | None] = mapped_column(Quantity)
    quantity_misuse: Mapped[Decimal | None] = mapped_column(Quantity)
    defect_code: Mapped[str | None] = mapped_column(String(40))
    demands_8d: Mapped[bool] = mapped_column(Boolean, default=False)
    description: Mapped[str] = mapped_column(Text, default="")
    condition: Mapped[str | None] = mapped_column(Text)
    received_at: Mapped[datetime] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)
