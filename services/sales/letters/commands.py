"""A dunning run, and what finance does with the letters it proposes."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.bulk import insert_rows, update_rows
from chassis.data.database import actor, lock
from chassis.data.journal import record
from chassis.ids import new_id
from paper.series import next_numbers

from ..credit.commands import lock_accounts
from ..credit.models import CreditAccount
from ..dunning.commands import stand_on
from ..dunning.models import DunningLevel
from ..dunning.queries import levels
from ..dunning.rules import Level, reached
from ..errors import DunningLetterNotFound, DunningLetterStale
from ..receivables.commands import check_dates
from . import queries
from .models import DunningLetter
from .rules import check_sent, next_status

LETTERS: Any = DunningLetter.__table__


def propose_letters(session: Session) -> dict[str, int]:
    """Propose a letter to each customer whose days overdue reach a level it was not reminded at.

    What was proposed before and not sent is renewed, or lapses when it no longer fits. Who stands on
    a level that nothing undisputed reaches falls back.
    """
    lock(session, ["dunning/run"])
    today, ladder = clock.today(), levels(session)
    overdue = queries.overdue_customers(session, today)
    wanted = _wanted(session, overdue, ladder, today)
    query = select(LETTERS.c.id, LETTERS.c.customer_id, LETTERS.c.version)
    waiting = session.execute(query.where(LETTERS.c.status == "proposed")).all()
    renewed = [row for row in waiting if row.customer_id in wanted]
    lapsed = [row for row in waiting if row.customer_id not in wanted]
    _renew(session, renewed, wanted)
    gone = [{"id": row.id, "version": row.version + 1, "status": "lapsed"} for row in lapsed]
    update_rows(session, LETTERS, gone)
    known = {row.customer_id for row in renewed}
    fresh = [letter for id, letter in wanted.items() if id not in known]
    counts = {"proposed": len(fresh), "renewed": len(renewed), "lapsed": len(lapsed)}
    days = {row.customer_id: (today - row.oldest).days for row in overdue}
    counts["lowered"] = _lower(session, days, ladder)
    record(session, f"dunning_run/{new_id()}", None, counts)
    _insert(session, fresh, today)
    return counts


def _wanted(
    session: Session, overdue: Sequence[Any], ladder: Sequence[Level], today: date
) -> dict[UUID, dict[str, Any]]:
    """What each customer's letter would say today."""
    due = [
        (row, level)
        for row in overdue
        if (level := reached(ladder, (today - row.oldest).days)).level > row.dunning_level
    ]
    texts = {level.level: level for level in session.scalars(select(DunningLevel))}
    lines = queries.overdue_lines(session, (row.customer_id for row, _ in due), today)
    return {
        row.customer_id: {
            "customer_id": row.customer_id,
            "customer_name": row.display_name or "",
            "as_of": today,
            "level": level.level,
            "days_overdue": (today - row.oldest).days,
            "amount": row.amount,
            **{name: getattr(texts[level.level], name) for name in _COPIED},
            "lines": lines[row.customer_id],
        }
        for row, level in due
    }


_COPIED = ("channel", "holds", "text_zh", "text_en")


def _renew(session: Session, waiting: Sequence[Any], wanted: Mapping[UUID, dict[str, Any]]) -> None:
    rows = [
        {"id": row.id, "version": row.version + 1, **wanted[row.customer_id]} for row in waiting
    ]
    update_rows(session, LETTERS, rows)


def _lower(session: Session, days: Mapping[UUID, int], ladder: Sequence[Level]) -> int:
    """Put whoever stands too high on the level that is reached; says how many were."""
    reminded = session.scalars(select(CreditAccount.id).where(CreditAccount.dunning_level > 0))
    lowered = 0
    for account in lock_accounts(session, reminded.all()).values():
        now = reached(ladder, days.get(account.id, 0))
        if now.level < account.dunning_level:
            stand_on(account, now.level, now.holds)
            lowered += 1
    return lowered


def _insert(session: Session, letters: Sequence[dict[str, Any]], today: date) -> None:
    empty = dict.fromkeys(("sent_on", "sent_by", "sent_by_name", "remark"))
    made = {"version": 1, "created_at": clock.now(), "status": "proposed", **empty}
    numbers = next_numbers(session, "DL", today, len(letters))
    rows = [
        {"id": new_id(), "number": number, **made, **letter}
        for number, letter in zip(numbers, letters, strict=True)
    ]
    insert_rows(session, LETTERS, rows)


def send_letter(session: Session, id: UUID, sent_on: date, remark: str | None) -> None:
    """Record that a letter was sent: the customer stands on its level from now on."""
    letter = _locked(session, id)
    status = next_status(letter.number, letter.status, "send")
    check_dates({"sent_on": sent_on})
    check_sent(letter.number, clock.day_of(letter.created_at), sent_on)
    account = lock_accounts(session, [letter.customer_id])[letter.customer_id]
    oldest = queries.oldest_counted(session, letter.customer_id, clock.today())
    days = (clock.today() - oldest).days if oldest else 0
    if reached(levels(session), days).level < letter.level:
        raise DunningLetterStale(number=letter.number)
    stand_on(account, letter.level, letter.holds)
    letter.status, letter.sent_on, letter.remark = status, sent_on, remark
    letter.sent_by, letter.sent_by_name = actor(session).id, actor(session).name
    letter.version += 1
    told = {"status": status, "level": letter.level}
    record(session, f"dunning_letter/{id}", {"status": "proposed"}, told)


def drop_letter(session: Session, id: UUID, reason: str) -> None:
    """Decide not to send a letter."""
    letter = _locked(session, id)
    letter.status = next_status(letter.number, letter.status, "drop")
    letter.remark = reason
    letter.version += 1
    record(session, f"dunning_letter/{id}", {"status": "proposed"}, {"status": "dropped"}, reason)


def _locked(session: Session, id: UUID) -> DunningLetter:
    lock(session, ["dunning/run"])
    letter = session.get(DunningLetter, id)
    if letter is None:
        raise DunningLetterNotFound()
    return letter
