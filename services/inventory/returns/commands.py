"""What is done about returned goods: quarantine them, and dispose of them by their verdict."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.ids import new_id
from chassis.numbers import money
from chassis.transport.outbox import emit

from .. import events
from ..demands.commands import serve_queue
from ..errors import DisposalTooLarge, IssueUnknown, ReturnTooLarge, ReturnUnknown
from ..stock import rules as stock
from ..stock.commands import put_away
from ..stock.shelf import Shelf, lock_products, open_shelf
from ..stock.slots import NIL, NONE, RELEASE, RETURN, TO_CUSTOMER, Source, Take
from . import queries, rules
from .models import Disposal, Return, Returned

Told = dict[str, Any]


def quarantine_return(session: Session, told: Told) -> None:
    """Take returned goods into quarantine at the cost they were issued at, lot by lot.

    What they carry of it sales says, which alone knows what was back when these came.
    """
    products = [line["product_id"] for line in told["lines"]]
    lock_products(session, products)
    lots = queries.lots_out_by(session, [line["issue_line_id"] for line in told["lines"]])
    shelf = open_shelf(session, products, lots)
    session.add(_return(told))
    session.flush()
    pieces = [piece for line in told["lines"] for piece in _come_in(session, shelf, told, line)]
    put_away(session, shelf)
    emit(session, events.return_quarantined(told["return_id"], _lines(shelf, pieces)))


def dispose_return(session: Session, told: Told) -> None:
    """Do with quarantined pieces what the verdict says: restocked ones join the average at their
    own cost and serve the queue (into held if their lot is held), the others leave at it."""
    back = session.get_one(Return, told["return_id"])
    meant = [(item, _meant(session, back, item)) for item in told["items"]]
    every = [piece for _, pieces in meant for piece in pieces]
    products = {piece.product_id for piece in every}
    lock_products(session, products)
    shelf = open_shelf(session, products, {piece.lot_id for piece in every})
    for piece in every:
        session.refresh(piece, with_for_update=True)
    told = told | {"customer_id": back.customer_id, "number": back.number}
    session.add(_disposal(told, back))
    done = [each for item, pieces in meant for each in _dispose(shelf, told, item, pieces)]
    session.flush()
    serve_queue(session, shelf, {"code": "restocked"})
    put_away(session, shelf)
    emit(session, events.return_disposed(told, done))


def _come_in(session: Session, shelf: Shelf, told: Told, line: Told) -> list[Returned]:
    source = Source(
        kind="return",
        id=told["return_id"],
        line=line["return_line_id"],
        operator=told["operator"],
        customer_id=told["customer_id"],
        fact_id=told["fact_id"],
    )
    pieces = []
    for out, quantity, cost in _came(session, told["number"], line):
        slot = shelf.slot(line["product_id"], out.warehouse_id)
        here = shelf.here(slot, shelf.lots[out.lot_id])
        stock.quarantine(slot, here, quantity, cost, RETURN, source)
        pieces.append(_returned(told, line, out, quantity, cost))
    session.add_all(pieces)
    session.flush()
    return pieces


def _came(session: Session, number: str, line: Told) -> list[tuple[rules.Out, Decimal, Decimal]]:
    """The lots of a return line as the issue knew them, with what they cost; unnamed, they come back
    in leaving order."""
    outs = queries.out_by(session, line["issue_line_id"])
    came = [
        (out, lot["quantity"], _told_cost(out, lot))
        for lot in line["lots"]
        for out in outs
        if out.lot_id == lot["lot_id"]
    ]
    if not line["lots"]:
        shared = rules.share_out(line["quantity"], outs)
        came = [(out, quantity, out.cost_of(quantity)) for out, quantity in shared]
    names = {"product": line["product_code"], "delivery": line["delivery_number"]}
    if sum((quantity for _, quantity, _ in came), NONE) != line["quantity"]:
        raise IssueUnknown(number=number, **names)
    for out, quantity, _ in came:
        if quantity > out.left:
            raise ReturnTooLarge(number=number, left=out.left, **names)
    return came


def _told_cost(out: rules.Out, lot: Told) -> Decimal:
    """Sales' first returns did not say what the lots cost."""
    return money(lot["cost"]) if "cost" in lot else out.cost_of(lot["quantity"])


def _meant(session: Session, back: Return, item: Told) -> list[Returned]:
    pieces = queries.pieces_of(session, item["return_line_id"], item["lot_id"])
    if not pieces:
        raise ReturnUnknown(number=back.number)
    return pieces


def _dispose(shelf: Shelf, told: Told, item: Told, pieces: list[Returned]) -> list[Told]:
    left = sum((piece.left for piece in pieces), NONE)
    if item["quantity"] > left:
        lot = shelf.lots[pieces[0].lot_id].number
        raise DisposalTooLarge(number=told["number"], lot=lot, left=left)
    kind = rules.LEAVES_BY[item["kind"]]
    source = Source(
        kind="disposal",
        id=told["disposal_id"],
        line=item["item_id"],
        operator=told["operator"],
        customer_id=told["customer_id"] if kind == TO_CUSTOMER else None,
        fact_id=told["fact_id"],
    )
    done = []
    for piece, quantity in rules.share_out(item["quantity"], pieces):
        cost = rules.cost_of_leaving(piece, quantity, kind)
        _leave(shelf, piece, quantity, cost, kind, source)
        done.append(item | {"lot_id": piece.lot_id, "quantity": quantity, "cost": cost})
    return done


def _leave(
    shelf: Shelf, piece: Returned, quantity: Decimal, cost: Decimal, kind: str, source: Source
) -> None:
    slot = shelf.slot(piece.product_id, piece.warehouse_id)
    here = shelf.here(slot, shelf.lots[piece.lot_id])
    stock.leave_quarantine(slot, here, quantity, cost, kind, source)
    if kind == RELEASE:
        stock.take_in(slot, here, quantity, cost, RELEASE, source)
    piece.disposed += quantity
    piece.disposed_cost += cost
    if kind == TO_CUSTOMER:
        piece.sent_back += quantity
        piece.sent_back_cost += cost


def _return(told: Told) -> Return:
    return Return(
        id=told["return_id"],
        version=1,
        number=told["number"],
        customer_id=told["customer_id"],
        received_at=told["received_at"],
        created_at=clock.now(),
    )


def _disposal(told: Told, back: Return) -> Disposal:
    return Disposal(
        id=told["disposal_id"], return_id=back.id, number=back.number, created_at=clock.now()
    )


def _returned(told: Told, line: Told, out: rules.Out, quantity: Decimal, cost: Decimal) -> Returned:
    return Returned(
        id=new_id(),
        return_id=told["return_id"],
        return_line_id=line["return_line_id"],
        issue_line_id=line["issue_line_id"],
        product_id=line["product_id"],
        warehouse_id=out.warehouse_id,
        lot_id=out.lot_id,
        quantity=quantity,
        cost=cost,
        disposed=NONE,
        disposed_cost=NIL,
        sent_back=NONE,
        sent_back_cost=NIL,
    )


def _lines(shelf: Shelf, pieces: list[Returned]) -> list[Told]:
    lines: dict[UUID, Told] = {}
    for piece in pieces:
        line = {"return_line_id": piece.return_line_id, "product_id": piece.product_id, "lots": []}
        take = Take(shelf.lots[piece.lot_id], piece.quantity, piece.cost)
        lines.setdefault(piece.return_line_id, line)["lots"] += events.lots_of([take])
    return list(lines.values())
