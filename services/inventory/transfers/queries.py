"""Questions about transfers, and the document under its lock."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.errors import NotFound, StaleVersion

from .models import Loss, Transfer, TransferLine, TransferPiece


def transfer_to_change(session: Session, transfer_id: UUID, version: int | None = None) -> Transfer:
    """The transfer, locked until the commit."""
    transfer = session.get(Transfer, transfer_id, with_for_update=True, populate_existing=True)
    if transfer is None:
        raise NotFound
    if version is not None and transfer.version != version:
        raise StaleVersion(version=transfer.version)
    return transfer


def lines_of(session: Session, transfer_id: UUID) -> list[TransferLine]:
    """The lines of a transfer in their order."""
    mine = select(TransferLine).where(TransferLine.transfer_id == transfer_id)
    return list(session.scalars(mine.order_by(TransferLine.line_no)))


def pieces_of(session: Session, transfer_id: UUID) -> list[TransferPiece]:
    """What was shipped, lot by lot; read under the transfer's lock."""
    mine = select(TransferPiece).where(TransferPiece.transfer_id == transfer_id)
    return list(session.scalars(mine.order_by(TransferPiece.id)))


def loss_named(session: Session, loss_id: UUID) -> Loss:
    """A proposed or decided loss."""
    loss = session.get(Loss, loss_id)
    if loss is None:
        raise NotFound
    return loss
