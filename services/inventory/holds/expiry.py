"""Expired lots 过期批次: put aside when their last day is over, until somebody answers for a later one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.errors import NotFound
from chassis.transport.timers import Timer

from ..demands.commands import make_room, serve_queue
from ..errors import ExpiredForQuality, ExpiryByReceiver, LotWithoutExpiry
from ..products.models import Product
from ..stock import models, queries, rules as stock
from ..stock.commands import put_away, watch
from ..stock.shelf import Shelf, lock_products, open_shelf
from ..stock.slots import NONE, Lot
from . import rules


def expire_lots(session: Session, timer: Timer) -> None:
    """Hold what is left of lots whose last day is over; reservations move to other lots, and those
    the rest can't cover go back to the queue."""
    over = models.Lot.expiry < clock.today(), models.Lot.expired.is_(False)
    rows = session.execute(select(models.Lot.id, models.Lot.product_id).where(*over)).all()
    lock_products(session, {row.product_id for row in rows})
    shelf = open_shelf(session, {row.product_id for row in rows}, [row.id for row in rows])
    for lot in [shelf.lots[row.id] for row in rows]:
        if not lot.expired and _is_over(lot):
            _put_aside(session, shelf, lot)
    put_away(session, shelf)


def extend_expiry(session: Session, lot_id: UUID, expiry: date, reason: str) -> None:
    """Somebody tested a lot and answers for it until a later day; what only its expiry held is free
    again and serves the queue."""
    with _dated_anew(session, lot_id, reason) as (shelf, lot):
        rules.check_extension(lot.number, lot.expiry, expiry, clock.today())
        lot.expiry, lot.changed = expiry, True
        lot.version += 1
        watch(session, expiry)
        if lot.expired:
            _free_again(session, shelf, lot, "expiry_extended")


def correct_expiry(
    session: Session, lot_id: UUID, expiry: date | None, reason: str, sold_known: bool
) -> None:
    """What was typed at receipt is not what the label says. By the label's date the lot is put aside, or
    what only the mistake held is free again; the receipt keeps what it said.

    Only who may extend an expired lot corrects it: it would be free without a retest otherwise.
    """
    with _dated_anew(session, lot_id, reason) as (shelf, lot):
        _refuse_untracked_or_own(session, shelf, lot)
        if _is_over(lot) and not actor(session).may("inventory.lot.extend"):
            raise ExpiredForQuality(lot=lot.number)
        gone = queries.issued_after(session, lot_id, expiry) if expiry else NONE
        rules.check_correction(lot.number, lot.expiry, expiry, gone, sold_known)
        lot.expiry, lot.changed = expiry, True
        if expiry:
            watch(session, expiry)
        if _is_over(lot) and not lot.expired:
            _put_aside(session, shelf, lot)
        else:
            lot.version += 1
        if lot.expired and not _is_over(lot):
            _free_again(session, shelf, lot, "expiry_corrected")


def _is_over(lot: Lot) -> bool:
    """Whether the last day of a lot is past, noticed by the timer or not."""
    return lot.expiry is not None and lot.expiry < clock.today()


@contextmanager
def _dated_anew(session: Session, lot_id: UUID, reason: str) -> Iterator[tuple[Shelf, Lot]]:
    """A lot on its product's shelf, to be given another expiry; then all is put away and noted."""
    found = session.get(models.Lot, lot_id)
    if found is None:
        raise NotFound
    lock_products(session, [found.product_id])
    shelf = open_shelf(session, [found.product_id], [lot_id])
    lot = shelf.lots[lot_id]
    before = {"expiry": lot.expiry}
    yield shelf, lot
    put_away(session, shelf)
    session.expire(found)
    record(session, f"lot/{lot_id}", before, {"expiry": lot.expiry}, reason)


def _refuse_untracked_or_own(session: Session, shelf: Shelf, lot: Lot) -> None:
    if not shelf.is_tracked(lot.product_id):
        product = session.get_one(Product, lot.product_id)
        raise LotWithoutExpiry(product=product.code)
    if actor(session).id in queries.receivers_of(session, lot.id):
        raise ExpiryByReceiver(lot=lot.number)


def _free_again(session: Session, shelf: Shelf, lot: Lot, cause: str) -> None:
    """What only its expiry held serves the queue."""
    lot.expired = False
    if not lot.held:
        _let_go(shelf, lot)
    serve_queue(session, shelf, {"code": cause, "lot": lot.number})


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
