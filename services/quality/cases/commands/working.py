"""Open a case and work it: contain, analyse, reply, judge."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.ids import new_id
from chassis.transport.outbox import emit

from ... import events
from ...clock.commands import meet
from ...clock.rules import ACKNOWLEDGE, CONTAIN, REPLY
from ...entries.commands import count_findings
from ...entries.models import Entry
from ...errors import NothingReturned
from ...holds.commands import request_hold
from ...returns import queries as returned
from ...returns.commands import judge_pieces
from ...returns.rules import all_judged, check_item, check_labour, fault_of
from .. import queries, rules
from ..models import Case, Cause, Location, Reply
from .containment import add_lots, targets
from .costing import book_labour


def contain_case(session: Session, case_id: UUID, form: dict[str, Any]) -> Case:
    """Hold the suspect lots and answer where suspect goods are; the first time makes it contained."""
    case = queries.case_to_change(session, case_id)
    state = _next(session, case, "contain")
    locations = [_location(session, case, *pair) for pair in enumerate(form["locations"])]
    wanted = targets(session, case, form["holds"], bool(locations))
    _advance(session, case, state, {"holds": [t.lot for t in wanted], "places": len(locations)})
    for target in wanted:
        request_hold(session, case, target)
    add_lots(session, case, wanted)
    session.add_all(locations)
    if case.contained_at is None:
        case.contained_at = clock.now()
        case.engineer_id, case.engineer_name = actor(session).id, actor(session).name
        emit(session, events.case_contained(case))
    meet(session, case.id, ACKNOWLEDGE, CONTAIN)
    return case


def add_cause(session: Session, case_id: UUID, form: dict[str, Any]) -> Case:
    """Enter why it occurred or why it escaped."""
    case = queries.case_to_change(session, case_id)
    _advance(session, case, _next(session, case, "analyse"), {"cause": form["kind"]})
    session.add(Cause(**_written(session, case), **form))
    return case


def reply_to_customer(session: Session, case_id: UUID, text: str) -> Case:
    """Put down what the customer was told."""
    case = queries.case_to_change(session, case_id)
    _advance(session, case, _next(session, case, "reply"), {"reply": text})
    session.add(Reply(**_written(session, case), text=text))
    meet(session, case.id, REPLY)
    return case


def judge_return(
    session: Session, case_id: UUID, items: list[dict[str, Any]], finding: str
) -> Case:
    """Decide what becomes of returned pieces; repeated until none is left in quarantine."""
    case = queries.case_to_change(session, case_id)
    _next(session, case, "judge")
    if case.return_id is None:
        raise NothingReturned(number=case.number)
    entry = session.get_one(Entry, case.entry_id)
    rows = judge_pieces(session, case, [_item(*each, entry) for each in enumerate(items)], finding)
    count_findings(entry, rows)
    session.flush()
    book_labour(session, case, rows)
    told = {"verdict": [[row.kind, row.fault, row.quantity] for row in rows]}
    _advance(session, case, _next(session, case, "judge"), told)
    return case


def _item(index: int, item: dict[str, Any], entry: Entry) -> dict[str, Any]:
    """An item of a verdict with its fault, and nothing in it that can't be."""
    fault = item["fault"] or fault_of(item["kind"], entry.outcome)
    check_item(index, item["kind"], fault, entry.outcome)
    check_labour(index, item["kind"], item["labour"])
    return item | {"fault": fault}


def _next(session: Session, case: Case, verb: str) -> str:
    judged = all_judged(returned.left(session, case.id))
    return rules.next_state(case.number, case.status, verb, judged)


def _advance(session: Session, case: Case, state: str, told: dict[str, Any]) -> None:
    before = {"status": case.status}
    case.status = state
    case.version += 1
    record(session, f"case/{case.id}", before, {"status": state} | told)


def _location(session: Session, case: Case, index: int, form: dict[str, Any]) -> Location:
    rules.check_location(index, form)
    who = actor(session)
    told = {"answered_by": who.id, "answered_by_name": who.name, "answered_at": clock.now()}
    return Location(id=new_id(), case_id=case.id, **form, **told)


def _written(session: Session, case: Case) -> dict[str, Any]:
    who = actor(session)
    told = {"written_by": who.id, "written_by_name": who.name, "written_at": clock.now()}
    return {"id": new_id(), "case_id": case.id} | told
