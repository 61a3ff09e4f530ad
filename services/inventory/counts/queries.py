"""Questions about adjustments: what one person booked today without a second one."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..stock.slots import NIL
from .models import Adjustment
from .rules import BOOKED


def booked_by(session: Session, person: UUID, day: date) -> Decimal:
    """The amounts of a day's unapproved differences of one person, each without its sign."""
    total = select(func.sum(func.abs(Adjustment.value), type_=Adjustment.value.type))
    mine = (Adjustment.proposed_by == person, Adjustment.booked_on == day)
    return session.scalar(total.where(*mine, Adjustment.status == BOOKED)) or NIL
