"""Which lots or products containing a case holds."""

from typing import Any

from sqlalchemy.orm import Session

from chassis.ids import new_id

from ...errors import ContainmentEmpty, LotAlreadyHeld, LotUnknown, ProductHasLots
from ...holds.queries import Target, holds_of
from ...holds.rules import ENDED
from ...references import queries as known
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


def _own(session: Session, case: Case) -> list[Target]:
    lots = queries.lots(session, case.id)
    return [Target(row.product_id, row.lot_id, row.lot) for row in lots]


def _named(
    session: Session, case: Case, named: list[dict[str, Any]], held: set[Target]
) -> list[Target]:
    wanted: list[Target] = []
    for index, name in enumerate(named):
        found = _find(session, case, name, f"/holds/{index}")
        fresh = [target for target in found if target not in held and target not in wanted]
        if not fresh:
            label = found[0].lot or "*"
            raise LotAlreadyHeld(f"/holds/{index}", lot=label, number=case.number)
        wanted += fresh
    return wanted


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
        return [Target(lot.product_id, lot.id, lot.lot) for lot in lots]
    if not name["product_id"]:
        raise LotUnknown(pointer)  # nothing is named at all
    product = known.product(session, product_id, f"{pointer}/product_id")
    if product.tracking != UNTRACKED:
        raise ProductHasLots(f"{pointer}/product_id", code=product.code)
    return [Target(product.id)]
