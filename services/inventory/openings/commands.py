"""What is done about opening balances: propose them, sign and book them, reject them.

Once signed they are ledger entries like any other and have no way back of their own: goods may have left
since. What was counted wrong is put right by an adjustment, which another person approves too.
A form may have thousands of lines: everything here works on all of them in few statements.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.bulk import insert_rows
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.ids import new_id
from chassis.numbers import ZERO
from chassis.transport.outbox import emit
from paper.series import next_number

from .. import events
from ..demands.commands import serve_queue
from ..errors import (
    LotExpiryDiffers,
    OpeningLotTwice,
    ProductMoved,
    ProductOpenedTwice,
    ProductUnknown,
    SignerIsProposer,
)
from ..products.queries import products_by_id
from ..stock import rules as stock
from ..stock.commands import put_away
from ..stock.queries import refuse_known_serials
from ..stock.serials import TRACKED
from ..stock.shelf import Shelf, lock_products, open_shelf
from ..stock.slots import OPENING, Source
from ..warehouses.queries import warehouse_named
from . import queries, rules
from .models import Opening, OpeningLine
from .rules import REJECT, SIGN

Told = dict[str, Any]
PER_FACT = 400
"""Lines that one fact has room for."""


def propose_opening(session: Session, told: Told) -> Opening:
    """Say what a warehouse held when the books began. Of each product once, before it ever moved
    there; nothing is booked before another person signs."""
    warehouse, proposer = warehouse_named(session, told.get("warehouse_id")), actor(session)
    opening = Opening(
        id=new_id(),
        version=1,
        status=rules.PROPOSED,
        warehouse_id=warehouse.id,
        remark=told.get("remark"),
        proposed_by=proposer.id,
        proposed_by_name=proposer.name,
        created_at=clock.now(),
    )
    lines = _lines(session, opening, told["lines"])
    _refuse_known(session, opening, told["lines"])
    places = {(x["product_id"], x["lot"]): f"/lines/{n}/lot" for n, x in enumerate(lines)}
    _refuse_known_serials(session, places)
    opening.value = sum((line["value"] for line in lines), ZERO)
    opening.number = next_number(session, "OB", clock.today())
    session.add(opening)
    session.flush()
    insert_rows(session, OpeningLine.__table__, lines)
    record(session, _thing(opening), None, _state(opening) | {"lines": len(lines)})
    return opening


def sign_opening(session: Session, opening_id: UUID) -> Opening:
    """Another person finds the figures right: they are in stock, and serve the queue."""
    opening = queries.opening_to_change(session, opening_id)
    signer = actor(session)
    if signer.id == opening.proposed_by:
        raise SignerIsProposer(number=opening.number)
    rules.after(opening.status, SIGN, opening.number)
    lines = queries.lines_of(session, opening.id)
    shelf = _open(session, opening, lines)
    _refuse_known_serials(session, dict.fromkeys((line.product_id, line.lot) for line in lines))
    told = [_book(shelf, opening, line, signer.id) for line in lines]
    opening.signed_by, opening.signed_by_name = signer.id, signer.name
    opening.signed_at = clock.now()
    _advance(session, opening, SIGN)
    if queries.is_waited_for(session, opening.warehouse_id, shelf.tracking):
        serve_queue(session, shelf, {"code": "receipt"})
    put_away(session, shelf)
    emit(session, *_facts(opening, told))
    return opening


def reject_opening(session: Session, opening_id: UUID, reason: str) -> Opening:
    """The figures are not right; they are proposed again, better."""
    opening = queries.opening_to_change(session, opening_id)
    opening.reject_reason = reason
    _advance(session, opening, REJECT, reason)
    return opening


def _lines(session: Session, opening: Opening, told: list[Told]) -> list[Told]:
    products = products_by_id(session, {line["product_id"] for line in told})
    lines, seen = [], set()
    for place, line in enumerate(told):
        pointer, product = f"/lines/{place}", products.get(line["product_id"])
        if product is None:
            raise ProductUnknown(f"{pointer}/product_id", product=line["product_id"])
        expiry = line.get("expiry")
        lot = rules.lot_of(product.tracking, product.code, line.get("lot"), expiry, pointer)
        if (product.id, lot) in seen:
            raise OpeningLotTwice(f"{pointer}/lot", code=product.code, lot=lot)
        seen.add((product.id, lot))
        quantity = line["quantity"]
        rules.check_piece(product.tracking, quantity, pointer)
        cost, value = rules.worth(quantity, line.get("unit_cost"), line.get("value"), pointer)
        row = {"id": new_id(), "opening_id": opening.id, "product_id": product.id, "lot": lot}
        row |= {"expiry": expiry, "quantity": quantity, "unit_cost": cost, "value": value}
        lines.append(row)
    return lines


def _refuse_known(session: Session, opening: Opening, told: list[Told]) -> None:
    """The products' locks keep anybody from proposing or moving them at the same time."""
    products = {line["product_id"] for line in told}
    lock_products(session, products)
    codes = {id: product.code for id, product in products_by_id(session, products).items()}
    waiting = queries.proposed(session, opening.warehouse_id, products)
    moved = queries.moved(session, opening.warehouse_id, products)
    for place, line in enumerate(told):
        pointer, product = f"/lines/{place}/product_id", line["product_id"]
        if product in moved:
            raise ProductMoved(pointer, product=codes[product])
        if product in waiting:
            raise ProductOpenedTwice(pointer, product=codes[product], number=waiting[product])


