"""What is done about transfers: write, change, ship, receive, send back, cancel."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.ids import new_id
from chassis.numbers import part
from chassis.transport.outbox import emit
from paper.series import next_number

from .. import events
from ..demands.commands import serve_queue
from ..errors import ReceiverIsShipper, TransferToItself
from ..stock import moving
from ..stock.commands import put_away
from ..stock.queries import lots_by_number
from ..stock.rules import cost_of
from ..stock.shelf import Shelf, lock_products, open_shelf, read_emptied
from ..stock.slots import NONE, LotBalance, Source
from ..warehouses.models import TRANSIT
from ..warehouses.queries import warehouse_named
from . import queries, rules
from .lines import draft_lines, lines_told, refuse_unknown_lots
from .models import Arrival, Transfer, TransferLine, TransferPiece

Told = dict[str, Any]
Moved = list[tuple[TransferPiece, Any]]


def write_transfer(session: Session, told: Told) -> Transfer:
    """Draft a transfer; nothing moves before it is shipped."""
    writer = actor(session)
    transfer = Transfer(
        id=new_id(),
        version=1,
        status=rules.DRAFT,
        reason=told["reason"],
        made_by=writer.id,
        made_by_name=writer.name,
        created_at=clock.now(),
        **_places(session, told["from_id"], told["to_id"]),
    )
    lines = draft_lines(session, transfer.id, told["lines"])
    transfer.number = next_number(session, "TR", clock.today())
    session.add(transfer)
    session.flush()
    session.add_all(lines)
    record(session, f"transfer/{transfer.id}", None, _state(transfer, lines))
    return transfer


def change_transfer(session: Session, transfer_id: UUID, version: int, change: Told) -> Transfer:
    """Change a draft; lines that are given replace all it had."""
    transfer = queries.transfer_to_change(session, transfer_id, version)
    rules.after(transfer.status, rules.CHANGE, transfer.number)
    lines = queries.lines_of(session, transfer.id)
    before = _state(transfer, lines)
    transfer.reason = change.get("reason", transfer.reason)
    where = {name: change.get(name, getattr(transfer, name)) for name in ("from_id", "to_id")}
    for name, place in _places(session, **where).items():
        setattr(transfer, name, place)
    if "lines" in change:
        for line in lines:
            session.delete(line)
        session.flush()
        lines = draft_lines(session, transfer.id, change["lines"])
        session.add_all(lines)
    transfer.version += 1
    session.flush()
    record(session, f"transfer/{transfer.id}", before, _state(transfer, lines))
    return transfer


def cancel_transfer(session: Session, transfer_id: UUID, reason: str) -> Transfer:
    """Give a draft up; what is shipped is received or sent back instead."""
    transfer = queries.transfer_to_change(session, transfer_id)
    _advance(session, transfer, rules.CANCEL, {}, reason)
    return transfer


def ship_transfer(session: Session, transfer_id: UUID) -> Transfer:
    """The goods leave their warehouse and are between warehouses; free pieces only, and no held lot."""
    transfer = queries.transfer_to_change(session, transfer_id)
    rules.after(transfer.status, rules.SHIP, transfer.number)
    lines, shipper = queries.lines_of(session, transfer.id), actor(session)
    _places(session, transfer.from_id, transfer.to_id)
    shelf = _open(session, lines)
    pieces = [each for line in lines for each in _send(shelf, transfer, line, shipper.id)]
    sent = [(piece, piece.shipped) for piece in pieces]
    transfer.shipped_by, transfer.shipped_by_name = shipper.id, shipper.name
    transfer.shipped_at = clock.now()
    put_away(session, shelf)
    session.add_all(pieces)
    _advance(session, transfer, rules.SHIP, {"lots": _lots(sent)})
    emit(session, events.stock_transferred(transfer, rules.SHIPPED, sent))
    return transfer


def receive_transfer(session: Session, transfer_id: UUID, told: Told) -> Transfer:
    """Shipped goods arrive, in one or several goes, taken in by another person than sent them off;
    they serve the queue there. What is missing stays on its way."""
    transfer = queries.transfer_to_change(session, transfer_id)
    if transfer.shipped_by == actor(session).id:
        raise ReceiverIsShipper(number=transfer.number)
    return _come_in(session, transfer, rules.IN, transfer.to_id, told)


def send_back(session: Session, transfer_id: UUID, told: Told) -> Transfer:
    """Goods on their way come back to where they were shipped."""
    transfer = queries.transfer_to_change(session, transfer_id)
    return _come_in(session, transfer, rules.BACK, transfer.from_id, told)


def settle(session: Session, transfer: Transfer, pieces: list[TransferPiece], told: Told) -> None:
    """Move a transfer on after some of its pieces were answered for."""
    verb = rules.step(pieces)
    if verb != rules.ANSWER:
        transfer.settled_at = clock.now()
    _advance(session, transfer, verb, told)


def open_pieces(session: Session, pieces: list[TransferPiece]) -> Shelf:
    """The shelf of what was shipped, under its locks."""
    products = {piece.product_id for piece in pieces}
    lock_products(session, products)
    return open_shelf(session, products, {piece.lot_id for piece in pieces})


def on_the_way(shelf: Shelf, piece: TransferPiece) -> moving.Place:
    """Where pieces between warehouses are."""
    slot = shelf.slot(piece.product_id, TRANSIT)
    return slot, shelf.here(slot, shelf.lots[piece.lot_id])


def _places(session: Session, from_id: UUID, to_id: UUID) -> dict[str, UUID]:
    if from_id == to_id:
        raise TransferToItself("/to_id")
    return {
        "from_id": warehouse_named(session, from_id, "/from_id").id,
        "to_id": warehouse_named(session, to_id, "/to_id").id,
    }


def _open(session: Session, lines: list[TransferLine]) -> Shelf:
    products = {line.product_id for line in lines}
    lock_products(session, products)
    named = {(line.product_id, lot) for line in lines for lot in line.lots}
    known = lots_by_number(session, named)
    refuse_unknown_lots(lines, known)
    shelf = open_shelf(session, products, known.values())
    read_emptied(session, shelf, TRANSIT)
    return shelf


def _send(
    shelf: Shelf, transfer: Transfer, line: TransferLine, operator: UUID
) -> list[TransferPiece]:
    slot, transit = (shelf.slot(line.product_id, at) for at in (transfer.from_id, TRANSIT))
    picks = rules.choose_lots(slot, line.lots, line.quantity, f"/lines/{line.line_no - 1}")
    cost, gone, pieces = cost_of(slot.pool, line.quantity), NONE, []
    for here, quantity in picks:
        value = part(cost, line.quantity, gone, quantity)
        gone += quantity
        piece = _piece(line, here, quantity, value)
        source = Source("transfer", transfer.id, piece.id, operator)
        way = (transit, shelf.here(transit, here.lot))
        moving.send((slot, here), way, quantity, value, source)
        pieces.append(piece)
    return pieces


def _piece(line: TransferLine, here: LotBalance, quantity: Any, value: Any) -> TransferPiece:
    return TransferPiece(
        id=new_id(),
        transfer_id=line.transfer_id,
        line_id=line.id,
        product_id=line.product_id,
        lot_id=here.lot.id,
        lot=here.lot.number,
        shipped=quantity,
        value=value,
        received=NONE,
        sent_back=NONE,
        written_off=NONE,
    )


def _come_in(
    session: Session, transfer: Transfer, kind: str, warehouse_id: UUID, told: Told
) -> Transfer:
    rules.after(transfer.status, rules.ANSWER, transfer.number)
    pieces = queries.pieces_of(session, transfer.id)
    came = _meant(transfer, pieces, told["lines"])
    shelf = open_pieces(session, pieces)
    for piece, quantity in came:
        arrival = _arrival(session, piece, kind, quantity, told["remark"])
        session.add(arrival)
        source = Source("transfer", transfer.id, arrival.id, arrival.operator)
        _arrive(shelf, piece, warehouse_id, quantity, source)
        setattr(piece, kind, getattr(piece, kind) + quantity)
    session.flush()
    serve_queue(session, shelf, {"code": "transfer"})
    put_away(session, shelf)
    settle(session, transfer, pieces, {kind: _lots(came)})
    emit(session, events.stock_transferred(transfer, kind, came))
    return transfer


def _meant(transfer: Transfer, pieces: list[TransferPiece], told: list[Told] | None) -> Moved:
    """What a keeper's lines mean, each lot once; without lines everything that is on its way."""
    if told is None:
        return [(piece, piece.left) for piece in pieces if piece.left]
    came: dict[UUID, Any] = {}
    by_id = {piece.id: piece for piece in pieces}
    for place, line in enumerate(told):
        found = rules.meant(pieces, came, line, f"/lines/{place}", transfer.number)
        for piece, quantity in list(found):
            came[piece.id] = came.get(piece.id, NONE) + quantity
    return [(by_id[piece_id], quantity) for piece_id, quantity in came.items()]


