"""Which lots or products containing a case holds."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis.data.database import lock
from chassis.ids import new_id

from ...errors import ContainmentEmpty, LotAlreadyHeld, LotUnknown, ProductHasLots
from ...holds.commands import request_hold, widen_hold
from ...holds.queries import Target, cases_holding, hold_of_batch, holds_of
from ...holds.rules import ENDED
from ...references import queries as known
from ...references.models import Lot
from .. import queries
from ..models import Case, CaseLot

UNTRACKED = "none"
"""The tracking of a product that is held whole, by quantity; of any other the lots are named."""


def targets(
    session: Session, case: Case, named: list[dict[str, Any]] | None, located: bool
) -> list[Target]:
    """What is to be held: what the engineer named, else the case's lots it has not held before."""
    holds = holds_of(session, case.id)
    if named is None:
        before = {Target.of(hold) for hold in holds}
        wanted = [target for target in _own(session, case) if target not in before]
    else:
        now = {Target.of(hold) for hold in holds if hold.status != ENDED}
        wanted = _named(session, case, named, now)
    if not (wanted or holds or located):
        raise ContainmentEmpty
    return wanted


def add_lots(session: Session, case: Case, held: list[Target]) -> None:
    """A lot held for a case becomes one of its lots, so that the case is found by it."""
    known_lots = {target.lot_id for target in _own(session, case)} | {None}
    for target in held:
        if target.lot_id not in known_lots:
            told = {"product_id": target.product_id, "lot_id": target.lot_id, "lot": target.lot}
            session.add(CaseLot(id=new_id(), case_id=case.id, **told))


def hold_arrivals(session: Session, receipt: dict[str, Any]) -> None:
    """Serial numbers that arrive of a batch which a case holds are held for it too, in the name of
    who held the batch."""
    batches: dict[tuple[UUID, str], list[Target]] = {}
    for line in receipt["lines"]:
        if line.get("batch"):
            product_id, batch = UUID(line["product_id"]), line["batch"]
            target = Target(product_id, UUID(line["lot_id"]), line["lot"], batch)
            batches.setdefault((product_id, batch), []).append(target)
    for (product_id, batch), arrived in batches.items():
        for case_id in cases_holding(session, product_id, batch):
            _hold_for(session, case_id, arrived)


def _hold_for(session: Session, case_id: UUID, arrived: list[Target]) -> None:
    """Hold what a case has not held yet; asked under its row, which closing it changes first."""
    case = session.get_one(Case, case_id, with_for_update=True)
    like = hold_of_batch(session, case.id, arrived[0].product_id, str(arrived[0].batch))
    if like is None:
        return
    before = {Target.of(hold) for hold in holds_of(session, case.id)}
    fresh = [target for target in arrived if target not in before]
    for target in fresh:
        request_hold(session, case, target, like)
    add_lots(session, case, fresh)


def _as_named(lot: Lot, name: str) -> Target:
    """A lot that was named itself, or as one of its batch."""
    return Target(lot.product_id, lot.id, lot.lot, name if lot.batch == name else None)


def batch_key(product_id: UUID, batch: str) -> str:
    """The lock under which a batch is held and its numbers become known, neither missing the other."""
    return f"batch/{product_id}/{batch}"


def _own(session: Session, case: Case) -> list[Target]:
    lots = queries.lots(session, case.id)
    return [Target(row.product_id, row.lot_id, row.lot) for row in lots]


def _named(
    session: Session, case: Case, named: list[dict[str, Any]], held: set[Target]
) -> list[Target]:
    batches = [(name["product_id"] or case.product_id, name["lot"]) for name in named]
    lock(session, [batch_key(*batch) for batch in batches if batch[1]])
    wanted: list[Target] = []
    for index, name in enumerate(named):
        found = _find(session, case, name, f"/holds/{index}")
        fresh = [target for target in found if target not in held and target not in wanted]
        if not (_hold_as_batch(session, case, found) or fresh):
            label = found[0].lot or "*"
            raise LotAlreadyHeld(f"/holds/{index}", lot=label, number=case.number)
        wanted += fresh
    return wanted


def _hold_as_batch(session: Session, case: Case, found: list[Target]) -> bool:
    """Numbers that were held singly are held as of their batch once it is named, so that what still
    arrives of it is held too; whether there were any."""
    batch = found[0].batch
    mine = holds_of(session, case.id) if batch else ()
    single = [hold for hold in mine if hold.batch is None and hold.status != ENDED]
    single = [hold for hold in single if Target.of(hold) in found]
    for hold in single:
        widen_hold(session, hold, str(batch))
    return bool(single)


def _find(session: Session, case: Case, name: dict[str, Any], pointer: str) -> list[Target]:
    """What a name of the engineer means: one lot, a batch with its serial numbers, or a product."""
    own = {target.lot_id: target for target in _own(session, case)}
    if name["lot_id"] in own:
        return [own[name["lot_id"]]]
    if name["lot_id"]:
        lot = known.lot(session, name["lot_id"], f"{pointer}/lot_id")
        return [Target(lot.product_id, lot.id, lot.lot)]
    product_id = name["product_id"] or case.product_id
    if name["lot"]:
        lots = known.lots_numbered(session, product_id, name["lot"], f"{pointer}/lot")
        return [_as_named(lot, name["lot"]) for lot in lots]
    if not name["product_id"]:
        raise LotUnknown(pointer)  # nothing is named at all
    product = known.product(session, product_id, f"{pointer}/product_id")
    if product.tracking != UNTRACKED:
        raise ProductHasLots(f"{pointer}/product_id", code=product.code)
    return [Target(product.id)]
