"""The table of the reports: when a customer is at risk, as set."""

from decimal import Decimal

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chassis.data.types import Rate

from ..base import Base


class RiskRule(Base):
    """The one row of thresholds. Shares and rates are fractions: 0.05 are five points."""

    __tablename__ = "risk_rule"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(default=1)
    overdue_days: Mapped[int]
    overdue_share: Mapped[Decimal] = mapped_column(Rate)
    silent_days: Mapped[int]
    orders_before: Mapped[int]
    margin_points: Mapped[Decimal] = mapped_column(Rate)
    severe_cases: Mapped[int]

    __table_args__ = (CheckConstraint("id = 1", name="single"),)
