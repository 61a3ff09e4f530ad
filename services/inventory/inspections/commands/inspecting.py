"""What is done to inspect: draw the sample, report what was found; the numbers decide."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor, lock
from chassis.data.journal import record
from chassis.errors import NotFound
from chassis.ids import new_id
from chassis.transport.outbox import emit

from ... import events
from ...limits.levels import review
from ...purchasing.queries import order_of_line
from ...stock.shelf import product_key
from .. import queries, rules, sampling
from ..models import (
    Inspection,
    InspectionDefect,
    InspectionPlan,
    InspectionStanding,
    Measurement,
)
from ..sampling import Plan, Standing
from .disposing import leave_quarantine

Told = dict[str, Any]


def start_inspection(session: Session, inspection_id: UUID) -> Inspection:
    """Draw the sample by the plan and by how the supplier stands with this product now."""
    inspection = inspection_to_change(session, inspection_id)
    rules.refuse_buyer(actor(session).id, inspection.barred, inspection.number)
    inspection.status = rules.after(inspection.status, rules.START, inspection.number)
    plan = session.get_one(InspectionPlan, inspection.plan_id)
    severity = _standing(session, inspection).severity
    size = rules.lot_size(inspection.quantity)
    drawn = sampling.plan_for(size, plan.level, plan.aql, severity, plan.accept_on_zero)
    inspection.level, inspection.aql, inspection.severity = plan.level, plan.aql, severity
    inspection.letter, inspection.sample_size = drawn.letter, drawn.size
    inspection.accept, inspection.reject = drawn.accept, drawn.reject
    inspection.started_at = clock.now()
    inspection.version += 1
    session.flush()
    after = {"status": inspection.status, "sample_size": drawn.size, "accept": drawn.accept}
    record(session, f"inspection/{inspection.id}", {"status": rules.WAITING}, after)
    return inspection


def complete_inspection(session: Session, inspection_id: UUID, told: Told) -> Inspection:
    """Report the sample. An accepted lot joins the stock at the receipt's cost and serves the queue;
    a rejected one stays in quarantine until somebody decides about it."""
    inspection = inspection_to_change(session, inspection_id)
    rules.refuse_buyer(actor(session).id, inspection.barred, inspection.number)
    rules.after(inspection.status, rules.REJECT, inspection.number)
    size, aql = inspection.sample_size or 0, inspection.aql or ""
    defects = rules.defects_in(told["defects"], size, aql)
    rules.refuse_silent_measures(told["measurements"], defects)
    order_of_line(session, inspection.order_line_id)  # locked before products
    _lock(session, inspection)
    drawn = Plan(inspection.letter or "", size, inspection.accept or 0)
    accepted = sampling.passes(drawn, defects)
    _note_result(session, inspection, told, defects)
    verb = rules.ACCEPT if accepted else rules.REJECT
    inspection.status = rules.after(inspection.status, verb, inspection.number)
    _switch(session, inspection, drawn, defects)
    if accepted:
        everything = {"quantity": inspection.left, "lots": None, "reason": None}
        leave_quarantine(session, inspection, rules.ACCEPT, everything)
    else:
        session.flush()
        review(session, [inspection.product_id])
    lots = queries.lots_of(session, inspection.id)
    emit(session, events.inspection_completed(inspection, lots, told["defects"], accepted))
    return inspection


def inspection_to_change(session: Session, inspection_id: UUID) -> Inspection:
    """An inspection under its row lock."""
    inspection = session.get(Inspection, inspection_id, with_for_update=True)
    if inspection is None:
        raise NotFound
    return inspection


def _note_result(session: Session, inspection: Inspection, told: Told, defects: int) -> None:
    inspector, before = actor(session), {"status": inspection.status}
    inspection.inspector, inspection.inspector_name = inspector.id, inspector.name
    inspection.completed_at, inspection.defects_found = clock.now(), defects
    inspection.remark = told["remark"]
    inspection.version += 1
    for kind, found in ((InspectionDefect, "defects"), (Measurement, "measurements")):
        rows = [kind(id=new_id(), inspection_id=inspection.id, **each) for each in told[found]]
        session.add_all(rows)
    session.flush()
    after = {"defects": defects, "found": told["defects"], "measured": told["measurements"]}
    record(session, f"inspection/{inspection.id}", before, after, told["remark"] or "")


def _switch(session: Session, inspection: Inspection, drawn: Plan, defects: int) -> None:
    """Count the lot for its supplier; a lot drawn before the last switch moves no severity."""
    standing = _standing(session, inspection)
    accepted = sampling.passes(drawn, defects)
    standing.lots_accepted += accepted
    standing.lots_rejected += not accepted
    standing.inspected_on = clock.today()
    standing.version += 1
    if standing.severity != inspection.severity:
        return
    reducible = session.get_one(InspectionPlan, inspection.plan_id).reducible
    now = Standing(
        standing.severity,
        standing.score,
        tuple(standing.recent),
        standing.in_row,
        standing.rejected,
    )
    after = sampling.after_lot(now, drawn, inspection.aql or "", defects, reducible)
    standing.score, standing.recent = after.score, list(after.recent)
    standing.in_row, standing.rejected = after.in_row, after.rejected
    if after.severity != now.severity:
        standing.severity, standing.switched_at = after.severity, clock.now()
        thing = f"inspection_standing/{standing.id}"
        record(session, thing, {"severity": now.severity}, {"severity": after.severity})


def _lock(session: Session, inspection: Inspection) -> None:
    lock(session, [product_key(inspection.product_id), _standing_key(inspection)])


def _standing_key(inspection: Inspection) -> str:
    return f"inspection-standing/{inspection.product_id}/{inspection.supplier_id}"


def _standing(session: Session, inspection: Inspection) -> InspectionStanding:
    """How the supplier stands with the product, under its lock; normal before the first lot."""
    lock(session, [_standing_key(inspection)])
    known = queries.standing_of(session, inspection.product_id, inspection.supplier_id)
    if known:
        session.refresh(known, with_for_update=True)
        return known
    now = Standing()
    standing = InspectionStanding(
        id=new_id(),
        version=1,
        product_id=inspection.product_id,
        supplier_id=inspection.supplier_id,
        severity=now.severity,
        score=now.score,
        recent=[],
        in_row=now.in_row,
        rejected=now.rejected,
        lots_accepted=0,
        lots_rejected=0,
        created_at=clock.now(),
    )
    session.add(standing)
    session.flush()
    return standing
