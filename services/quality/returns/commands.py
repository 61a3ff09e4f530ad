"""Track returned pieces: expected, in quarantine, judged, disposed of."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.ids import new_id
from chassis.transport.outbox import emit

from .. import events
from . import queries, rules
from .models import Disposition, Piece


def expect_pieces(session: Session, case_id: UUID, return_id: UUID, line: dict[str, Any]) -> None:
    """The pieces of a returned line belong to this case, and so does what inventory did with them."""
    line_id = UUID(line["return_line_id"])
    for lot in line["lots"] or [{"lot_id": None, "lot": None, "quantity": line["quantity"]}]:
        piece = Piece(id=new_id(), case_id=case_id, return_id=return_id, return_line_id=line_id)
        piece.lot_id, piece.lot = _id(lot["lot_id"]), lot["lot"]
        piece.quantity = Decimal(lot["quantity"])
        session.add(piece)
    earlier = update(Disposition).where(Disposition.return_line_id == line_id)
    session.execute(earlier.values(case_id=case_id))


def note_quarantined(session: Session, line: dict[str, Any]) -> None:
    """Inventory has the pieces of a returned line in quarantine, lot by lot."""
    line_id = UUID(line["return_line_id"])
    pieces = {piece.lot_id: piece for piece in queries.pieces_of_line(session, line_id)}
    for lot in line["lots"]:
        piece = pieces.get(_id(lot["lot_id"])) or pieces.pop(None, None)
        if piece is not None:
            piece.lot_id, piece.lot = _id(lot["lot_id"]), lot["lot"]
            piece.quarantined = Decimal(lot["quantity"])


def judge_pieces(
    session: Session, case: Any, items: list[dict[str, Any]], finding: str
) -> list[Disposition]:
    """Decide what becomes of quarantined pieces, never of more than are left; inventory does it."""
    wanted = [((item["return_line_id"], item["lot_id"]), item["quantity"]) for item in items]
    rules.check_verdict(wanted, queries.left(session, case.id))
    nth, disposal_id = queries.disposals(session, case.return_id) + 1, new_id()
    verdict = {
        "case_id": case.id,
        "return_id": case.return_id,
        "disposal_id": disposal_id,
        "disposal": nth,
        "finding": finding,
        "judged_by": actor(session).id,
        "judged_by_name": actor(session).name,
        "judged_at": clock.now(),
    }
    rows = [Disposition(id=new_id(), **verdict, **item) for item in items]
    session.add_all(rows)
    emit(session, events.return_disposed(case.return_id, nth, disposal_id, rows))
    return rows


def note_disposed(session: Session, disposal: dict[str, Any], at: datetime) -> None:
    """Inventory carried items out, each at its cost; an item unknown here is kept for its return."""
    for item in disposal["items"]:
        row = session.get(Disposition, UUID(item["item_id"])) or _unforeseen(
            session, disposal, item
        )
        row.cost, row.disposed_at = Decimal(item["cost"]), at


def _unforeseen(session: Session, disposal: dict[str, Any], item: dict[str, Any]) -> Disposition:
    line_id = UUID(item["return_line_id"])
    case_id = session.scalars(select(Piece.case_id).where(Piece.return_line_id == line_id)).first()
    row = Disposition(
        id=UUID(item["item_id"]),
        case_id=case_id,
        return_id=UUID(disposal["return_id"]),
        disposal_id=UUID(disposal["disposal_id"]),
        return_line_id=line_id,
        lot_id=_id(item["lot_id"]),
        kind=item["kind"],
        quantity=Decimal(item["quantity"]),
    )
    session.add(row)
    return row


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None
