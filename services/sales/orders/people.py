"""The names of salespeople: what they were called when they last wrote an order of their own.

Users are the gateway's, and no fact tells a name; a name is known here of who has been here.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from chassis.data.clauses import last_name
from chassis.principal import SYSTEM, Principal

from .models import Order


def name_of(session: Session, person: UUID, who: Principal = SYSTEM) -> str | None:
    """What a salesperson is called: who acts, as he is called now; another, as his orders say."""
    if person == who.id:
        return who.name or None
    return session.scalar(_last_name(person))


def beside(person: Any) -> Any:
    """The name for a column of salespeople's ids, in the statement that reads them."""
    return _last_name(person).scalar_subquery()


def called(session: Session, name: str) -> list[UUID]:
    """Whoever sold orders under this name."""
    query = select(Order.salesperson_id).where(Order.salesperson_name == name)
    return list(session.scalars(query.distinct()))


def _last_name(person: Any) -> Select[Any]:
    sold = aliased(Order)
    return last_name(person, sold.id, sold.salesperson_id, sold.salesperson_name)
