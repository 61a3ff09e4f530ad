"""Questions about costs."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.web.shape import Shape

from .models import Cost
from .schemas import CostOut

COSTS = Shape(CostOut, Cost)


def booked_dispositions(session: Session, case_id: UUID) -> set[UUID | None]:
    """Dispositions of a case whose cost is booked."""
    return set(session.scalars(select(Cost.disposition_id).where(Cost.case_id == case_id)))


def replaced(session: Session, delivery_line_id: UUID) -> bool:
    """Whether the cost of a replacement's line is booked."""
    mine = select(Cost.id).where(Cost.delivery_line_id == delivery_line_id)
    return session.execute(mine).first() is not None
