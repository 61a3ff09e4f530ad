"""What is done to stock itself: a shelf is put away, goods are used in the house."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.ids import new_id
from chassis.transport.outbox import emit
from chassis.transport.timers import schedule

from .. import events
from ..errors import LotUnknown, StockTooLow
from ..limits.levels import review
from ..products.queries import product_named
from ..products.rules import refuse_part
from ..warehouses.queries import warehouse_named
from . import ledger, queries, rules
from .models import Issue
from .shelf import Shelf, lock_products, open_shelf
from .slots import ISSUE, USE, Lot, LotBalance, Slot, Source

EXPIRE = "expire_lots"
"""The timer that puts lots aside on the day after their expiry."""


def put_away(session: Session, shelf: Shelf) -> None:
    """Store a shelf, and note which limits of its products are crossed now."""
    store(session, shelf)
    review(session, shelf.tracking)


def store(session: Session, shelf: Shelf) -> None:
    """Store a shelf, and state anew every lot a case is concerned with whose pieces moved; whoever
    moves more that limits are about reviews them when all of it is done."""
    _watch_expiry(session, shelf)
    concerned = _concerned(session, shelf)
    for lot in concerned:
        lot.version += 1
        lot.changed = True
    ledger.write(session, shelf)
    emit(
        session, *(events.lot_stated(lot, queries.lot_state(session, lot.id)) for lot in concerned)
    )


def use_stock(session: Session, wanted: dict[str, Any]) -> Issue:
    """Take free goods for use in the house, at average cost; what is promised stays promised."""
    product = product_named(session, wanted["product_id"])
    refuse_part(product, wanted["quantity"], "/quantity")
    lock_products(session, [product.id])
    shelf = open_shelf(session, [product.id])
    slot = shelf.slot(product.id, warehouse_named(session, wanted.get("warehouse_id")).id)
    named = _named_lot(slot, wanted.get("lot"))
    _refuse_more_than_free(slot, named, wanted["quantity"])
    issue = _issue_for_use(session, slot, wanted["reason"])
    source = Source("issue", issue.id, issue.id, issue.operator)
    picks = [(named, wanted["quantity"])] if named else []
    takes = rules.take_out(slot, wanted["quantity"], USE, source, named=picks)
    put_away(session, shelf)
    record(session, f"issue/{issue.id}", None, wanted, wanted["reason"])
    emit(session, events.stock_used(issue, product.id, takes))
    return issue


def watch(session: Session, expiry: date) -> None:
    """Put the lots of this expiry aside when their last day is over: one timer for all of them."""
    over = datetime.combine(expiry + timedelta(days=1), time.min, clock.zone())
    schedule(session, over, EXPIRE, expiry.isoformat())


def _watch_expiry(session: Session, shelf: Shelf) -> None:
    for expiry in {lot.expiry for lot in shelf.lots.values() if lot.fresh and lot.expiry}:
        watch(session, expiry)


def _concerned(session: Session, shelf: Shelf) -> list[Lot]:
    """Lots that are held now, or were once and moved otherwise than by a sale.

    Of an untracked product only a quantity is held and the rest sells on: its one lot, whose history
    is all the product's, is not stated for every sale either.
    """
    moved = {here.lot.id for slot in shelf.slots.values() for here in slot.lots if here.changed}
    held = {lot_id for lot_id in moved if shelf.lots[lot_id].is_held_whole}
    others = {entry.lot_id for entry in shelf.entries if entry.kind != ISSUE} - held
    told = held | queries.ever_held(session, others) | shelf.told
    return [shelf.lots[lot_id] for lot_id in sorted(told)]


def _named_lot(slot: Slot, number: str | None) -> LotBalance | None:
    if number is None:
        return None
    here = slot.lot(number)
    if here is None:
        raise LotUnknown("/lot", lot=number)
    return here


def _refuse_more_than_free(slot: Slot, named: LotBalance | None, quantity: Decimal) -> None:
    free = min(slot.balance.free, named.unnamed) if named else slot.balance.free
    if quantity > free:
        raise StockTooLow("/quantity", free=free)


def _issue_for_use(session: Session, slot: Slot, reason: str) -> Issue:
    issue = Issue(
        id=new_id(),
        version=1,
        kind=USE,
        warehouse_id=slot.balance.warehouse_id,
        issued_on=clock.today(),
        reason=reason,
        operator=actor(session).id,
        operator_name=actor(session).name,
        created_at=clock.now(),
    )
    session.add(issue)
    return issue
