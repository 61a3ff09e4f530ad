"""Serial numbers that arrive of a batch which cases hold: held from the start, until each case, which
learns of them by the receipt's fact, asks for a hold of its own; else they go with the batch."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from chassis.ids import new_id

from ..stock.models import Hold
from ..stock.shelf import Shelf
from ..stock.slots import NONE, Lot
from . import records, rules

TAKEN_OVER = "taken_over"
"""The ground on which a hold on arrival ends when its case asked for one itself."""


def hold_arrivals(session: Session, shelf: Shelf, lots: Iterable[Lot]) -> None:
    """Mark those of the arriving lots held whose batch a case holds; called before their pieces come
    in, so that these come in held."""
    arriving: dict[tuple[UUID, str], list[Lot]] = {}
    for lot in lots:
        if lot.batch:
            arriving.setdefault((lot.product_id, lot.batch), []).append(lot)
    for (product_id, batch), of_batch in arriving.items():
        for case in _cases_holding(session, product_id, batch):
            known = _held_by(session, case.case_id, product_id)
            fresh = [lot for lot in of_batch if lot.id not in known]
            shelf.holds += [_hold(lot, case) for lot in fresh]
            for lot in fresh:
                lot.held = lot.changed = True


def take_over(session: Session, hold: Hold) -> None:
    """A case asked for a lot that was held for it on arrival: from now on by its own hold."""
    for arrival in session.scalars(_on_arrival(hold).where(Hold.lot_id == hold.lot_id)):
        records.close(arrival, TAKEN_OVER, rules.Ending(NONE, rules.END))


def left_alone(session: Session, hold: Hold) -> list[UUID]:
    """The holds on arrival that end with this one: the last that its case asked for of the batch."""
    if hold.batch is None or hold.on_arrival or hold.status != rules.ENDED:
        return []
    session.flush()
    others = _of_batch(hold.product_id, hold.batch).where(
        Hold.case_id == hold.case_id, Hold.on_arrival.is_(False)
    )
    if session.scalars(others.limit(1)).first():
        return []
    return [arrival.id for arrival in session.scalars(_on_arrival(hold))]


def _cases_holding(session: Session, product_id: UUID, batch: str) -> list[Hold]:
    """One of its holds for each case that holds the batch."""
    asked = _of_batch(product_id, batch).where(Hold.on_arrival.is_(False)).order_by(Hold.id)
    return list({hold.case_id: hold for hold in session.scalars(asked)}.values())


def _held_by(session: Session, case_id: UUID, product_id: UUID) -> set[UUID]:
    mine = (Hold.case_id == case_id, Hold.product_id == product_id, Hold.status == rules.ACTIVE)
    return set(session.scalars(select(Hold.lot_id).where(*mine)))


def _of_batch(product_id: UUID, batch: str | None) -> Select[Hold]:
    named = (Hold.product_id == product_id, Hold.batch == batch, Hold.status == rules.ACTIVE)
    return select(Hold).where(*named)


def _on_arrival(hold: Hold) -> Select[Hold]:
    mine = _of_batch(hold.product_id, hold.batch).where(Hold.case_id == hold.case_id)
    return mine.where(Hold.on_arrival).order_by(Hold.id)


def _hold(lot: Lot, case: Hold) -> Hold:
    told = {"case_id": case.case_id, "case_number": case.case_number, "batch": lot.batch}
    return records.begun(lot, id=new_id(), on_arrival=True, **told)
