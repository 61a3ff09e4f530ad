"""Cash's doors: receivables and credit notes to read."""

from typing import Any
from uuid import UUID

from flask import Response

from chassis.data.database import reading
from chassis.web.door import Door
from chassis.web.shape import Shape

from ..errors import CreditNoteNotFound, ReceivableNotFound
from . import queries
from .models import CreditNote, CreditNoteLine, Receivable
from .schemas import CreditNoteLineOut, CreditNoteOut, ReceivableOut

RECEIVABLES = Shape(ReceivableOut, Receivable, columns={"settled": queries.RECEIVABLE_STATE})
CREDIT_NOTES = Shape(
    CreditNoteOut,
    CreditNote,
    children={"lines": (CreditNoteLineOut, CreditNoteLine, CreditNoteLine.credit_note_id)},
)

receivables = Door("receivables", __name__, url_prefix="/receivables")
credit_notes = Door("credit_notes", __name__, url_prefix="/credit-notes")


@receivables.get(
    "", needs="sales.receivable.read", lists=RECEIVABLES, zh="应收款列表", en="List receivables"
)
def list_receivables() -> Response:
    with reading() as session:
        return RECEIVABLES.page(session, *queries.receivables_in_scope(session))


@receivables.get(
    "/<uuid:receivable_id>",
    needs="sales.receivable.read",
    gives=RECEIVABLES,
    zh="应收款",
    en="A receivable",
)
def show_receivable(receivable_id: UUID) -> dict[str, Any]:
    with reading() as session:
        seen = queries.receivables_in_scope(session)
        missing = ReceivableNotFound()
        return RECEIVABLES.one(session, Receivable.id == receivable_id, *seen, missing=missing)


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
