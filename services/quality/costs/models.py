"""Table of costs of poor quality 质量成本."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Day, Id, Instant, Money

from ..base import Base


class Cost(Base):
    """One amount of one case, booked on a day; + is cost, − a recharge."""

    __tablename__ = "costs"
    __table_args__ = (
        Index("ix_costs_customer_id_booked_on", "customer_id", "booked_on"),
        Index("uq_costs_delivery_line_id", "delivery_line_id", unique=True),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"), index=True)
    case_number: Mapped[str] = mapped_column(String(40))
    customer_id: Mapped[UUID] = mapped_column(Id)
    product_id: Mapped[UUID | None] = mapped_column(Id)
    kind: Mapped[str] = mapped_column(String(20))
    amount: Mapped[Decimal] = mapped_column(Money)
    booked_on: Mapped[date] = mapped_column(Day)
    disposition_id: Mapped[UUID | None] = mapped_column(Id, unique=True)
    delivery_line_id: Mapped[UUID | None] = mapped_column(Id)
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)
