"""Recording what customers deduct, agreeing to it, and taking an agreement back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.ids import new_id
from paper.series import next_number

from ..credit.commands import lock_accounts
from ..credit.models import CreditAccount
from ..decisions import decide
from ..errors import (
    CustomerUnknown,
    DebitNoteNotAgreed,
    DebitNoteNotFound,
    DebitNoteTaken,
    SettlementForeign,
)
from ..periods.commands import booking_day
from ..receivables.commands import check_dates
from ..receivables.models import Receivable
from ..references import queries as references
from ..settlements.commands import Act, add_source, settle, source_of, void
from ..settlements.queries import sees_customer
from ..settlements.rules import Pair
from ..writing import written
from .models import DebitNote

_NOUN = "sales.debit_note"


def ask_debit_note(session: Session, told: Mapping[str, Any]) -> DebitNote:
    """Record a fine or claim that a customer asks for; nothing is owed less before it is agreed."""
    told = {**told, "customer_reference": written(told["customer_reference"])}
    customer = references.customer(session, told["customer_id"])
    if not sees_customer(session, customer.id, _NOUN):
        raise CustomerUnknown("/customer_id", customer_id=customer.id)
    check_dates({"claimed_on": told["claimed_on"]})
    lock_accounts(session, [customer.id])
    _refuse_taken(session, told)
    if told["receivable_id"]:
        _receivable(session, customer.id, told["receivable_id"])
    case_number = references.case_number(session, told["case_id"]) if told["case_id"] else None
    note = DebitNote(
        id=new_id(),
        version=1,
        created_at=clock.now(),
        number=next_number(session, "DB", clock.today()),
        customer_name=customer.display_name,
        case_number=case_number,
        status="asked",
        asked_by=actor(session).id,
        asked_by_name=actor(session).name,
        **told,
    )
    session.add(note)
    record(session, f"debit_note/{note.id}", None, {**told, "status": "asked"}, told["reason"])
    return note


def agree_debit_note(session: Session, id: UUID, comment: str | None) -> None:
    """Sign for a debit note: it settles the receivable it names, the rest is an open credit."""
    note, account = _locked(session, id)
    decide(note, "approve", actor(session), comment)
    note.agreed_on = booking_day(session, clock.today())
    worth = {"booked_on": note.agreed_on, **vars(note)}
    add_source(session, account, "debit_note", worth)
    session.flush()
    if note.receivable_id:
        receivable = _receivable(session, note.customer_id, note.receivable_id)
        amount = min(note.amount, receivable.open)
        pairs = [Pair(note.id, receivable.id, amount)] if amount else []
        if pairs:
            settle(session, Act(account, "debit_note", note.reason), pairs)
    record(session, f"debit_note/{id}", {"status": "asked"}, {"status": "approved"}, comment or "")


def reject_debit_note(session: Session, id: UUID, comment: str) -> None:
    """Refuse what a customer asked for."""
    note, _ = _locked(session, id)
    decide(note, "reject", actor(session), comment)
    record(session, f"debit_note/{id}", {"status": "asked"}, {"status": "rejected"}, comment)


def reverse_debit_note(session: Session, id: UUID, reason: str) -> None:
    """Take an agreed debit note out of the books; what it settled is open again."""
    note, account = _locked(session, id)
    if note.status != "approved":
        raise DebitNoteNotAgreed(number=note.number)
    void(session, Act(account, "void", reason), source_of(session, id))
    note.status, note.reversed_on = "reversed", booking_day(session, clock.today())
    note.version += 1
    record(session, f"debit_note/{id}", {"status": "approved"}, {"status": "reversed"}, reason)


def _refuse_taken(session: Session, told: Mapping[str, Any]) -> None:
    """A customer's own number stands for one debit note."""
    reference = told["customer_reference"]
    if reference is None:
        return
    same = select(DebitNote.number).where(
        DebitNote.customer_id == told["customer_id"],
        DebitNote.customer_reference == reference,
        DebitNote.status.in_(("asked", "approved")),
    )
    number = session.scalar(same.limit(1))
    if number:
        raise DebitNoteTaken("/customer_reference", number=number, reference=reference)


def _receivable(session: Session, customer_id: UUID, id: UUID) -> Receivable:
    found = session.get(Receivable, id, populate_existing=True)
    if found is None or found.customer_id != customer_id:
        raise SettlementForeign("/receivable_id", id=id)
    return found


def _locked(session: Session, id: UUID) -> tuple[DebitNote, CreditAccount]:
    customer_id = session.scalar(select(DebitNote.customer_id).where(DebitNote.id == id))
    if customer_id is None or not sees_customer(session, customer_id, _NOUN):
        raise DebitNoteNotFound()
    account = lock_accounts(session, [customer_id])[customer_id]
    return session.get_one(DebitNote, id), account