def _arrive(
    shelf: Shelf, piece: TransferPiece, warehouse_id: UUID, quantity: Any, source: Source
) -> None:
    """Each arrival carries its part of the value the pieces were shipped at."""
    value = part(piece.value, piece.shipped, piece.answered, quantity)
    way = on_the_way(shelf, piece)
    slot = shelf.slot(piece.product_id, warehouse_id)
    moving.arrive(way, (slot, shelf.here(slot, way[1].lot)), quantity, value, source)


def _arrival(
    session: Session, piece: TransferPiece, kind: str, quantity: Any, remark: str | None
) -> Arrival:
    keeper = actor(session)
    return Arrival(
        id=new_id(),
        transfer_id=piece.transfer_id,
        piece_id=piece.id,
        kind=kind,
        lot=piece.lot,
        quantity=quantity,
        remark=remark,
        operator=keeper.id,
        operator_name=keeper.name,
        at=clock.now(),
    )


def _advance(session: Session, transfer: Transfer, verb: str, told: Told, reason: str = "") -> None:
    before = {"status": transfer.status}
    transfer.status = rules.after(transfer.status, verb, transfer.number)
    transfer.version += 1
    session.flush()
    record(session, f"transfer/{transfer.id}", before, {"status": transfer.status} | told, reason)


def _state(transfer: Transfer, lines: list[TransferLine]) -> Told:
    told = {name: getattr(transfer, name) for name in ("from_id", "to_id", "reason", "status")}
    return told | {"lines": lines_told(lines)}


def _lots(moved: Moved) -> list[Told]:
    return [{"lot": piece.lot, "quantity": quantity} for piece, quantity in moved]
