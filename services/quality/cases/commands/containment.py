"""Which lots or products containing a case holds."""

from typing import Any

from sqlalchemy.orm import Session

from ...errors import ContainmentEmpty, LotAlreadyHeld, LotUnknown
from ...holds.queries import Target, targets_held
from ...references import queries as known
from .. import queries
from ..models import Case


def targets(
    session: Session, case: Case, named: list[dict[str, Any]] | None, located: bool
) -> list[Target]:
    """What is to be held: what the engineer named, else the case's lots that are not held yet."""
    held = targets_held(session, case.id)
    if named is None:
        wanted = [t for t in _own(session, case) if (t.product_id, t.lot_id) not in held]
    else:
        wanted = _named(session, case, named, held)
    if not (wanted or held or located):
        raise ContainmentEmpty
    return wanted


def _own(session: Session, case: Case) -> list[Target]:
    return [Target(case.product_id, row.lot_id, row.lot) for row in queries.lots(session, case.id)]


def _named(
    session: Session, case: Case, named: list[dict[str, Any]], held: set[Any]
) -> list[Target]:
    wanted = []
    for index, name in enumerate(named):
        target = _find(session, case, name, f"/holds/{index}")
        key = (target.product_id, target.lot_id)
        if key in held:
            label = target.lot or "*"
            raise LotAlreadyHeld(f"/holds/{index}", lot=label, number=case.number)
        held.add(key)
        wanted.append(target)
    return wanted


def _find(session: Session, case: Case, name: dict[str, Any], pointer: str) -> Target:
    own = {target.lot_id: target for target in _own(session, case)}
    if name["lot_id"] in own:
        return own[name["lot_id"]]
    if name["lot_id"]:
        lot = known.lot(session, name["lot_id"], f"{pointer}/lot_id")
        return Target(lot.product_id, lot.id, lot.lot)
    product_id = name["product_id"] or case.product_id
    if name["lot"]:
        lot = known.lot_numbered(session, product_id, name["lot"], f"{pointer}/lot")
        return Target(lot.product_id, lot.id, lot.lot)
    if not name["product_id"]:
        raise LotUnknown(pointer)
    return Target(known.product(session, product_id, f"{pointer}/product_id").id)
