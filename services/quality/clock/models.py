"""Tables of the clock: the terms as the quality manager set them, and each case's deadlines."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Id, Instant

from ..base import Base


class ClockTerm(Base):
    """时限规定: hours from receipt for one step of one path, as data."""

    __tablename__ = "clock_terms"

    path: Mapped[str] = mapped_column(String(10), primary_key=True)
    step: Mapped[str] = mapped_column(String(20), primary_key=True)
    hours: Mapped[int] = mapped_column(Integer)
    amber_percent: Mapped[int] = mapped_column(Integer)


class Deadline(Base):
    """时限: one step of one case."""

    __tablename__ = "deadlines"
    __table_args__ = (UniqueConstraint("case_id", "step", name="uq_deadlines_case_id"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    step: Mapped[str] = mapped_column(String(20))
    amber_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    done_at: Mapped[datetime | None] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(String(10))
