"""The credit notes' door."""

from typing import Any
from uuid import UUID

from flask import Response

from chassis.data.database import reading
from chassis.web.door import Door
from chassis.web.shape import Shape

from ..errors import CreditNoteNotFound, CreditReversalNotFound
from ..settlements.models import Source
from . import queries
from .models import CreditNote, CreditNoteLine, CreditReversal, CreditReversalLine
from .schemas import (
    CreditNoteLineOut,
    CreditNoteOut,
    CreditReversalLineOut,
    CreditReversalOut,
)

CREDIT_NOTES = Shape(
    CreditNoteOut,
    CreditNote,
    children={"lines": (CreditNoteLineOut, CreditNoteLine, CreditNoteLine.credit_note_id)},
    columns={"open": Source.open},
    joined=CreditNote.__table__.join(Source.__table__, Source.id == CreditNote.id),
)
REVERSALS = Shape(
    CreditReversalOut,
    CreditReversal,
    children={
        "lines": (
            CreditReversalLineOut,
            CreditReversalLine,
            CreditReversalLine.credit_reversal_id,
        )
    },
)

credit_reversals = Door(
    "credit_reversals",
    __name__,
    url_prefix="/credit-reversals",
    zh="贷项冲回",
    en="Reversals of credit notes",
)
credit_notes = Door(
    "credit_notes", __name__, url_prefix="/credit-notes", zh="贷项通知单", en="Credit notes"
)


@credit_notes.get(
    "",
    needs="sales.credit_note.read",
    lists=CREDIT_NOTES,
    zh="贷项通知单列表",
    en="List credit notes",
)
def list_credit_notes() -> Response:
    with reading() as session:
        return CREDIT_NOTES.page(session, *queries.credit_notes_in_scope(session))


@credit_notes.get(
    "/<uuid:credit_note_id>",
    needs="sales.credit_note.read",
    gives=CREDIT_NOTES,
    zh="贷项通知单",
    en="A credit note",
)
def show_credit_note(credit_note_id: UUID) -> dict[str, Any]:
    with reading() as session:
        seen = queries.credit_notes_in_scope(session)
        missing = CreditNoteNotFound()
        return CREDIT_NOTES.one(session, CreditNote.id == credit_note_id, *seen, missing=missing)


@credit_reversals.get(
    "",
    needs="sales.credit_note.read",
    lists=REVERSALS,
    zh="贷项冲回单列表",
    en="List reversals of credit",
)
def list_credit_reversals() -> Response:
    with reading() as session:
        return REVERSALS.page(session, *queries.reversals_in_scope(session))


@credit_reversals.get(
    "/<uuid:reversal_id>",
    needs="sales.credit_note.read",
    gives=REVERSALS,
    zh="贷项冲回单",
    en="A reversal of credit",
)
def show_credit_reversal(reversal_id: UUID) -> dict[str, Any]:
    with reading() as session:
        seen = queries.reversals_in_scope(session)
        missing = CreditReversalNotFound()
        return REVERSALS.one(session, CreditReversal.id == reversal_id, *seen, missing=missing)
