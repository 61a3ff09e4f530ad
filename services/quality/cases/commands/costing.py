"""What a case cost: scrap and rework of returned pieces, as inventory carried them out."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.ids import new_id

from ...costs.commands import book_cost
from ...costs.models import Cost
from ...costs.queries import booked_dispositions
from ...returns import queries as returned
from ...returns.commands import note_disposed
from ...returns.models import Disposition
from .. import queries
from ..models import Case
from .path import weigh


def book_disposal(session: Session, disposal: dict[str, Any], at: datetime) -> None:
    """Inventory disposed of returned pieces: complete the items and book what they cost."""
    note_disposed(session, disposal, at)
    for line_id in {UUID(item["return_line_id"]) for item in disposal["items"]}:
        case = queries.case_of_line(session, line_id)
        if case is not None:
            book_costs(session, case)


def book_costs(session: Session, case: Case) -> None:
    """Book every disposition that cost something and is not booked yet; a closed case too."""
    booked = booked_dispositions(session, case.id)
    for disposition in returned.costly(session, case.id):
        if disposition.id not in booked:
            cost = _cost(case, disposition)
            book_cost(session, cost)
            case.cost += cost.amount
            case.version += 1
    weigh(session, case)


def _cost(case: Case, disposition: Disposition) -> Cost:
    assert disposition.disposed_at is not None  # it has a cost, and both come with one answer
    return Cost(
        id=new_id(),
        version=1,
        case_id=case.id,
        case_number=case.number,
        customer_id=case.customer_id,
        product_id=case.product_id,
        kind=disposition.kind,
        amount=disposition.cost,
        booked_on=clock.day_of(disposition.disposed_at),
        disposition_id=disposition.id,
        created_at=clock.now(),
    )
