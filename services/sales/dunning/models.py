"""The table of dunning levels."""

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from ..base import Base, Thing


class DunningLevel(Thing, Base):
    """From how many days overdue a customer is reminded how, and whether new orders are then held."""

    __tablename__ = "dunning_levels"

    level: Mapped[int] = mapped_column(unique=True)
    days_overdue: Mapped[int] = mapped_column(unique=True)
    channel: Mapped[str] = mapped_column(String(20))
    holds: Mapped[bool]
    text_zh: Mapped[str] = mapped_column(String(2000))
    text_en: Mapped[str] = mapped_column(String(2000))

    __table_args__ = (CheckConstraint("level > 0 AND days_overdue > 0", name="level"),)
