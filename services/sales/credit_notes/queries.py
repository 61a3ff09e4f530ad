"""Questions to credit notes: what a reader may see."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.data.database import actor
from chassis.web.scope import within

from .models import CreditNote, CreditNoteLine, CreditReversal, CreditReversalLine


def credit_notes_in_scope(session: Session) -> list[Any]:
    """WHERE clauses: the credit notes that the reader may see."""
    return _of_lines(session, CreditNote.id, CreditNoteLine, CreditNoteLine.credit_note_id)


def reversals_in_scope(session: Session) -> list[Any]:
    """WHERE clauses: the reversals of credit that the reader may see."""
    line = CreditReversalLine
    return _of_lines(session, CreditReversal.id, line, line.credit_reversal_id)


def _of_lines(session: Session, id: Any, line: Any, parent: Any) -> list[Any]:
    """Those with a line in scope: goods of several sellers may come back at once."""
    mine = within(actor(session), "sales.credit_note", line.salesperson_id, line.department)
    return [id.in_(select(parent).where(*mine))] if mine else []
