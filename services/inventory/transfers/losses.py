"""What is done about pieces that never arrived: propose to write them off, approve or reject it."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.ids import new_id
from chassis.transport.outbox import emit

from .. import events
from ..errors import LossDeciderIsProposer
from ..stock import rules as stock
from ..stock.commands import put_away
from ..stock.slots import NIL, Source
from . import commands, queries, rules
from .models import Loss, Transfer, TransferPiece

Told = dict[str, Any]


def propose_loss(session: Session, transfer_id: UUID, told: Told) -> list[Loss]:
    """Say that pieces on their way are lost; they stay on their way until another person approves."""
    transfer = queries.transfer_to_change(session, transfer_id)
    rules.after(transfer.status, rules.ANSWER, transfer.number)
    pieces = queries.pieces_of(session, transfer.id)
    lost = list(rules.meant(pieces, {}, told, "", transfer.number))
    losses = [_loss(session, piece, quantity, told["reason"]) for piece, quantity in lost]
    session.add_all(losses)
    session.flush()
    for loss in losses:
        state = {"lot": loss.lot, "quantity": loss.quantity, "status": loss.status}
        record(session, f"transfer_loss/{loss.id}", None, state, loss.reason)
    return losses


def approve_loss(session: Session, loss_id: UUID) -> Loss:
    """Write lost pieces off at average cost, as a count difference."""
    loss, transfer = _to_decide(session, loss_id, rules.APPROVE)
    pieces = queries.pieces_of(session, transfer.id)
    piece = next(each for each in pieces if each.id == loss.piece_id)
    rules.refuse_more_than_left(piece, loss.quantity, transfer.number)
    loss.value = -_write_off(session, loss, piece)
    _decide(session, loss, transfer, rules.APPROVE)
    commands.settle(session, transfer, pieces, {"written_off": loss.quantity, "lot": loss.lot})
    emit(session, events.transfer_written_off(loss))
    return loss


def reject_loss(session: Session, loss_id: UUID) -> Loss:
    """The pieces are to be looked for again."""
    loss, transfer = _to_decide(session, loss_id, rules.REJECT)
    _decide(session, loss, transfer, rules.REJECT)
    return loss


def _to_decide(session: Session, loss_id: UUID, verb: str) -> tuple[Loss, Transfer]:
    loss = queries.loss_named(session, loss_id)
    transfer = queries.transfer_to_change(session, loss.transfer_id)
    session.refresh(loss)
    if loss.proposed_by == actor(session).id:
        raise LossDeciderIsProposer(number=transfer.number)
    rules.decided(loss.status, verb, transfer.number)
    return loss, transfer


def _write_off(session: Session, loss: Loss, piece: TransferPiece) -> Decimal:
    shelf = commands.open_pieces(session, [piece])
    slot, here = commands.on_the_way(shelf, piece)
    source = Source("transfer", loss.transfer_id, loss.id, actor(session).id)
    takes = stock.lose_between(slot, here, loss.quantity, source)
    piece.written_off += loss.quantity
    put_away(session, shelf)
    return sum((take.cost for take in takes), NIL)


def _decide(session: Session, loss: Loss, transfer: Transfer, verb: str) -> None:
    decider, before = actor(session), {"status": loss.status}
    loss.status = rules.decided(loss.status, verb, transfer.number)
    loss.decided_by, loss.decided_by_name = decider.id, decider.name
    loss.decided_at = clock.now()
    loss.version += 1
    session.flush()
    after = {"status": loss.status, "value": loss.value}
    record(session, f"transfer_loss/{loss.id}", before, after)


def _loss(session: Session, piece: TransferPiece, quantity: Decimal, reason: str) -> Loss:
    proposer = actor(session)
    return Loss(
        id=new_id(),
        version=1,
        status=rules.PROPOSED,
        transfer_id=piece.transfer_id,
        piece_id=piece.id,
        product_id=piece.product_id,
        lot_id=piece.lot_id,
        lot=piece.lot,
        quantity=quantity,
        reason=reason,
        proposed_by=proposer.id,
        proposed_by_name=proposer.name,
        created_at=clock.now(),
    )
