"""The table of dunning letters."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Day, Id, Json, Money

from ..base import Base, Thing

_PROPOSED = text("status = 'proposed'")


class DunningLetter(Thing, Base):
    """A reminder to one customer at one level, with what was overdue when it was proposed."""

    __tablename__ = "dunning_letters"

    number: Mapped[str] = mapped_column(String(40), unique=True)
    customer_id: Mapped[UUID] = mapped_column(Id)
    customer_name: Mapped[str] = mapped_column(String(200))
    as_of: Mapped[date] = mapped_column(Day)
    level: Mapped[int]
    days_overdue: Mapped[int]
    amount: Mapped[Decimal] = mapped_column(Money)
    channel: Mapped[str] = mapped_column(String(20))
    holds: Mapped[bool]
    text_zh: Mapped[str] = mapped_column(String(2000))
    text_en: Mapped[str] = mapped_column(String(2000))
    lines: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    status: Mapped[str] = mapped_column(String(20))
    sent_on: Mapped[date | None] = mapped_column(Day)
    sent_by: Mapped[UUID | None] = mapped_column(Id)
    sent_by_name: Mapped[str | None] = mapped_column(String(120))
    remark: Mapped[str | None] = mapped_column(String(500))

    __table_args__ = (
        CheckConstraint("status IN ('proposed', 'sent', 'dropped', 'lapsed')", name="status"),
        Index("ix_dunning_letters_customer_id", "customer_id", "id"),
        Index(
            "uq_dunning_letters_proposed",
            "customer_id",
            unique=True,
            postgresql_where=_PROPOSED,
            sqlite_where=_PROPOSED,
        ),
    )
