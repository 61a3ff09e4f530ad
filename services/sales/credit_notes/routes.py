"""The credit notes' door."""

from typing import Any
from uuid import UUID

from flask import Response

from chassis.data.database import reading
from chassis.web.door import Door
from chassis.web.shape import Shape

from ..errors import CreditNoteNotFound
from ..settlements.models import Source
from . import queries
from .models import CreditNote, CreditNoteLine
from .schemas import CreditNoteLineOut, CreditNoteOut

CREDIT_NOTES = Shape(
    CreditNoteOut,
    CreditNote,
    children={"lines": (CreditNoteLineOut, CreditNoteLine, CreditNoteLine.credit_note_id)},
    columns={"open": Source.open},
    joined=CreditNote.__table__.join(Source.__table__, Source.id == CreditNote.id),
)

credit_notes = Door("credit_notes", __name__, url_prefix="/credit-notes")


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
