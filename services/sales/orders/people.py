"""The names of salespeople: what they were called when they last wrote an order of their own.

Users are the gateway's, and no fact tells a name; a name is known here of who has been here.
"""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.principal import SYSTEM, Principal

from .models import Order


def name_of(session: Session, person: UUID, who: Principal = SYSTEM) -> str | None:
    """What a salesperson is called: who acts, as he is called now; another, as his orders say."""
    if person == who.id:
        return who.name or None
    named = (Order.salesperson_id == person, Order.salesperson_name.is_not(None))
    last = select(Order.salesperson_name).where(*named).order_by(Order.id.desc()).limit(1)
    return session.scalar(last)


def called(session: Session, name: str) -> list[UUID]:
    """Whoever sold orders under this name."""
    query = select(Order.salesperson_id).where(Order.salesperson_name == name)
    return list(session.scalars(query.distinct()))
