"""Expired lots 过期批次: put aside when their last day is over, until somebody answers for a later one."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.journal import record
from chassis.errors import NotFound
from chassis.transport.timers import Timer

from ..demands.commands import make_room, serve_queue
from ..stock import models, rules as stock
from ..stock.commands import put_away, watch
from ..stock.shelf import Shelf, lock_products, open_shelf
from ..stock.slots import Lot
from . import rules


def expire_lots(session: Session, timer: Timer) -> None:
    """Hold what is left of lots whose last day is over; reservations move to other lots, and those
    the rest can't cover go back to the queue."""
    over = models.Lot.expiry < clock.today(), models.Lot.expired.is_(False)
    rows = session.execute(select(models.Lot.id, models.Lot.product_id).where(*over)).all()
    lock_products(session, {row.product_id for row in rows})
    shelf = open_shelf(session, {row.product_id for row in rows}, [row.id for row in rows])
    for lot in [shelf.lots[row.id] for row in rows]:
        if not lot.expired and lot.expiry and lot.expiry < clock.today():
            _put_aside(session, shelf, lot)
    put_away(session, shelf)


def extend_expiry(session: Session, lot_id: UUID, expiry: date, reason: str) -> None:
    """Somebody tested a lot and answers for it until a later day; what only its expiry held is free
    again and serves the queue."""
    found = session.get(models.Lot, lot_id)
    if found is None:
        raise NotFound
    lock_products(session, [found.product_id])
    shelf = open_shelf(session, [found.product_id], [lot_id])
    lot = shelf.lots[lot_id]
    rules.check_extension(lot.number, lot.expiry, expiry, clock.today())
    before, was_expired = {"expiry": lot.expiry}, lot.expired
    lot.expiry, lot.expired = expiry, False
    lot.version += 1
    lot.changed = True
    if was_expired and not lot.held:
        _let_go(shelf, lot)
    watch(session, expiry)
    serve_queue(session, shelf, {"code": "expiry_extended", "lot": lot.number})
    put_away(session, shelf)
    session.expire(found)
    record(session, f"lot/{lot_id}", before, {"expiry": expiry}, reason)


def _put_aside(session: Session, shelf: Shelf, lot: Lot) -> None:
    cause: dict[str, Any] = {"code": "lot_expired", "lot": lot.number}
    for slot, here in shelf.slots_with(lot):
        if here.available:
            make_room(session, slot, here, here.available, cause)
            stock.hold(slot, here, here.available)
    lot.expired = lot.changed = True
    lot.version += 1


def _let_go(shelf: Shelf, lot: Lot) -> None:
    for slot, here in shelf.slots_with(lot):
        if here.held:
            stock.hold(slot, here, -here.held)
