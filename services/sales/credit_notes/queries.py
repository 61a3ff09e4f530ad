"""Questions to credit notes: what a reader may see."""

from typing import Any

from sqlalchemy.orm import Session

from chassis.data.database import actor
from chassis.web.scope import within

from .models import CreditNote, CreditReversal


def credit_notes_in_scope(session: Session) -> list[Any]:
    """WHERE clauses: the credit notes that the reader may see."""
    owner, department = CreditNote.salesperson_id, CreditNote.department
    return within(actor(session), "sales.credit_note", owner, department)


def reversals_in_scope(session: Session) -> list[Any]:
    """WHERE clauses: the reversals of credit that the reader may see."""
    owner, department = CreditReversal.salesperson_id, CreditReversal.department
    return within(actor(session), "sales.credit_note", owner, department)
