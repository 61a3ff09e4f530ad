"""Questions about cases, and the shapes in which they are shown."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select, union_all
from sqlalchemy.orm import Session

from chassis.data.database import lock
from chassis.errors import NotFound
from chassis.web.shape import Shape

from ..clock.models import Deadline
from ..clock.schemas import DeadlineOut
from ..costs.models import Cost
from ..costs.schemas import CostOut
from ..entries.models import Entry
from ..entries.schemas import EntryOut
from ..holds import queries as holding
from ..holds.models import AffectedCustomer, AffectedOrder, Hold, HoldEnding
from ..holds.schemas import AffectedCustomerOut, AffectedOrderOut, CaseHoldOut, EndingOut
from ..returns.models import Disposition, Piece
from ..returns.schemas import DispositionOut, PieceOut
from . import rules
from .models import Case, CaseLot, Cause, Location, PathTrigger, Reply
from .schemas import CaseHeadOut, CaseLotOut, CaseOut, CauseOut, LocationOut, ReplyOut

_LOTS = {"lots": (CaseLotOut, CaseLot, CaseLot.case_id)}
_EXTRA = {
    "lot": (
        select(CaseLot.lot)
        .where(CaseLot.case_id == Case.id)
        .order_by(CaseLot.id)
        .limit(1)
        .scalar_subquery()
    ),
    "late": exists().where(Deadline.case_id == Case.id, Deadline.state.in_(("late", "met_late"))),
}
CASES = Shape(
    CaseHeadOut,
    Case,
    children=_LOTS,
    columns=_EXTRA,
    filters={"lot": lambda lot: exists().where(CaseLot.case_id == Case.id, CaseLot.lot == lot)},
)
CASE = Shape(
    CaseOut,
    Case,
    children=_LOTS
    | {
        "clock": (DeadlineOut, Deadline, Deadline.case_id),
        "holds": (CaseHoldOut, Hold, Hold.case_id),
        "hold_endings": (EndingOut, HoldEnding, HoldEnding.case_id),
        "locations": (LocationOut, Location, Location.case_id),
        "affected_customers": (AffectedCustomerOut, AffectedCustomer, AffectedCustomer.case_id),
        "affected_orders": (AffectedOrderOut, AffectedOrder, AffectedOrder.case_id),
        "causes": (CauseOut, Cause, Cause.case_id),
        "replies": (ReplyOut, Reply, Reply.case_id),
        "pieces": (PieceOut, Piece, Piece.case_id),
        "dispositions": (DispositionOut, Disposition, Disposition.case_id),
        "costs": (CostOut, Cost, Cost.case_id),
    },
    columns=_EXTRA,
    given=("entry",),
)
ENTRY = Shape(EntryOut, Entry)


def whole_case(session: Session, case_id: UUID) -> dict[str, Any]:
    """A case with everything in it, the concern as it came in included."""
    case = CASE.one(session, Case.id == case_id)
    mine = select(Case.entry_id).where(Case.id == case_id).scalar_subquery()
    return case | {"entry": ENTRY.one(session, Entry.id == mine)}


def case_to_change(session: Session, case_id: UUID) -> Case:
    """The case, with what its commands change locked: its return, else itself, and its holds' lots."""
    found = session.execute(select(Case.id, Case.return_id).where(Case.id == case_id)).first()
    if found is None:
        raise NotFound
    own = rules.lock_key(found.id, found.return_id)
    lock(session, [own, *holding.lock_keys(session, case_id)])
    return session.get_one(Case, case_id, populate_existing=True)


def lots(session: Session, case_id: UUID) -> Sequence[CaseLot]:
    mine = select(CaseLot).where(CaseLot.case_id == case_id)
    return session.scalars(mine.order_by(CaseLot.id)).all()


def case_of_line(session: Session, return_line_id: UUID) -> Case | None:
    return session.scalars(select(Case).where(Case.return_line_id == return_line_id)).first()


def triggers(session: Session) -> list[rules.Trigger]:
    rows = session.scalars(select(PathTrigger).order_by(PathTrigger.code))
    return [rules.Trigger(row.code, row.amount, row.months) for row in rows]


def closed_alike(session: Session, case: Case, defect_code: str, since: datetime) -> bool:
    """Whether another case of the same product and defect code was closed since then."""
    alike = select(Case.id).join(Entry, Entry.id == Case.entry_id)
    alike = alike.where(Case.product_id == case.product_id, Case.id != case.id)
    alike = alike.where(Entry.defect_code == defect_code, Case.closed_at >= since)
    return session.execute(alike.limit(1)).first() is not None


def workers(session: Session, case: Case) -> set[UUID | None]:
    """Everyone who had a hand in a case: author, engineer, and whoever wrote or judged in it."""
    wrote: Any = union_all(
        select(Cause.written_by).where(Cause.case_id == case.id),
        select(Reply.written_by).where(Reply.case_id == case.id),
        select(Location.answered_by).where(Location.case_id == case.id),
        select(Hold.requested_by).where(Hold.case_id == case.id),
        select(Disposition.judged_by).where(Disposition.case_id == case.id),
    )
    return {case.opened_by, case.engineer_id, *session.scalars(wrote)}
