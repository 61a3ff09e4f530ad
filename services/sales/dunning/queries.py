"""Questions to dunning: the levels in force."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import DunningLevel
from .rules import Level


def levels(session: Session) -> list[Level]:
    """All levels, the lowest first."""
    columns = (DunningLevel.level, DunningLevel.days_overdue, DunningLevel.holds)
    return [Level(*row) for row in session.execute(select(*columns).order_by(DunningLevel.level))]
