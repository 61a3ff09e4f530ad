"""What is done about count differences: propose them, approve and book them."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.errors import NotFound
from chassis.ids import new_id
from chassis.numbers import unit
from chassis.transport.outbox import emit
from paper.series import next_number

from .. import events
from ..demands.commands import make_room, serve_queue
from ..errors import (
    AdjustmentZero,
    ApproverIsProposer,
    LotMissing,
    LotNotTracked,
    LotUnknown,
)
from ..products.models import Product
from ..products.queries import product_named
from ..stock import ledger
from ..stock.commands import put_away
from ..stock.queries import lots_by_number
from ..stock.shelf import Shelf, lock_products, open_shelf
from ..stock.slots import UNTRACKED, LotBalance, Slot, Source
from ..warehouses.queries import warehouse_named
from . import rules
from .models import Adjustment


def propose_adjustment(session: Session, told: dict[str, Any]) -> Adjustment:
    """Say what a count found more or fewer of a lot; nothing moves before another person approves."""
    if not told["quantity"]:
        raise AdjustmentZero("/quantity")
    product = product_named(session, told["product_id"])
    proposer = actor(session)
    adjustment = Adjustment(
        id=new_id(),
        version=1,
        status=rules.PROPOSED,
        product_id=product.id,
        warehouse_id=warehouse_named(session, told["warehouse_id"]).id,
        lot_id=_lot_id(session, product, told["lot"]),
        quantity=told["quantity"],
        reason=told["reason"],
        proposed_by=proposer.id,
        proposed_by_name=proposer.name,
        created_at=clock.now(),
    )
    adjustment.number = next_number(session, "AD", clock.today())
    session.add(adjustment)
    session.flush()
    record(session, f"adjustment/{adjustment.id}", None, told, told["reason"])
    return adjustment


def approve_adjustment(
    session: Session, adjustment_id: UUID, stated: Decimal | None = None
) -> Adjustment:
    """Book a difference: a surplus at the average, a shortage as an issue. A shortage of free
    pieces first sends the youngest reservations back to the queue; a surplus serves it."""
    adjustment = _to_approve(session, adjustment_id)
    approver = actor(session)
    lock_products(session, [adjustment.product_id])
    shelf = open_shelf(session, [adjustment.product_id], [adjustment.lot_id])
    adjustment.value = _book(session, shelf, adjustment, stated)
    adjustment.unit_cost = unit(adjustment.value / adjustment.quantity)
    adjustment.status = rules.after(adjustment.status, rules.APPROVE, adjustment.number)
    adjustment.approved_by, adjustment.approved_by_name = approver.id, approver.name
    adjustment.approved_at = clock.now()
    adjustment.version += 1
    session.flush()
    serve_queue(session, shelf, {"code": "adjusted"})
    put_away(session, shelf)
    after = {"status": adjustment.status, "value": adjustment.value}
    record(session, f"adjustment/{adjustment.id}", {"status": rules.PROPOSED}, after)
    emit(session, events.stock_adjusted(adjustment))
    return adjustment


def _to_approve(session: Session, adjustment_id: UUID) -> Adjustment:
    adjustment = session.get(Adjustment, adjustment_id, with_for_update=True)
    if adjustment is None:
        raise NotFound
    if adjustment.proposed_by == actor(session).id:
        raise ApproverIsProposer(number=adjustment.number)
    rules.after(adjustment.status, rules.APPROVE, adjustment.number)
    return adjustment


def _book(
    session: Session, shelf: Shelf, adjustment: Adjustment, stated: Decimal | None
) -> Decimal:
    slot = shelf.slot(adjustment.product_id, adjustment.warehouse_id)
    here = shelf.here(slot, shelf.lots[adjustment.lot_id])
    source = Source("adjustment", adjustment.id, adjustment.id, actor(session).id)
    if adjustment.quantity > 0:
        return rules.find_more(slot, here, adjustment.quantity, stated, source)
    return _find_fewer(session, slot, here, -adjustment.quantity, source)


def _find_fewer(
    session: Session, slot: Slot, here: LotBalance, missing: Decimal, source: Source
) -> Decimal:
    rules.refuse_more_than_there(here, missing)
    cause = {"code": "adjusted", "lot": here.lot.number}
    make_room(session, slot, here, min(missing, here.available), cause)
    return rules.find_fewer(slot, here, missing, source)


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