def _refuse_known_serials(session: Session, places: Mapping[tuple[UUID, str], str | None]) -> None:
    """A numbered piece of the old books is nowhere in these yet, in no other warehouse either."""
    products = products_by_id(session, {product for product, _ in places})
    codes = {id: product.code for id, product in products.items() if product.tracking == TRACKED}
    wanted = {key: pointer for key, pointer in places.items() if key[0] in codes}
    if wanted:
        refuse_known_serials(session, wanted, codes)


def _open(session: Session, opening: Opening, lines: list[OpeningLine]) -> Shelf:
    products = {line.product_id for line in lines}
    lock_products(session, products)
    moved = queries.moved(session, opening.warehouse_id, products)
    if moved:
        codes = (product.code for product in products_by_id(session, moved).values())
        raise ProductMoved(product=min(codes))
    return open_shelf(session, products, queries.known_lots(session, lines))


def _book(shelf: Shelf, opening: Opening, line: OpeningLine, signer: UUID) -> Told:
    lot = shelf.lot(line.product_id, line.lot, line.expiry)
    if line.expiry and lot.expiry != line.expiry:
        raise LotExpiryDiffers(lot=lot.number, expiry=lot.expiry)
    slot = shelf.slot(line.product_id, opening.warehouse_id)
    source = Source("opening", opening.id, line.id, signer)
    stock.take_in(slot, shelf.here(slot, lot), line.quantity, line.value, OPENING, source)
    named = {"receipt_line_id": line.id, "product_id": line.product_id, "lot_id": lot.id}
    return named | {
        "lot": lot.number,
        "batch": lot.batch,
        "quantity": line.quantity,
        "expiry": lot.expiry,
    }


def _facts(opening: Opening, told: list[Told]) -> Iterator[Any]:
    today = clock.today()
    for number, first in enumerate(range(0, len(told), PER_FACT), 1):
        yield events.stock_opened(opening, today, number, told[first : first + PER_FACT])


def _advance(session: Session, opening: Opening, verb: str, reason: str = "") -> None:
    before = {"status": opening.status}
    opening.status = rules.after(opening.status, verb, opening.number)
    opening.version += 1
    session.flush()
    record(session, _thing(opening), before, {"status": opening.status}, reason)


def _state(opening: Opening) -> Told:
    names = ("number", "status", "warehouse_id", "value", "remark")
    return {name: getattr(opening, name) for name in names}


def _thing(opening: Opening) -> str:
    return f"opening/{opening.id}"
