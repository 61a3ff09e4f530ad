"""Questions about returned pieces."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from . import rules
from .models import Disposition, Piece


def pieces_of_line(session: Session, return_line_id: UUID) -> Sequence[Piece]:
    mine = select(Piece).where(Piece.return_line_id == return_line_id)
    return session.scalars(mine.order_by(Piece.id)).all()


def left(session: Session, case_id: UUID) -> dict[rules.Piece, Decimal | None]:
    """Pieces of a case in quarantine without a verdict; None where not confirmed in quarantine."""
    pieces = select(Piece).where(Piece.case_id == case_id)
    judged = select(Disposition).where(Disposition.case_id == case_id)
    return rules.left(
        [((row.return_line_id, row.lot_id), row.quarantined) for row in session.scalars(pieces)],
        [((row.return_line_id, row.lot_id), row.quantity) for row in session.scalars(judged)],
    )


def disposals(session: Session, return_id: UUID) -> int:
    """How many verdicts were given on a return so far, over all its cases."""
    mine = select(func.max(Disposition.disposal)).where(Disposition.return_id == return_id)
    return session.scalar(mine) or 0


def costly(session: Session, case_id: UUID) -> Sequence[Disposition]:
    """Dispositions carried out whose cost is cost of poor quality: not where the customer pays."""
    mine = select(Disposition).where(Disposition.case_id == case_id, Disposition.cost > 0)
    mine = mine.where(Disposition.kind.in_(rules.COSTLY))
    mine = mine.where(func.coalesce(Disposition.fault, "").not_in(rules.CHARGED))
    return session.scalars(mine.order_by(Disposition.id)).all()
