"""Crediting customers; the caller holds their accounts."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.journal import record
from chassis.ids import new_id
from chassis.numbers import ZERO
from chassis.transport.fact import Fact
from chassis.transport.outbox import emit
from paper.series import next_number

from .. import events
from ..credit.models import CreditAccount
from ..margins.commands import book, credited
from ..periods.commands import booking_day
from ..receivables.models import Receivable
from ..settlements.commands import Act, add_source, settle
from ..settlements.rules import Pair, settle_own
from .models import CreditNote, CreditNoteLine

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Credit:
    """What is to be credited: the head of the note without its amounts, and its lines.

    `reopen` opens again what was given up of the deliveries it credits by as much as it needs.
    """

    head: Row
    lines: Sequence[Row]
    reopen: "Reopen"
    cause: Fact | None = None


Reopen = Callable[[Session, CreditAccount, Mapping[UUID, Decimal], str], None]
"""Told what each delivery is credited, and the note's number."""


def issue_credit_note(session: Session, account: CreditAccount, credit: Credit) -> None:
    """Credit returned goods: it settles their own deliveries first, the rest is an open credit."""
    note = _note(credit, booking_day(session, clock.today()))
    lines = [{"id": new_id(), "credit_note_id": note["id"], **line} for line in credit.lines]
    book(session, credited(note, lines))
    note["number"] = next_number(session, "CN", note["issued_on"])
    session.execute(insert(CreditNote.__table__), [note])
    session.execute(insert(CreditNoteLine.__table__), lines)
    worth = {"booked_on": note["issued_on"], "amount": note["gross"]}
    add_source(session, account, "credit_note", note | worth)
    own: defaultdict[UUID, Decimal] = defaultdict(Decimal)
    for line in lines:
        own[line["delivery_id"]] += line["gross"]
    credit.reopen(session, account, own, note["number"])
    pairs = _own(session, note["id"], own)
    if pairs:
        settle(session, Act(account, "credit_note"), pairs)
    record(session, f"credit_note/{note['id']}", None, note)
    fact = events.credit_note_issued(note)
    emit(session, fact.caused_by(credit.cause) if credit.cause else fact)


def _note(credit: Credit, day: date) -> dict[str, Any]:
    sums = {name: sum((x[name] for x in credit.lines), ZERO) for name in _AMOUNTS}
    dated = {"created_at": clock.now(), "issued_on": day}
    return {"id": new_id(), "version": 1, "currency": "CNY", **dated, **credit.head, **sums}


_AMOUNTS = ("net", "tax", "gross", "cost")


def _own(session: Session, note_id: UUID, credited: Mapping[UUID, Decimal]) -> list[Pair]:
    """What the note settles of the receivables of the credited deliveries."""
    query = select(Receivable.id, Receivable.delivery_id, Receivable.open)
    rows = session.execute(query.where(Receivable.delivery_id.in_(credited))).all()
    settled = settle_own(credited.items(), {row.delivery_id: row.open for row in rows})
    ids = {row.delivery_id: row.id for row in rows}
    return [Pair(note_id, ids[delivery], amount) for delivery, amount in settled.items()]
