"""What is done about returns to suppliers: ask, release held pieces, ship, cancel."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.ids import new_id
from chassis.transport.outbox import emit
from paper.series import next_number

from .. import events
from ..demands.commands import make_room
from ..errors import (
    CaseMissing,
    PiecesInQuarantine,
    PiecesNotThere,
    ReceiptLineUnknown,
    ShipperIsBuyer,
)
from ..products.queries import products_by_id
from ..products.rules import refuse_part
from ..purchasing.commands import await_again
from ..purchasing.counting import RETURNED, let_go
from ..purchasing.models import PurchaseOrder, ReceiptLine
from ..purchasing.queries import lines_of as ordered_lines, order_to_change, received_lines
from ..stock import rules as stock
from ..stock.commands import put_away
from ..stock.models import Lot
from ..stock.queries import active_holds
from ..stock.shelf import Shelf, lock_products, open_shelf
from ..stock.slots import NIL, NONE, Back, LotBalance, Source
from ..suppliers.queries import supplier_named
from ..warehouses.queries import warehouse_named
from . import queries, rules
from .models import SupplierReturn, SupplierReturnLine
from .rules import CANCEL, RELEASE, SHIP

Told = dict[str, Any]


def ask_return(session: Session, told: Told) -> SupplierReturn:
    """Ask for goods of a receipt to go back that are there to go; nothing moves before a keeper ships
    them."""
    receipt = queries.receipt_named(session, told["receipt_id"])
    order_to_change(session, receipt.purchase_order_id)
    warehouse = warehouse_named(session, told["warehouse_id"] or receipt.warehouse_id)
    asked, asker = _lines(session, receipt.number, told), actor(session)
    if told["from_held"]:
        _check_case(session, told["case_number"], asked)
    made = SupplierReturn(
        id=new_id(),
        version=1,
        status=rules.ASKED,
        receipt_id=receipt.id,
        purchase_order_id=receipt.purchase_order_id,
        supplier_id=receipt.supplier_id,
        warehouse_id=warehouse.id,
        asked_by=asker.id,
        asked_by_name=asker.name,
        created_at=clock.now(),
        **{name: told[name] for name in _SAID},
    )
    _refuse_not_there(session, made, asked)
    made.number = next_number(session, "PR", clock.today())
    session.add(made)
    session.flush()
    for line in asked:
        line.return_id = made.id
    session.add_all(asked)
    session.flush()
    record(session, _thing(made), None, told | {"number": made.number}, told["reason"])
    return made


_SAID = ("reason", "from_held", "replacement", "case_number")


def release_return(session: Session, return_id: UUID) -> SupplierReturn:
    """The quality manager lets held pieces of the case go back to their supplier."""
    made = queries.return_to_change(session, return_id)
    rules.check_release(made.from_held, made.number)
    rules.after(made.status, RELEASE, made.number)
    _refuse_not_there(session, made, queries.lines_of(session, made.id))
    releaser = actor(session)
    made.released_by, made.released_by_name = releaser.id, releaser.name
    made.released_at = clock.now()
    _advance(session, made, RELEASE)
    return made


def cancel_return(session: Session, return_id: UUID, reason: str) -> SupplierReturn:
    """The goods stay."""
    made = queries.return_to_change(session, return_id)
    made.cancel_reason = reason
    _advance(session, made, CANCEL, reason)
    return made


def ship_return(session: Session, return_id: UUID) -> SupplierReturn:
    """The goods leave at what they were received at; reservations that the rest of the stock can't
    cover go back to the queue first, the youngest before all others."""
    made = queries.return_to_change(session, return_id)
    order, keeper = order_to_change(session, made.purchase_order_id), actor(session)
    if keeper.id == made.asked_by or order.is_made_by(keeper.id):
        raise ShipperIsBuyer(number=made.number)
    rules.after(made.status, SHIP, made.number)
    rules.check_shipping(made.from_held, made.status, made.number)
    lines = queries.lines_of(session, made.id)
    lock_products(session, {line.product_id for line in lines})
    shelf = open_shelf(
        session, {line.product_id for line in lines}, {line.lot_id for line in lines}
    )
    _book(session, shelf, made, lines, order)
    made.shipped_by, made.shipped_by_name = keeper.id, keeper.name
    made.shipped_on = clock.today()
    _advance(session, made, SHIP)
    put_away(session, shelf)
    supplier = supplier_named(session, made.supplier_id)
    emit(session, events.stock_returned_to_supplier(made, supplier.name, lines))
    return made


def _lines(session: Session, number: str, told: Told) -> list[SupplierReturnLine]:
    known = {line.id: line for line in received_lines(session, told["receipt_id"])}
    products = products_by_id(session, {line.product_id for line in known.values()})
    to_go = queries.to_go(session, known)
    lines = []
    for place, asked in enumerate(told["lines"]):
        pointer, received = f"/lines/{place}", known.get(asked["receipt_line_id"])
        if received is None:
            raise ReceiptLineUnknown(
                f"{pointer}/receipt_line_id", line=asked["receipt_line_id"], number=number
            )
        refuse_part(products[received.product_id], asked["quantity"], f"{pointer}/quantity")
        left = max(received.accepted - to_go.get(received.id, NONE), NONE)
        _refuse_more_than_left(session, received, asked["quantity"], left, f"{pointer}/quantity")
        to_go[received.id] = to_go.get(received.id, NONE) + asked["quantity"]
        lines.append(_line(received, asked))
    return lines


def _refuse_more_than_left(
    session: Session,
    received: ReceiptLine,
    quantity: Decimal,
    left: Decimal,
    pointer: str | None = None,
) -> None:
    """Out of the stock go only pieces that are in it; the refusal names the inspection of the others."""
    if left < quantity <= left + received.quarantined:
        number = queries.inspection_of(session, received)
        raise PiecesInQuarantine(
            pointer, lot=received.lot, left=left, there=received.quarantined, number=number
        )
    rules.refuse_more_than_left(quantity, left, received.lot, pointer)


def _refuse_not_there(
    session: Session, made: SupplierReturn, lines: list[SupplierReturnLine]
) -> None:
    """What is not there, or is there in another state, is refused before anybody carries it out."""
    products, lots = {line.product_id for line in lines}, {line.lot_id for line in lines}
    shelf = open_shelf(session, products, lots)
    to_go: dict[UUID, Decimal] = {}
    for place, line in enumerate(lines):
        to_go[line.lot_id] = to_go.get(line.lot_id, NONE) + line.quantity
        here = shelf.here(shelf.slot(line.product_id, made.warehouse_id), shelf.lots[line.lot_id])
        pointer = f"/lines/{place}/quantity"
        _refuse_more_than_may_go(session, here, to_go[line.lot_id], made.from_held, pointer)


def _refuse_more_than_may_go(
    session: Session,
    here: LotBalance,
    quantity: Decimal,
    from_held: bool,
    pointer: str | None = None,
) -> None:
    """The refusal names the cases that hold the others."""
    there = rules.that_may_go(here, from_held)
    if quantity > there:
        cases = ", ".join(hold["case_number"] for hold in active_holds(session, here.lot.id))
        named = {"case": f" for {cases}", "case_zh": f",案件 {cases}"} if cases else {}
        told = {"case": "", "case_zh": ""} | named
        raise PiecesNotThere(pointer, lot=here.lot.number, there=there, held=here.held, **told)


def _check_case(session: Session, case: str | None, lines: list[SupplierReturnLine]) -> None:
    """What only its expiry holds goes back without a case."""
    for line in lines:
        if session.get_one(Lot, line.lot_id).expired and not case:
            continue
        if not case:
            raise CaseMissing("/case_number")
        holds = active_holds(session, line.lot_id)
        rules.check_case(case, [hold["case_number"] for hold in holds], line.lot)


def _line(received: ReceiptLine, asked: Told) -> SupplierReturnLine:
    same = ("product_id", "lot_id", "lot")
    return SupplierReturnLine(
        id=new_id(),
        receipt_line_id=received.id,
        quantity=asked["quantity"],
        **{name: getattr(received, name) for name in same},
    )


def _book(
    session: Session,
    shelf: Shelf,
    made: SupplierReturn,
    lines: list[SupplierReturnLine],
    order: PurchaseOrder,
) -> None:
    received = {line.id: line for line in received_lines(session, made.receipt_id)}
    ordered = {line.id: line for line in ordered_lines(session, made.purchase_order_id)}
    back = []
    for line in lines:
        came = received[line.receipt_line_id]
        _refuse_more_than_left(session, came, line.quantity, came.accepted)
        pieces, of_order = (line.quantity, None), ordered[came.order_line_id]
        amounts = let_go(came, of_order, RETURNED, pieces, order.price_mode)
        back.append((of_order, line.quantity))
        line.value, line.tax = amounts["net"], amounts["tax"]
        line.difference = _leave(session, shelf, made, line)
    session.flush()
    if made.replacement:
        await_again(session, order, back, f"{made.number}: {made.reason}")


def _leave(
    session: Session, shelf: Shelf, made: SupplierReturn, line: SupplierReturnLine
) -> Decimal:
    slot = shelf.slot(line.product_id, made.warehouse_id)
    here = shelf.here(slot, shelf.lots[line.lot_id])
    _refuse_more_than_may_go(session, here, line.quantity, made.from_held)
    if not made.from_held:
        cause = {"code": "returned_to_supplier", "lot": line.lot}
        make_room(session, slot, here, line.quantity, cause)
    source = Source("supplier_return", made.id, line.id, actor(session).id)
    cost = line.value or NIL
    back = Back(line.receipt_line_id, line.quantity, cost, made.from_held)
    return stock.give_back(slot, here, back, source)


def _advance(session: Session, made: SupplierReturn, verb: str, reason: str = "") -> None:
    before = {"status": made.status}
    made.status = rules.after(made.status, verb, made.number)
    made.version += 1
    session.flush()
    record(session, _thing(made), before, {"status": made.status}, reason)


def _thing(made: SupplierReturn) -> str:
    return f"supplier_return/{made.id}"
