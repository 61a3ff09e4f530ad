"""Booking what customers owe, recording its invoices, and saying once when it is overdue."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.bulk import insert_rows
from chassis.data.clauses import fixed
from chassis.data.database import lock
from chassis.data.journal import record
from chassis.transport.outbox import emit
from chassis.transport.timers import Timer, schedule
from paper.series import next_numbers

from .. import events
from ..credit.commands import lock_accounts
from ..credit.models import CreditAccount
from ..errors import DatedAhead, ReceivableNotFound
from .models import Receivable
from .rules import check_invoice, check_red_invoice, next_invoice_state

OVERDUE_TIMER = "state_overdue_receivables"
WINDOW = 200
"""How many receivables one transaction states as overdue."""

_UNINVOICED = {
    "invoice_state": "none",
    "invoice_number": None,
    "invoiced_on": None,
    "red_number": None,
    "red_on": None,
}


def open_receivables(session: Session, rows: list[dict[str, Any]]) -> None:
    """Book one receivable per row; numbers are taken here, so call this late."""
    by_year: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        row |= {"kind": "delivery", "reference": None, "overdue_at": None, **_UNINVOICED, **row}
        row["cleared_on"] = None if row["open"] else row["booked_on"]
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


def record_invoice(session: Session, id: UUID, told: dict[str, Any]) -> None:
    """Note that the invoice of a receivable was issued; one invoice may cover several of a customer's."""
    number = told["invoice_number"]
    receivable, state = _to_invoice(session, id, "issue", number)
    check_dates(told)
    others = _bearing(session, number)
    check_invoice(receivable.customer_id, number, told["invoiced_on"], others)
    _write_invoice(session, receivable, {**told, "invoice_state": state})


def record_red_invoice(session: Session, id: UUID, told: dict[str, Any]) -> None:
    """Note that the invoice of a receivable was cancelled by a red-letter one."""
    number, day = told["red_number"], told["red_on"]
    receivable, state = _to_invoice(session, id, "redden", number)
    check_dates({"red_on": day})
    others = _bearing(session, number)
    check_red_invoice(receivable.customer_id, number, day, receivable.invoiced_on, others)
    values = {"red_number": number, "red_on": day, "invoice_state": state}
    _write_invoice(session, receivable, values, told["reason"])


def _to_invoice(session: Session, id: UUID, verb: str, number: str) -> tuple[Receivable, str]:
    """The receivable, locked with the invoice's number, and the state of its invoice after the verb."""
    lock(session, [f"invoice/{number}"])
    customer_id = session.scalar(select(Receivable.customer_id).where(Receivable.id == id))
    if customer_id is None:
        raise ReceivableNotFound()
    lock_accounts(session, [customer_id])
    receivable = session.get_one(Receivable, id)
    return receivable, next_invoice_state(receivable.number, receivable.invoice_state, verb)


def _bearing(session: Session, number: str) -> Sequence[Receivable]:
    """The receivables that bear this number, as an invoice's or a red-letter one's."""
    named = or_(Receivable.invoice_number == number, Receivable.red_number == number)
    return session.scalars(select(Receivable).where(named)).all()


def _write_invoice(
    session: Session, receivable: Receivable, values: dict[str, Any], reason: str = ""
) -> None:
    before = {name: getattr(receivable, name) for name in values}
    for name, value in values.items():
        setattr(receivable, name, value)
    receivable.version += 1
    record(session, f"receivable/{receivable.id}", before, values, reason)


def check_dates(told: dict[str, Any]) -> None:
    """Refuse what is dated after today."""
    for name, value in told.items():
        if isinstance(value, date) and value > clock.today():
            raise DatedAhead(f"/{name}", day=value)


def state_overdue_receivables(session: Session, timer: Timer) -> None:
    """State each receivable that has fallen due and is open, once; looks again the next day."""
    due = session.execute(_OVERDUE, {"today": clock.today()}).all()
    lock_accounts(session, (row.customer_id for row in due))
    ids = [row.id for row in due]
    query = select(Receivable).where(Receivable.id.in_(ids), Receivable.open > fixed(0))
    found = session.scalars(query.execution_options(populate_existing=True)).all()
    for receivable in found:
        receivable.overdue_at = clock.now()
        receivable.version += 1
    emit(session, *(events.receivable_overdue(receivable) for receivable in found))
    again = clock.now() if len(due) == WINDOW else _tomorrow()
    schedule(session, again, OVERDUE_TIMER, "daily")


_OVERDUE: Any = (
    select(Receivable.id, Receivable.customer_id)
    .where(
        Receivable.open > fixed(0),
        Receivable.overdue_at.is_(None),
        Receivable.due_on < bindparam("today"),
    )
    .order_by(Receivable.due_on)
    .limit(WINDOW)
)


def _tomorrow() -> datetime:
    return datetime.combine(clock.today() + timedelta(days=1), time(0, 5), clock.zone())
