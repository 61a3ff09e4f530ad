"""What is done about differences outside a stocktake: propose, book, approve, reject, withdraw them."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor, lock
from chassis.data.journal import record
from chassis.errors import NotFound
from chassis.ids import new_id
from chassis.numbers import unit
from chassis.transport.outbox import emit
from paper.series import next_number

from .. import events
from ..demands.commands import make_room, serve_queue
from ..errors import (
    AdjustmentForeign,
    ApproverIsProposer,
    CostKnown,
    LotMissing,
    LotNotTracked,
    LotUnknown,
)
from ..products.models import Product
from ..products.queries import product_named
from ..settings.queries import settings
from ..stock import ledger
from ..stock.commands import put_away
from ..stock.queries import lots_by_number, refuse_not_missing
from ..stock.shelf import Shelf, lock_products, open_shelf, product_key
from ..stock.slots import UNTRACKED, LotBalance, Slot, Source
from ..warehouses.queries import warehouse_named
from . import queries, rules
from .models import Adjustment


def propose_adjustment(session: Session, told: dict[str, Any]) -> Adjustment:
    """Say what is there more or fewer of a lot; nothing moves before it is booked or approved."""
    product = product_named(session, told["product_id"])
    rules.refuse_wrong_quantity(product.tracking, product.code, told["quantity"])
    proposer = actor(session)
    adjustment = Adjustment(
        id=new_id(),
        version=1,
        status=rules.PROPOSED,
        product_id=product.id,
        warehouse_id=warehouse_named(session, told["warehouse_id"]).id,
        lot_id=_lot_id(session, product, told["lot"]),
        quantity=told["quantity"],
        cause=told["cause"],
        reason=told["reason"],
        proposed_by=proposer.id,
        proposed_by_name=proposer.name,
        created_at=clock.now(),
    )
    shelf = open_shelf(session, [product.id], [adjustment.lot_id])
    _refuse_impossible(session, shelf, adjustment)
    adjustment.value = rules.estimate(shelf.pools.get(product.id), adjustment.quantity)
    adjustment.number = next_number(session, "AD", clock.today())
    session.add(adjustment)
    session.flush()
    record(session, f"adjustment/{adjustment.id}", None, told, told["reason"])
    return adjustment


def book_adjustment(session: Session, adjustment_id: UUID) -> Adjustment:
    """The proposer books a difference alone, as long as all he so books in a day stays within
    the company's limit."""
    adjustment = _adjustment(session, adjustment_id)
    person = _own(session, adjustment)
    after = rules.after(adjustment.status, rules.BOOK, adjustment.number)
    lock(session, [f"adjuster/{person}", product_key(adjustment.product_id)])
    shelf = open_shelf(session, [adjustment.product_id], [adjustment.lot_id])
    value = rules.estimate(shelf.pools.get(adjustment.product_id), adjustment.quantity)
    booked = queries.booked_by(session, person, clock.today())
    rules.refuse_unapproved(value, booked, settings(session).adjustment_limit)
    return _put_in_books(session, shelf, adjustment, after)


def approve_adjustment(
    session: Session, adjustment_id: UUID, stated: Decimal | None = None
) -> Adjustment:
    """Book a difference that another person proposed: a surplus at the average, a shortage as an
    issue. A shortage of free pieces first sends the youngest reservations back to the queue; a
    surplus serves it."""
    adjustment, after = _to_judge(session, adjustment_id, rules.APPROVE)
    approver = actor(session)
    adjustment.approved_by, adjustment.approved_by_name = approver.id, approver.name
    adjustment.approved_at = clock.now()
    lock_products(session, [adjustment.product_id])
    shelf = open_shelf(session, [adjustment.product_id], [adjustment.lot_id])
    return _put_in_books(session, shelf, adjustment, after, stated)


def reject_adjustment(session: Session, adjustment_id: UUID, comment: str) -> Adjustment:
    """Another person doubts the difference and says why; it is counted and proposed anew."""
    adjustment, after = _to_judge(session, adjustment_id, rules.REJECT)
    person = actor(session)
    adjustment.rejected_by, adjustment.rejected_by_name = person.id, person.name
    adjustment.rejected_at = clock.now()
    return _end(session, adjustment, after, comment)


def withdraw_adjustment(session: Session, adjustment_id: UUID, comment: str) -> Adjustment:
    """The proposer takes it back before anybody judged it."""
    adjustment = _adjustment(session, adjustment_id)
    _own(session, adjustment)
    after = rules.after(adjustment.status, rules.WITHDRAW, adjustment.number)
    return _end(session, adjustment, after, comment)


