"""Book costs of poor quality."""

from sqlalchemy.orm import Session

from chassis.data.journal import record
from chassis.transport.outbox import emit

from .. import events
from .models import Cost


def book_cost(session: Session, cost: Cost) -> None:
    """State that a case cost this much on its customer's account."""
    session.add(cost)
    emit(session, events.cost_recorded(cost))
    told = {"case": cost.case_number, "kind": cost.kind, "amount": cost.amount}
    record(session, f"cost/{cost.id}", None, told)
