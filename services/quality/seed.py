"""Demo cases: a concern about one lot, which is held and of which one customer may take some by waiver,
and what the demo returns of sales turn out to be.

It needs a customer, a product and its lot, which other services state: so the seed only sets a timer,
and the worker writes when the copies are here.
"""

from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import Database
from chassis.demo import acting_as
from chassis.transport.timers import Timer, schedule

from .cases.commands.opening import open_case
from .cases.commands.working import contain_case, judge_return
from .cases.models import Case
from .cases.schemas import ContainIn
from .entries.models import Entry
from .entries.schemas import ConcernIn
from .holds.commands import end_hold
from .holds.models import Hold
from .holds.rules import IN_FORCE
from .holds.schemas import HoldEndIn
from .references.models import Customer, Lot, Product
from .returns.models import Piece
from .returns.schemas import VerdictIn

TIMER = "write_demo_case"
ENGINEER = acting_as("quality_engineer", "质量工程师 Quality engineer", "quality")
MANAGER = acting_as("quality_manager", "质量经理 Quality manager", "quality")
PATIENCE = 150
"""How often the timer looks, every two seconds, before it gives up."""
PRODUCT, LOT = "WB-600", "2025-W02"
CONCERN = {
    "kind": "complaint",
    "phase": "after_sales",
    "channel": "customer",
    "severity": "general",
    "quantity_complained": "2",
    "description": "胶条边缘起毛 Frayed edge of the rubber",
}
CONTAINED = {
    "holds": [],
    "locations": [
        {"place": place, "answer": "none", "owner": "仓库 Warehouse", "effective": True}
        for place in ("customer", "transit", "finished_goods", "work_in_progress", "supplier")
    ],
}
VERDICTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("credit", {"kind": "to_customer", "fault": "no_fault"}),
    ("replacement", {"kind": "scrap", "fault": "confirmed"}),
    ("repair", {"kind": "rework", "fault": "confirmed", "labour": "35.00"}),
    ("credit", {"kind": "scrap", "fault": "commercial"}),
)
"""What was asked for when the goods came back, in the order they came, and how one piece is judged."""
WAIVER = {
    "ground": "waiver",
    "quantity": "5",
    "reason": "边缘起毛不影响使用 The frayed edge does not matter to this use",
    "consent_reference": "客户来函 Letter of the customer",
}


def seed(database: Database) -> None:
    """Ask for the demo case, unless there are cases already."""
    with database.transaction() as session:
        if session.scalar(select(Case.id).limit(1)) is None:
            for step in ("concern", "verdicts"):
                schedule(session, clock.now(), TIMER, step, {"left": PATIENCE})


def write_demo_case(session: Session, timer: Timer) -> None:
    """Enter the concern and hold its lot, then grant the waiver; judge what the demo returns brought;
    looks again later if it is too early."""
    steps = {"concern": _concern, "waiver": _waiver, "verdicts": _verdicts}
    written = steps[timer.key](session, timer.data)
    left = timer.data["left"] - 1
    later = clock.now() + timedelta(seconds=2)
    if written and timer.key == "concern":
        schedule(session, clock.now(), TIMER, "waiver", {"left": PATIENCE, "case": written})
    elif not written and left:
        schedule(session, later, TIMER, timer.key, timer.data | {"left": left})


def _concern(session: Session, _: dict[str, Any]) -> str | None:
    """The id of the case, or None when it is too early."""
    query = select(Lot.product_id).join(Product, Product.id == Lot.product_id)
    product = session.scalar(query.where(Product.code == PRODUCT, Lot.lot == LOT))
    customer = session.scalar(select(Customer.id).order_by(Customer.code).limit(1))
    if product is None or customer is None:
        return None
    session.info["context"] = ENGINEER
    told: dict[str, Any] = {"customer_id": str(customer), "product_id": str(product), "lot": LOT}
    case = open_case(session, ConcernIn().load(CONCERN | told))
    contain_case(session, case.id, ContainIn().load({}))
    return str(case.id)


def _waiver(session: Session, told: dict[str, Any]) -> bool:
    """False while inventory has not held the lot yet."""
    query = select(Hold, Case.customer_id).join(Case, Case.id == Hold.case_id)
    row = session.execute(query.where(Hold.case_id == UUID(told["case"]))).first()
    if row is None or row.Hold.status != IN_FORCE:
        return False
    session.info["context"] = MANAGER
    expires_on = clock.today() + timedelta(days=60)
    form = WAIVER | {"customer_id": str(row.customer_id), "expires_on": expires_on.isoformat()}
    end_hold(session, row.Hold.id, HoldEndIn().load(form))
    return True


def _verdicts(session: Session, _: dict[str, Any]) -> bool:
    """Nothing was wrong with the first piece that was to be credited, the next was crushed on its way and
    is; what was to be replaced is scrapped, of what was to be repaired a piece is reworked and kept.
    False while it is not all in quarantine."""
    query = select(Entry.outcome, Piece).join(Piece, Entry.return_line_id == Piece.return_line_id)
    rows = session.execute(query.where(Piece.quarantined > 0).order_by(Piece.id)).all()
    there: dict[str | None, list[Piece]] = {}
    for outcome, piece in rows:
        there.setdefault(outcome, []).append(piece)
    wanted = Counter(outcome for outcome, _ in VERDICTS)
    if any(len(there.get(outcome, ())) < pieces for outcome, pieces in wanted.items()):
        return False
    session.info["context"] = ENGINEER
    for outcome, told in VERDICTS:
        _judge(session, there[outcome].pop(0), told)
    return True


def _judge(session: Session, piece: Piece, told: dict[str, Any]) -> None:
    contain_case(session, piece.case_id, ContainIn().load(CONTAINED))
    item = told | {"return_line_id": str(piece.return_line_id), "quantity": "1"}
    item |= {"lot_id": piece.lot_id and str(piece.lot_id)}
    form = VerdictIn().load({"items": [item], "finding": "逐件检查 Each piece was looked at"})
    judge_return(session, piece.case_id, form["items"], form["finding"])
