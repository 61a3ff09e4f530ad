"""What is done to plans and standings: decide how a product is inspected, and when sampling eases or resumes."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import lock
from chassis.data.journal import record
from chassis.errors import NotFound, StaleVersion
from chassis.ids import new_id

from ...errors import InspectionPlanTaken, StandingNotSo
from ...products.queries import product_named
from ...suppliers.queries import supplier_named
from .. import queries
from ..models import InspectionPlan, InspectionStanding
from ..sampling import DISCONTINUED, SEVERITY
from ..tables import NORMAL, REDUCED, TIGHTENED

FIELDS = ("level", "aql", "accept_on_zero", "reducible", "characteristics")
BY_DECISION = {REDUCED: NORMAL, DISCONTINUED: TIGHTENED}
"""Irregular production ends reduced inspection; a supplier's improvement lets tightened sampling resume."""


def make_plan(session: Session, told: dict[str, Any]) -> InspectionPlan:
    """Have a product inspected on arrival; what is automotive is accepted on zero unless said."""
    product = product_named(session, told["product_id"])
    if told["supplier_id"]:
        supplier_named(session, told["supplier_id"])
    _refuse_second(session, product.id, told["supplier_id"], product.code)
    if told["accept_on_zero"] is None:
        told["accept_on_zero"] = product.automotive
    plan = InspectionPlan(id=new_id(), version=1, created_at=clock.now(), **told)
    session.add(plan)
    session.flush()
    record(session, f"inspection_plan/{plan.id}", None, told)
    return plan


def change_plan(
    session: Session, plan_id: UUID, version: int, change: dict[str, Any]
) -> InspectionPlan:
    """Inspect otherwise from the next start on, or put a plan in or out of force."""
    plan = session.get(InspectionPlan, plan_id, with_for_update=True)
    if plan is None:
        raise NotFound
    if plan.version != version:
        raise StaleVersion(version=plan.version)
    before = _state(plan)
    if "archived" in change:
        _archive(session, plan, change["archived"])
    for name in FIELDS:
        if name in change:
            setattr(plan, name, change[name])
    plan.version += 1
    session.flush()
    record(session, f"inspection_plan/{plan.id}", before, _state(plan))
    return plan


def decide_severity(session: Session, standing_id: UUID, reason: str) -> None:
    """Go back from reduced inspection, or resume sampling that was discontinued, tightened."""
    standing = session.get(InspectionStanding, standing_id, with_for_update=True)
    if standing is None:
        raise NotFound
    before = {"severity": standing.severity}
    if standing.severity not in BY_DECISION:
        zh, en = SEVERITY[standing.severity]
        raise StandingNotSo(severity=en.lower(), severity_zh=zh)
    standing.severity = BY_DECISION[standing.severity]
    standing.score = standing.in_row = standing.rejected = 0
    standing.recent, standing.switched_at = [], clock.now()
    standing.version += 1
    session.flush()
    thing = f"inspection_standing/{standing.id}"
    record(session, thing, before, {"severity": standing.severity}, reason)


def _archive(session: Session, plan: InspectionPlan, archived: bool) -> None:
    if archived is False and plan.archived_at:
        code = product_named(session, plan.product_id).code
        _refuse_second(session, plan.product_id, plan.supplier_id, code)
    plan.archived_at = clock.now() if archived else None


def _refuse_second(session: Session, product_id: UUID, supplier_id: UUID | None, code: str) -> None:
    lock(session, [f"inspection-plan/{product_id}"])
    if queries.same_plan(session, product_id, supplier_id):
        raise InspectionPlanTaken("/supplier_id", code=code)


def _state(plan: InspectionPlan) -> dict[str, Any]:
    told = {name: getattr(plan, name) for name in FIELDS}
    return told | {"archived": plan.archived_at is not None}