def find_fewer(
    session: Session, slot: Slot, here: LotBalance, missing: Decimal, source: Source
) -> Decimal:
    """Pieces of a lot are not there: reservations give way as far as they must; returns their value."""
    rules.refuse_more_than_there(here, missing)
    cause = {"code": "adjusted", "lot": here.lot.number}
    make_room(session, slot, here, min(missing, here.available), cause)
    return rules.find_fewer(slot, here, missing, source)


def _adjustment(session: Session, adjustment_id: UUID) -> Adjustment:
    adjustment = session.get(Adjustment, adjustment_id, with_for_update=True)
    if adjustment is None:
        raise NotFound
    return adjustment


def _own(session: Session, adjustment: Adjustment) -> UUID:
    person = actor(session).id
    if adjustment.proposed_by != person:
        raise AdjustmentForeign(number=adjustment.number, name=adjustment.proposed_by_name)
    return person


def _to_judge(session: Session, adjustment_id: UUID, verb: str) -> tuple[Adjustment, str]:
    adjustment = _adjustment(session, adjustment_id)
    if adjustment.proposed_by == actor(session).id:
        raise ApproverIsProposer(number=adjustment.number)
    return adjustment, rules.after(adjustment.status, verb, adjustment.number)


def _put_in_books(
    session: Session,
    shelf: Shelf,
    adjustment: Adjustment,
    after: str,
    stated: Decimal | None = None,
) -> Adjustment:
    before = {"status": adjustment.status, "value": adjustment.value}
    adjustment.value = _book(session, shelf, adjustment, stated)
    adjustment.unit_cost = unit(adjustment.value / adjustment.quantity)
    adjustment.status, adjustment.booked_on = after, clock.today()
    adjustment.version += 1
    session.flush()
    serve_queue(session, shelf, {"code": "adjusted"})
    put_away(session, shelf)
    told = {"status": after, "value": adjustment.value}
    record(session, f"adjustment/{adjustment.id}", before, told)
    emit(session, events.stock_adjusted(adjustment))
    return adjustment


def _end(session: Session, adjustment: Adjustment, after: str, comment: str) -> Adjustment:
    before, adjustment.status = {"status": adjustment.status}, after
    adjustment.comment = comment
    adjustment.version += 1
    session.flush()
    record(session, f"adjustment/{adjustment.id}", before, {"status": after}, comment)
    return adjustment


def _book(
    session: Session, shelf: Shelf, adjustment: Adjustment, stated: Decimal | None
) -> Decimal:
    _refuse_impossible(session, shelf, adjustment)
    slot, here = _place(shelf, adjustment)
    if stated is not None and not rules.needs_cost(slot.pool, adjustment.quantity):
        raise CostKnown("/unit_cost")
    source = Source("adjustment", adjustment.id, adjustment.id, actor(session).id)
    if adjustment.quantity > 0:
        return rules.find_more(slot, here, adjustment.quantity, stated, source)
    return find_fewer(session, slot, here, -adjustment.quantity, source)


def _refuse_impossible(session: Session, shelf: Shelf, adjustment: Adjustment) -> None:
    """What is not there can't be missing, and a serial number that is somewhere can't be found."""
    if adjustment.quantity > 0:
        refuse_not_missing(session, [adjustment.lot_id])
    else:
        _, here = _place(shelf, adjustment)
        rules.refuse_more_than_there(here, -adjustment.quantity)


def _place(shelf: Shelf, adjustment: Adjustment) -> tuple[Slot, LotBalance]:
    slot = shelf.slot(adjustment.product_id, adjustment.warehouse_id)
    return slot, shelf.here(slot, shelf.lots[adjustment.lot_id])


def _lot_id(session: Session, product: Product, number: str | None) -> UUID:
    """The lot that was counted; the one lot of an untracked product is made when first counted."""
    if product.tracking == "none" and number:
        raise LotNotTracked("/lot", code=product.code)
    if product.tracking != "none" and not number:
        raise LotMissing("/lot", code=product.code)
    wanted = (product.id, number or UNTRACKED)
    lock_products(session, [product.id])
    known = lots_by_number(session, [wanted])
    if wanted in known:
        return known[wanted]
    if number:
        raise LotUnknown("/lot", lot=number)
    shelf = open_shelf(session, [product.id])
    lot = shelf.lot(*wanted)
    ledger.write(session, shelf)
    return lot.id
