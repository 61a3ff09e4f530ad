"""Tables of periods: how far the books are closed, and each month or year that ever was."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Day, Id, Instant, Json

from ..base import Base, Thing


class Books(Base):
    """The one row that says how far the books are closed: months up to `closed_through`, years for
    good up to `final_through`. Whoever books shares its lock, whoever closes has it alone."""

    __tablename__ = "books"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    closed_through: Mapped[date | None] = mapped_column(Day)
    final_through: Mapped[date | None] = mapped_column(Day)

    __table_args__ = (CheckConstraint("id = 1", name="single"),)


class Period(Thing, Base):
    """A month or a year that was closed, who closed it in spite of what, and who re-opened it why."""

    __tablename__ = "periods"

    name: Mapped[str] = mapped_column(String(7), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    starts_on: Mapped[date] = mapped_column(Day)
    ends_on: Mapped[date] = mapped_column(Day)
    status: Mapped[str] = mapped_column(String(10))
    accepted: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    closed_by: Mapped[UUID] = mapped_column(Id)
    closed_by_name: Mapped[str | None] = mapped_column(String(120))
    closed_at: Mapped[datetime] = mapped_column(Instant)
    reopened_by: Mapped[UUID | None] = mapped_column(Id)
    reopened_by_name: Mapped[str | None] = mapped_column(String(120))
    reopened_at: Mapped[datetime | None] = mapped_column(Instant)
    reopen_reason: Mapped[str | None] = mapped_column(String(500))

    __table_args__ = (CheckConstraint("status IN ('closed', 'open')", name="status"),)
