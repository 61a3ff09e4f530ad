"""Booking what customers owe and are owed; the caller holds the accounts of the customers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.bulk import insert_rows
from chassis.data.journal import record
from chassis.ids import new_id
from chassis.numbers import ZERO
from chassis.transport.fact import Fact
from chassis.transport.outbox import emit
from paper.series import next_number, next_numbers

from .. import events
from ..credit.models import CreditAccount
from ..margins.commands import book, credited
from ..periods.commands import booking_day
from .models import CreditNote, CreditNoteLine, Receivable, Settlement
from .rules import settle_own

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Credit:
    """What is to be credited: the head of the note without its amounts, and its lines."""

    head: Row
    lines: Sequence[Row]
    cause: Fact | None = None


def open_receivables(session: Session, rows: list[dict[str, Any]]) -> None:
    """Book one receivable per delivery; numbers are taken here, so call this late."""
    by_year: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        by_year.setdefault(row["booked_on"].year, []).append(row)
    for same_year in by_year.values():
        numbers = next_numbers(session, "AR", same_year[0]["booked_on"], len(same_year))
        for row, number in zip(same_year, numbers, strict=True):
            row["number"] = number
    insert_rows(session, Receivable.__table__, rows)


def owed(account: CreditAccount, gross: Decimal) -> None:
    """What was undelivered is now receivable."""
    account.open_receivables += gross
    account.version += 1


def issue_credit_note(session: Session, account: CreditAccount, credit: Credit) -> None:
    """Credit returned goods: it settles their own deliveries first, the rest is an open credit."""
    note = _note(credit, booking_day(session, clock.today()))
    lines = [{"id": new_id(), "credit_note_id": note["id"], **line} for line in credit.lines]
    book(session, credited(note, lines))
    settlements = _settle(session, note, lines)
    note["number"] = next_number(session, "CN", note["issued_on"])
    session.execute(insert(CreditNote.__table__), [note])
    session.execute(insert(CreditNoteLine.__table__), lines)
    if settlements:
        session.execute(insert(Settlement.__table__), settlements)
    account.open_receivables -= note["gross"] - note["open"]
    account.unallocated += note["open"]
    account.version += 1
    record(session, f"credit_note/{note['id']}", None, note)
    fact = events.credit_note_issued(note)
    emit(session, fact.caused_by(credit.cause) if credit.cause else fact)


def _note(credit: Credit, day: date) -> dict[str, Any]:
    sums = {name: sum((x[name] for x in credit.lines), ZERO) for name in _AMOUNTS}
    dated = {"created_at": clock.now(), "issued_on": day}
    return {"id": new_id(), "version": 1, "currency": "CNY", **dated, **credit.head, **sums}


_AMOUNTS = ("net", "tax", "gross", "cost")


def _settle(session: Session, note: dict[str, Any], lines: Sequence[Row]) -> list[dict[str, Any]]:
    """Lower the receivables of the credited deliveries; sets what stays open of the note."""
    deliveries = {line["delivery_id"] for line in lines}
    rows = session.execute(
        select(Receivable.id, Receivable.delivery_id, Receivable.open).where(
            Receivable.delivery_id.in_(deliveries)
        )
    ).all()
    settled = settle_own(
        [(line["delivery_id"], line["gross"]) for line in lines],
        {row.delivery_id: row.open for row in rows},
    )
    note["open"] = note["gross"] - sum(settled.values(), ZERO)
    ids = {row.delivery_id: row.id for row in rows}
    for delivery_id, amount in settled.items():
        lowered = {"open": Receivable.open - amount, "version": Receivable.version + 1}
        session.execute(update(Receivable).where(Receivable.id == ids[delivery_id]).values(lowered))
    return [_settlement(note, ids[delivery], amount) for delivery, amount in settled.items()]


def _settlement(note: Row, receivable_id: UUID, amount: Decimal) -> dict[str, Any]:
    return {
        "id": new_id(),
        "credit_note_id": note["id"],
        "receivable_id": receivable_id,
        "amount": amount,
        "settled_at": note["created_at"],
    }
