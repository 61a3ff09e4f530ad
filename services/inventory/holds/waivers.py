"""What is done about waivers: let one customer take held pieces of a lot, until it is used or over."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.transport.timers import schedule, unschedule

from ..demands.commands import hold_again, serve_queue
from ..errors import HoldUnknown
from ..stock.commands import put_away
from ..stock.models import Hold, Waiver
from ..stock.shelf import Shelf, lock_products, open_shelf
from ..stock.slots import NONE, Lot
from . import rules

TIMER = "lapse_waiver"


def grant_waiver(session: Session, told: dict[str, Any]) -> None:
    """Held pieces of a lot go to the waiting orders of the customer who consented, in their queue
    order and to nobody else's; what he does not want yet may be taken until the waiver is over."""
    hold = session.get(Hold, told["hold_id"])
    if hold is None:
        raise HoldUnknown(case=told["case_number"])
    shelf, lot = _open(session, hold)
    waiver = _waiver(told, hold)
    session.add(waiver)
    session.flush()
    shelf.told.add(lot.id)
    if waiver.status == rules.ACTIVE:
        schedule(session, _day_after(waiver), TIMER, str(waiver.id))
        serve_queue(session, shelf, _cause("waiver", waiver, lot))
    put_away(session, shelf)


def lapse_waiver(session: Session, waiver_id: UUID) -> None:
    """The last day of a waiver is over: what it promised and did not send is held again."""
    waiver = session.get_one(Waiver, waiver_id)
    shelf, lot = _open(session, session.get_one(Hold, waiver.hold_id))
    session.refresh(waiver, with_for_update=True)
    if waiver.status != rules.ACTIVE:
        return
    _end(waiver, rules.LAPSED)
    session.flush()
    shelf.told.add(lot.id)
    hold_again(session, shelf, lot, waiver.customer_id, _cause("waiver_over", waiver, lot))
    put_away(session, shelf)


def end_waivers_of(session: Session, hold: Hold) -> None:
    """With its hold a waiver is over; the unused rest lapses."""
    mine = select(Waiver).where(Waiver.hold_id == hold.id, Waiver.status == rules.ACTIVE)
    for waiver in session.scalars(mine.order_by(Waiver.id)):
        _end(waiver, rules.LAPSED)
        unschedule(session, TIMER, str(waiver.id))
    session.flush()


def _open(session: Session, hold: Hold) -> tuple[Shelf, Lot]:
    lock_products(session, [hold.product_id])
    session.refresh(hold, with_for_update=True)
    shelf = open_shelf(session, [hold.product_id], [hold.lot_id])
    return shelf, shelf.lots[hold.lot_id]


def _waiver(told: dict[str, Any], hold: Hold) -> Waiver:
    """A waiver that comes after its last day, or after the end of its hold, is over at once."""
    is_over = hold.status == rules.ENDED or told["expires_on"] < clock.today()
    return Waiver(
        id=told["waiver_id"],
        version=1,
        hold_id=hold.id,
        case_number=hold.case_number,
        product_id=hold.product_id,
        lot_id=hold.lot_id,
        customer_id=told["customer_id"],
        status=rules.LAPSED if is_over else rules.ACTIVE,
        quantity=told["quantity"],
        used=NONE,
        expires_on=told["expires_on"],
        created_at=clock.now(),
        ended_at=clock.now() if is_over else None,
    )


def _end(waiver: Waiver, status: str) -> None:
    waiver.status, waiver.ended_at = status, clock.now()
    waiver.version += 1


def _day_after(waiver: Waiver) -> datetime:
    """The first instant at which the waiver is over, in the company's zone."""
    day = waiver.expires_on + timedelta(days=1)
    return datetime.combine(day, time(), clock.zone())


def _cause(code: str, waiver: Waiver, lot: Lot) -> dict[str, Any]:
    return {"code": code, "lot": lot.number, "case_number": waiver.case_number}
