"""What is done with inspected pieces: they leave quarantine at their cost, into the stock or out of the house."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.errors import NotFound
from chassis.ids import new_id
from chassis.transport.outbox import emit

from ... import events
from ...demands.commands import serve_queue
from ...purchasing.counting import RETURNED, SCRAPPED, Arrived, arrived
from ...stock import rules as stock
from ...stock.commands import put_away
from ...stock.shelf import Shelf, lock_products, open_shelf
from ...stock.slots import NIL, RELEASE, SCRAP, TO_SUPPLIER, Source
from .. import queries, rules
from ..models import InspectedLot, Inspection, InspectionDisposal

Told = dict[str, Any]
GONE = {TO_SUPPLIER: RETURNED, SCRAP: SCRAPPED}


def concede(session: Session, inspection_id: UUID, reason: str) -> Inspection:
    """Take what is left of a rejected lot as it is: a second person's decision, neither the buyer's."""
    inspection = _rejected(session, inspection_id, rules.CONCEDE)
    person = actor(session).id
    rules.refuse_buyer(person, inspection.barred, inspection.number)
    rules.refuse_inspector(person, inspection.inspector, inspection.number)
    everything = {"quantity": inspection.left, "lots": None, "reason": reason}
    inspection.status = rules.after(inspection.status, rules.CONCEDE, inspection.number)
    return _dispose(session, inspection, rules.CONCEDE, everything)


def sort_good(session: Session, inspection_id: UUID, told: Told) -> Inspection:
    """The pieces of a rejected lot that were sorted good join the stock; the rest stays rejected."""
    inspection = _rejected(session, inspection_id, rules.SORT)
    rules.refuse_buyer(actor(session).id, inspection.barred, inspection.number)
    return _dispose(session, inspection, rules.SORT, told)


def send_back(session: Session, inspection_id: UUID, told: Told) -> Inspection:
    """Rejected pieces go back to their supplier, at the cost they came with."""
    inspection = _rejected(session, inspection_id, rules.SEND_BACK)
    return _dispose(session, inspection, rules.SEND_BACK, told)


def scrap(session: Session, inspection_id: UUID, told: Told) -> Inspection:
    """Rejected pieces are scrapped, which the inspector can't decide alone."""
    inspection = _rejected(session, inspection_id, rules.SCRAPPING)
    rules.refuse_inspector(actor(session).id, inspection.inspector, inspection.number)
    return _dispose(session, inspection, rules.SCRAPPING, told)


def leave_quarantine(
    session: Session, inspection: Inspection, verb: str, told: Told
) -> InspectionDisposal:
    """Pieces of an inspection leave quarantine, and are counted on its receipt and order; the order
    and its product are locked in this order, or were."""
    came = arrived(session, inspection.receipt_id, inspection.order_line_id)
    lock_products(session, [inspection.product_id])
    lots = queries.lots_of(session, inspection.id)
    shelf = open_shelf(session, [inspection.product_id], [lot.lot_id for lot in lots])
    disposal = _disposal(session, inspection, verb, told)
    kind = rules.LEAVES_BY[verb]
    source = Source("inspection", inspection.id, disposal.id, disposal.operator)
    for lot, quantity in rules.share_out(told, lots, inspection.left):
        disposal.cost += _leave(
            shelf, inspection.warehouse_id, (came, lot), quantity, (kind, source)
        )
    counted = rules.COUNTED_AS[kind]
    setattr(inspection, counted, getattr(inspection, counted) + told["quantity"])
    session.add(disposal)
    session.flush()
    if kind == RELEASE:
        serve_queue(session, shelf, {"code": "inspected"})
    put_away(session, shelf)
    return disposal


def _rejected(session: Session, inspection_id: UUID, verb: str) -> Inspection:
    inspection = session.get(Inspection, inspection_id, with_for_update=True)
    if inspection is None:
        raise NotFound
    rules.after(inspection.status, verb, inspection.number)
    return inspection


def _dispose(session: Session, inspection: Inspection, verb: str, told: Told) -> Inspection:
    disposal = leave_quarantine(session, inspection, verb, told)
    before = {"left": inspection.left + told["quantity"]}
    if not inspection.left and inspection.status == rules.REJECTED:
        inspection.status = rules.after(inspection.status, rules.SETTLE, inspection.number)
    inspection.version += 1
    session.flush()
    after = {"left": inspection.left, "kind": verb, "status": inspection.status}
    record(session, f"inspection/{inspection.id}", before, after, told["reason"])
    emit(session, events.inspection_disposed(inspection, disposal))
    return inspection


def _leave(
    shelf: Shelf,
    warehouse_id: UUID,
    pieces: tuple[Arrived, InspectedLot],
    quantity: Decimal,
    why: tuple[str, Source],
) -> Decimal:
    (came, lot), (kind, source) = pieces, why
    slot = shelf.slot(shelf.lots[lot.lot_id].product_id, warehouse_id)
    here = shelf.here(slot, shelf.lots[lot.lot_id])
    cost = came.leave_quarantine(lot.lot_id, quantity, GONE.get(kind))
    if quantity == lot.left:  # all that is left, also of what was shared out by lot once
        cost = lot.cost - lot.gone_cost
    stock.leave_quarantine(slot, here, quantity, cost, kind, source)
    if kind == RELEASE:
        stock.take_in(slot, here, quantity, cost, kind, source)
    lot.gone += quantity
    lot.gone_cost += cost
    return cost


def _disposal(
    session: Session, inspection: Inspection, verb: str, told: Told
) -> InspectionDisposal:
    person = actor(session)
    return InspectionDisposal(
        id=new_id(),
        inspection_id=inspection.id,
        kind=verb,
        quantity=told["quantity"],
        cost=NIL,
        reason=told["reason"],
        operator=person.id,
        operator_name=person.name,
        disposed_on=clock.today(),
    )
