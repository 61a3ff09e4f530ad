"""Deciding anew what becomes of returned goods, before quality has judged them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.transport.outbox import emit
from chassis.web.scope import reaches

from .. import events
from ..credit.commands import lock_accounts
from ..errors import OutcomeUnchanged, ReturnLineUnknown, ReturnNotFound
from ..margins.commands import lock_totals
from ..periods.commands import booking_day
from . import queries, rules
from .credits import credit, take_back
from .models import Return, ReturnLine

Row = Mapping[str, Any]


def decide_return(session: Session, return_id: UUID, wanted: Row) -> None:
    """Give lines another outcome; credit given is taken back, credit due on receipt is given."""
    seen = queries.in_scope(session)
    customer_id = session.scalar(select(Return.customer_id).where(Return.id == return_id, *seen))
    if customer_id is None:
        raise ReturnNotFound()
    account = lock_accounts(session, [customer_id])[customer_id]
    returned = session.get_one(Return, return_id, populate_existing=True)
    changed = _changed(session, returned, wanted["lines"])
    if not changed:
        raise OutcomeUnchanged(number=returned.number)
    day = booking_day(session, clock.today())
    lock_totals(session, vars(returned), day, (line for line, _ in changed))
    given = (line for line, _ in changed if line["credited"])
    back = [(line, line["credited"], "decided", line["cost"]) for line in given]
    if back:
        take_back(session, account, back)
    due = [line for line, outcome in changed if outcome == "credit"]
    if due and returned.credit_when == "on_receipt":
        credit(session, account, vars(returned), [(line, line["quantity"]) for line in due])
    _store(session, returned, changed, wanted["reason"])


def _changed(session: Session, returned: Return, asked: list[Row]) -> list[tuple[Row, str]]:
    """The lines that get another outcome, with it."""
    lines = queries.lines_to_credit(session, returned.id)
    named: set[UUID] = set()
    changed: list[tuple[Row, str]] = []
    for place, each in enumerate(asked):
        id, pointer = each["return_line_id"], f"/lines/{place}/return_line_id"
        if id not in lines or id in named or not _decides(session, lines[id]):
            raise ReturnLineUnknown(pointer, number=returned.number, line_id=id)
        named.add(id)
        line = lines[id]._asdict()
        if line["outcome"] != each["outcome"]:
            rules.check_decidable(returned.number, line["quantity"], line["judged"])
            changed.append((line, each["outcome"]))
    return changed


def _decides(session: Session, line: Any) -> bool:
    """Each seller decides about the own goods of a return."""
    return reaches(actor(session), "sales.return", line.salesperson_id, line.department)


def _store(session: Session, returned: Return, changed: list[tuple[Row, str]], reason: str) -> None:
    for line, outcome in changed:
        of_line = ReturnLine.id == line["id"]
        session.execute(update(ReturnLine).where(of_line).values(outcome=outcome))
    returned.version += 1
    before = {str(line["id"]): line["outcome"] for line, _ in changed}
    after = {str(line["id"]): outcome for line, outcome in changed}
    record(session, f"return/{returned.id}", before, after, reason)
    emit(session, events.return_decided(returned, after))
