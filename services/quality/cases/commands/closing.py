"""Closing a case by the short path: what it takes, and what it ends."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.transport.outbox import emit

from ... import events
from ...errors import CaseNeedsFullReport, CasePiecesNotJudged, CloserHadAHand
from ...holds.commands import end_holds_of
from ...holds.rules import SHORT_PATH
from ...returns import queries as returned
from ...returns.rules import all_judged
from .. import queries, rules
from ..models import Case
from ..schemas import REASONS
from .path import weigh


def close_case(session: Session, case_id: UUID, summary: str) -> Case:
    """Close a contained, analysed, answered and judged case by someone else; its holds end."""
    case = queries.case_to_change(session, case_id)
    left = returned.left(session, case.id)
    state = rules.next_state(case.number, case.status, "close", all_judged(left))
    _refuse_closing(session, case, left)
    before = {"status": case.status}
    case.status, case.summary = state, summary
    case.closed_at = clock.now()
    case.closed_by, case.closed_by_name = actor(session).id, actor(session).name
    case.version += 1
    end_holds_of(session, case.id, SHORT_PATH, summary)
    emit(session, events.case_closed(case))
    record(session, f"case/{case.id}", before, {"status": state}, summary)
    return case


def _refuse_closing(session: Session, case: Case, left: dict) -> None:
    if actor(session).id in queries.workers(session, case):
        raise CloserHadAHand(number=case.number)
    weigh(session, case)
    if case.path == rules.EIGHTD:
        labels = [REASONS[reason] for reason in case.path_reasons]
        zh, en = ("、".join(zh for zh, _ in labels), ", ".join(en for _, en in labels))
        raise CaseNeedsFullReport(number=case.number, reasons_zh=zh, reasons_en=en)
    open_pieces = [quantity for quantity in left.values() if quantity != 0]
    if open_pieces:
        count = sum((quantity or Decimal(0) for quantity in open_pieces), Decimal(0))
        raise CasePiecesNotJudged(number=case.number, left=f"{count:f}")
