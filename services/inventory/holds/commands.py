"""What is done about holds: keep a lot from leaving, and let it go again."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from chassis.transport.outbox import emit

from .. import events
from ..demands.commands import loosen, make_room, serve_queue
from ..demands.orders import Line
from ..errors import HoldUnknown, LotMissing, LotUnknown
from ..products.queries import product_named
from ..stock import ledger, rules as stock
from ..stock.commands import put_away
from ..stock.models import Displaced, Hold
from ..stock.queries import lots_by_number
from ..stock.shelf import Shelf, lock_products, open_shelf
from ..stock.slots import NONE, UNTRACKED, Lot
from . import arrivals, records, rules, waivers

Asked = dict[str, Any]


def hold_lot(session: Session, asked: Asked) -> None:
    """Hold all there is of a lot in every warehouse, and whatever arrives for it from now on.

    Reservations move to other lots; those the rest can't cover go back to the queue, the
    youngest first. Of an untracked product what is there now is held, and no more. Asked again it
    only says of which batch the lot is held, in whatever order both came.
    """
    known = session.get(Hold, asked["hold_id"])
    if known:
        known.batch = known.batch or asked.get("batch")
        return
    shelf, lot = _open(session, asked["product_id"], asked["lot_id"], asked["lot"])
    hold = records.begun(
        lot,
        id=asked["hold_id"],
        case_id=asked["case_id"],
        case_number=asked["case_number"],
        batch=asked.get("batch"),
    )
    cause = cause_of("lot_held", lot, hold)
    displaced: list[tuple[Line, Decimal]] = []
    for slot, here in shelf.slots_with(lot):
        if here.available:
            displaced += make_room(session, slot, here, here.available, cause)
            hold.taken += here.available
            stock.hold(slot, here, here.available)
    lot.held = lot.changed = True
    arrivals.take_over(session, hold)
    session.add(hold)
    session.flush()
    session.add_all(_displaced(hold, line, quantity) for line, quantity in displaced)
    shelf.told.add(lot.id)
    put_away(session, shelf)


def end_hold(session: Session, asked: Asked) -> None:
    """Let held pieces go, some or all; they serve the queue. The last hold to end frees the lot.

    The case is answered how many went. An ending that arrives after the one for all has nothing left
    to let go. With the last hold that a case asked for of a batch those end too that its later
    numbers have on arrival.
    """
    hold = session.get(Hold, asked["hold_id"])
    if hold is None:
        raise HoldUnknown(case=asked["case_number"])
    lock_products(session, [hold.product_id])
    session.refresh(hold, with_for_update=True)
    if hold.status == rules.ENDED:
        hold.version += 1
        _answer(session, hold, asked, NONE)
        return
    shelf = open_shelf(session, [hold.product_id], [hold.lot_id])
    lot = shelf.lots[hold.lot_id]
    by_another = _is_held_by_another(session, hold)
    is_shared = by_another or lot.expired
    held = sum((here.held for _, here in shelf.slots_with(lot)), NONE)
    ending = rules.ending(asked["quantity"], held, is_shared)
    records.close(hold, asked["ground"], ending)
    _answer(session, hold, asked, ending.released)
    lot.held = by_another or hold.status == rules.ACTIVE
    if hold.status == rules.ENDED:
        waivers.end_waivers_of(session, hold)
    if not lot.held:
        loosen(session, shelf, lot)
    _let_go(shelf, lot, ending.released)
    lot.changed = True
    shelf.told.add(lot.id)
    session.flush()
    serve_queue(session, shelf, cause_of("hold_ended", lot, hold))
    put_away(session, shelf)
    for arrival_id in arrivals.left_alone(session, hold):
        end_hold(session, asked | {"hold_id": arrival_id, "quantity": None, "ending_id": None})


def _answer(session: Session, hold: Hold, asked: Asked, released: Decimal) -> None:
    """Say how many pieces an ending let go; one that has no id was asked before endings had one."""
    ending_id = asked.get("ending_id")
    if ending_id:
        emit(session, events.hold_ended(hold, ending_id, released))


def _open(
    session: Session, product_id: UUID, lot_id: UUID | None, number: str | None
) -> tuple[Shelf, Lot]:
    product = product_named(session, product_id)
    lock_products(session, [product_id])
    if product.tracking == "none":
        number = UNTRACKED
    elif number is None and lot_id is None:
        raise LotMissing(code=product.code)
    if lot_id is None:
        lot_id = lots_by_number(session, [(product_id, str(number))]).get((product_id, str(number)))
    shelf = open_shelf(session, [product_id], [lot_id] if lot_id else [])
    if lot_id is None and product.tracking == "none":
        lot = shelf.lot(product_id, UNTRACKED)
        ledger.write(session, shelf)
        return shelf, lot
    if lot_id is None or lot_id not in shelf.lots:
        raise LotUnknown(lot=number or lot_id)
    return shelf, shelf.lots[lot_id]


def _displaced(hold: Hold, line: Line, quantity: Decimal) -> Displaced:
    return Displaced(
        hold_id=hold.id,
        line_id=line.id,
        lot_id=hold.lot_id,
        order_id=line.order.id,
        number=line.order.number,
        customer_id=line.order.customer_id,
        quantity=quantity,
    )


def _let_go(shelf: Shelf, lot: Lot, quantity: Decimal) -> None:
    for slot, here in shelf.slots_with(lot):
        freed = min(here.held, quantity)
        if freed:
            stock.hold(slot, here, -freed)
            quantity -= freed


def _is_held_by_another(session: Session, hold: Hold) -> bool:
    others = exists().where(
        Hold.lot_id == hold.lot_id, Hold.id != hold.id, Hold.status == rules.ACTIVE
    )
    return bool(session.scalar(select(others)))


def cause_of(code: str, lot: Lot, hold: Hold) -> dict[str, Any]:
    """Why reservations of a lot changed: the case that holds it."""
    case = {"case_id": hold.case_id, "case_number": hold.case_number}
    return {"code": code, "lot": lot.number, **case}
