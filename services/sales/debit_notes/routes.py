"""The debit notes' door."""

from typing import Any
from uuid import UUID

from flask import Response
from sqlalchemy.orm import Session

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import reply
from chassis.web.shape import Shape

from ..errors import DebitNoteNotFound
from ..references.models import Customer
from ..settlements.models import Source
from ..settlements.queries import of_own_customers
from . import commands
from .models import DebitNote
from .schemas import AgreeIn, DebitNoteIn, DebitNoteOut, DebitNoteReversalIn, RejectIn

DEBIT_NOTES = Shape(
    DebitNoteOut,
    DebitNote,
    columns={"open": Source.open},
    joined=DebitNote.__table__.outerjoin(Source.__table__, Source.id == DebitNote.id).outerjoin(
        Customer.__table__, Customer.id == DebitNote.customer_id
    ),
)

debit_notes = Door(
    "debit_notes",
    __name__,
    url_prefix="/debit-notes",
    zh="客户扣款单:罚款与索赔",
    en="Customers' debit notes: fines and claims",
)


@debit_notes.get(
    "", needs="sales.debit_note.read", lists=DEBIT_NOTES, zh="扣款单列表", en="List debit notes"
)
def list_debit_notes() -> Response:
    with reading() as session:
        return DEBIT_NOTES.page(session, *of_own_customers(session, "sales.debit_note"))


@debit_notes.get(
    "/<uuid:debit_note_id>",
    needs="sales.debit_note.read",
    gives=DEBIT_NOTES,
    zh="扣款单",
    en="A debit note",
)
def show_debit_note(debit_note_id: UUID) -> dict[str, Any]:
    with reading() as session:
        seen = of_own_customers(session, "sales.debit_note")
        missing = DebitNoteNotFound()
        return DEBIT_NOTES.one(session, DebitNote.id == debit_note_id, *seen, missing=missing)


@debit_notes.post(
    "",
    needs="sales.debit_note.ask",
    takes=DebitNoteIn,
    gives=DEBIT_NOTES,
    keyed=True,
    status=201,
    zh="登记扣款单",
    en="Record a debit note",
)
def ask_debit_note(body: dict[str, Any]) -> Response:
    with transaction() as session:
        return _told(session, commands.ask_debit_note(session, body).id, 201)


@debit_notes.post(
    "/<uuid:debit_note_id>/agree",
    needs="sales.debit_note.agree",
    takes=AgreeIn,
    gives=DEBIT_NOTES,
    keyed=True,
    zh="同意扣款",
    en="Agree to a debit note",
)
def agree_debit_note(body: dict[str, Any], debit_note_id: UUID) -> Response:
    with transaction() as session:
        commands.agree_debit_note(session, debit_note_id, **body)
        return _told(session, debit_note_id)


@debit_notes.post(
    "/<uuid:debit_note_id>/reject",
    needs="sales.debit_note.agree",
    takes=RejectIn,
    gives=DEBIT_NOTES,
    zh="驳回扣款",
    en="Reject a debit note",
)
def reject_debit_note(body: dict[str, Any], debit_note_id: UUID) -> Response:
    with transaction() as session:
        commands.reject_debit_note(session, debit_note_id, **body)
        return _told(session, debit_note_id)


@debit_notes.post(
    "/<uuid:debit_note_id>/reverse",
    needs="sales.debit_note.reverse",
    takes=DebitNoteReversalIn,
    gives=DEBIT_NOTES,
    keyed=True,
    zh="冲销扣款单",
    en="Reverse a debit note",
)
def reverse_debit_note(body: dict[str, Any], debit_note_id: UUID) -> Response:
    with transaction() as session:
        commands.reverse_debit_note(session, debit_note_id, **body)
        return _told(session, debit_note_id)


def _told(session: Session, id: UUID, status: int = 200) -> Response:
    session.flush()
    return reply(session, DEBIT_NOTES.known(session, id), status)
