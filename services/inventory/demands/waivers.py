"""Held pieces that a customer takes by waiver: how many more may be promised, and what was taken."""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from chassis import clock
from chassis.data.clauses import fixed

from ..stock.models import Hold, Waiver, WaiverUse
from ..stock.shelf import Shelf
from ..stock.slots import NONE, Lot
from .models import Allotment, Demand, DemandLine
from .orders import Line
from .rules import Room

ACTIVE, USED = "active", "used"


def rooms(session: Session, shelf: Shelf) -> list[Room]:
    """What waivers of the held lots on a shelf leave to promise: granted, less what left and what is
    promised already. Nothing of a lot that another case holds too, or that has expired."""
    held = {lot.id: lot for lot in shelf.lots.values() if lot.held and not lot.expired}
    if not held:
        return []
    granted = _granted(session, held)
    promised = _promised(session, [held[lot_id] for lot_id, _ in granted]) if granted else {}
    found = []
    for (lot_id, customer_id), quantity in granted.items():
        left = quantity - promised.get((lot_id, customer_id), NONE)
        if left > 0:
            lot = held[lot_id]
            found.append(Room(lot.product_id, lot.number, customer_id, left))
    return found


def promised(session: Session, lot: Lot, customer_id: UUID) -> Decimal:
    """Held pieces of a lot that are reserved for a customer by waiver."""
    return _promised(session, [lot]).get((lot.id, customer_id), NONE)


def room_of(session: Session, lot: Lot, customer_id: UUID) -> Decimal:
    """How many pieces the customer's waivers of a lot still let leave."""
    return _granted(session, [lot.id]).get((lot.id, customer_id), NONE)


def waiting(session: Session, product_id: UUID, customer_id: UUID) -> set[UUID]:
    """The orders of a customer that wait for a product."""
    query = select(DemandLine.order_id).join(Demand).where(Demand.customer_id == customer_id)
    query = query.where(DemandLine.product_id == product_id, DemandLine.backordered > fixed(0))
    return set(session.scalars(query))


def holders(session: Session, product_id: UUID, lot: str) -> set[UUID]:
    """The orders for which pieces of a lot are reserved by waiver."""
    query = select(DemandLine.order_id).join(Allotment)
    query = query.where(DemandLine.product_id == product_id, DemandLine.numbered > 0)
    return set(session.scalars(query.where(Allotment.lot == lot, Allotment.waived)))


def spend(session: Session, line: Line, lot_id: UUID, quantity: Decimal, part_id: UUID) -> None:
    """Note on the waivers, first expiring first, what an issue line takes by them."""
    mine = select(Waiver).where(
        Waiver.lot_id == lot_id,
        Waiver.customer_id == line.order.customer_id,
        Waiver.status == ACTIVE,
    )
    for waiver in session.scalars(mine.order_by(Waiver.expires_on, Waiver.id)):
        taken = min(quantity, waiver.quantity - waiver.used)
        if taken > 0:
            quantity -= taken
            session.add(_use(waiver, line, taken, part_id))
    session.flush()


def _use(waiver: Waiver, line: Line, taken: Decimal, part_id: UUID) -> WaiverUse:
    waiver.used += taken
    waiver.version += 1
    if waiver.used == waiver.quantity:
        waiver.status, waiver.ended_at = USED, clock.now()
    return WaiverUse(
        waiver_id=waiver.id,
        issue_line_id=part_id,
        order_id=line.order.id,
        order_number=line.order.number,
        quantity=taken,
        at=clock.now(),
    )


def _granted(session: Session, lot_ids: Iterable[UUID]) -> dict[tuple[UUID, UUID], Decimal]:
    left = func.sum(Waiver.quantity - Waiver.used).label("left")
    query = select(Waiver.lot_id, Waiver.customer_id, left).where(
        Waiver.lot_id.in_(list(lot_ids)),
        Waiver.status == ACTIVE,
        Waiver.expires_on >= clock.today(),
        ~_held_by_another(),
    )
    rows = session.execute(query.group_by(Waiver.lot_id, Waiver.customer_id))
    return {(row.lot_id, row.customer_id): row.left for row in rows}


def _held_by_another() -> ColumnElement[bool]:
    other = aliased(Hold)
    mine = (other.lot_id == Waiver.lot_id, other.id != Waiver.hold_id, other.status == ACTIVE)
    return select(other.id).where(*mine).exists()


def _promised(session: Session, lots: list[Lot]) -> dict[tuple[UUID, UUID], Decimal]:
    by_number = {(lot.product_id, lot.number): lot.id for lot in lots}
    query = select(
        DemandLine.product_id,
        Allotment.lot,
        Demand.customer_id,
        func.sum(Allotment.quantity).label("promised"),
    ).join_from(DemandLine, Demand)
    query = query.join(Allotment).where(
        DemandLine.product_id.in_({lot.product_id for lot in lots}),
        DemandLine.reserved > fixed(0),
        Allotment.waived,
    )
    found = {}
    for row in session.execute(
        query.group_by(DemandLine.product_id, Allotment.lot, Demand.customer_id)
    ):
        if (row.product_id, row.lot) in by_number:
            found[by_number[row.product_id, row.lot], row.customer_id] = row.promised
    return found
