"""Taking signed opening balances back, line by line: what came in is never edited, a document of its own
takes it out of the books, in the month that is open then. The right balance comes in anew."""

from collections.abc import Mapping, Sequence
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
from ..decisions import APPROVED
from ..errors import OpeningLineUnknown, OpeningNotSigned, OpeningUsed, SignerReverses
from ..periods.commands import booking_day
from ..receivables.models import Receivable
from ..settlements.commands import Act, add_source, settle, source_of, spend
from ..settlements.rules import OPENING_REVERSAL, Pair
from .commands import locked
from .models import Opening, OpeningLine


def reverse_opening(
    session: Session, id: UUID, lines: Sequence[Mapping[str, UUID]], reason: str
) -> None:
    """Take lines of signed opening balances back; never by who signed them, and none of which
    something was settled or paid out since."""
    opening, who = locked(session, id), actor(session)
    if opening.status != APPROVED:
        raise OpeningNotSigned(number=opening.number)
    if who.id == opening.decided_by:
        raise SignerReverses(number=opening.number)
    taken = _lines(session, opening, [line["line_id"] for line in lines])
    accounts = lock_accounts(session, {line.customer_id for line in taken})
    day = booking_day(session, clock.today())
    for place, line in enumerate(taken):
        take = _take_credit if line.kind == "credit" else _take_receivable
        take(session, accounts[line.customer_id], line, f"/lines/{place}/line_id", reason)
        line.reversed_by, line.reversed_by_name = who.id, who.name
        line.reversed_on, line.reversal_reason = day, reason
    opening.version += 1
    told = {"reversed": [f"{line.customer_code} {line.reference}" for line in taken]}
    record(session, f"opening/{id}", None, told, reason)


def _lines(session: Session, opening: Opening, wanted: Sequence[UUID]) -> list[OpeningLine]:
    query = select(OpeningLine).where(OpeningLine.id.in_(wanted))
    known = {line.id: line for line in session.scalars(query)}
    taken: dict[UUID, OpeningLine] = {}
    for place, id in enumerate(wanted):
        line = known.get(id)
        if line is None or line.opening_id != opening.id or line.reversed_on or id in taken:
            raise OpeningLineUnknown(f"/lines/{place}/line_id", line_id=id, number=opening.number)
        taken[id] = line
    return list(taken.values())


def _take_credit(
    session: Session, account: CreditAccount, line: OpeningLine, pointer: str, reason: str
) -> None:
    source = source_of(session, line.id)
    _refuse_used(source, line, pointer)
    spend(session, Act(account, "void", reason), source, "void", line.amount)


def _take_receivable(
    session: Session, account: CreditAccount, line: OpeningLine, pointer: str, reason: str
) -> None:
    receivable = session.get_one(Receivable, line.id, populate_existing=True)
    _refuse_used(receivable, line, pointer)
    day = booking_day(session, clock.today())
    source = add_source(
        session,
        account,
        OPENING_REVERSAL,
        {
            "id": new_id(),
            "number": next_number(session, "OR", day),
            "customer_id": line.customer_id,
            "customer_name": line.customer_name,
            "booked_on": day,
            "amount": line.amount,
        },
    )
    session.flush()
    pair = Pair(source.id, receivable.id, line.amount)
    settle(session, Act(account, OPENING_REVERSAL, reason), [pair])


def _refuse_used(thing: Any, line: OpeningLine, pointer: str) -> None:
    if thing.open != line.amount:
        used = line.amount - thing.open
        raise OpeningUsed(pointer, reference=line.reference, used=used)
