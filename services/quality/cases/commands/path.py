"""Which path a case takes; a case that once needed a full 8D keeps needing it."""

from sqlalchemy.orm import Session

from chassis.data.journal import record

from ...clock.commands import start_clock
from ...entries.models import Entry
from .. import queries, rules
from ..models import Case


def weigh(session: Session, case: Case) -> None:
    """Decide the path again: opening, a cost or an earlier case like it may ask for a full 8D."""
    entry = session.get_one(Entry, case.entry_id)
    triggers = queries.triggers(session)
    weight = rules.Weight(
        phase=case.phase,
        severity=case.severity,
        repeated=_repeated(session, case, entry, triggers),
        demanded=entry.demands_8d,
        cost=case.cost,
    )
    reasons = rules.reasons_for_full_report(weight, triggers)
    new = [reason for reason in reasons if reason not in case.path_reasons]
    if new:
        record(
            session, f"case/{case.id}", {"path": case.path}, {"path": rules.EIGHTD}, ", ".join(new)
        )
        case.path, case.path_reasons = rules.EIGHTD, [*case.path_reasons, *new]
        start_clock(session, case.id, rules.EIGHTD, case.received_at)


def _repeated(session: Session, case: Case, entry: Entry, triggers: list[rules.Trigger]) -> bool:
    """Whether a case of this product and defect was closed within the trigger's months before."""
    for trigger in triggers:
        if trigger.code == "repeat" and entry.defect_code:
            since = rules.months_before(case.received_at, trigger.months or 0)
            return queries.closed_alike(session, case, entry.defect_code, since)
    return False
