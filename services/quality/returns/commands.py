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
    pieces = queries.pieces_of_line(session, UUID(line["return_line_id"]))
    of_lot = {piece.lot_id: piece for piece in pieces}
    for lot in line["lots"]:
        piece = of_lot.get(UUID(lot["lot_id"])) or _name_lot(session, pieces[0], lot)
        piece.quarantined = Decimal(lot["quantity"])


def _name_lot(session: Session, piece: Piece, lot: dict[str, Any]) -> Piece:
    """Inventory names a lot that the return did not: of the unnamed pieces, or of some beside them."""
    if piece.lot_id is not None:
        mine = {"case_id": piece.case_id, "return_id": piece.return_id}
        piece = Piece(id=new_id(), **mine, return_line_id=piece.return_line_id)
        session.add(piece)
    piece.lot_id, piece.lot = UUID(lot["lot_id"]), lot["lot"]
    piece.quantity = Decimal(lot["quantity"])
    return piece


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
    """Inventory carried items out, each at its cost; an item unknown here is kept for its return.

    One item may come back in parts, lot by lot.
    """
    parts: dict[str, list[dict[str, Any]]] = {}
    for item in disposal["items"]:
        parts.setdefault(item["item_id"], []).append(item)
    for item_id, lots in parts.items():
        row = session.get(Disposition, UUID(item_id)) or _unforeseen(session, disposal, lots)
        row.cost = sum((Decimal(part["cost"]) for part in lots), Decimal(0))
        row.disposed_at = at


def _unforeseen(
    session: Session, disposal: dict[str, Any], lots: list[dict[str, Any]]
) -> Disposition:
    line_id = UUID(lots[0]["return_line_id"])
    case_id = session.scalars(select(Piece.case_id).where(Piece.return_line_id == line_id)).first()
    row = Disposition(
        id=UUID(lots[0]["item_id"]),
        case_id=case_id,
        return_id=UUID(disposal["return_id"]),
        disposal_id=UUID(disposal["disposal_id"]),
        return_line_id=line_id,
        lot_id=_id(lots[0]["lot_id"]),
        kind=lots[0]["kind"],
        quantity=sum((Decimal(part["quantity"]) for part in lots), Decimal(0)),
    )
    session.add(row)
    return row


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None
