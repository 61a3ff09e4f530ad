"""Questions about holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Self
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from chassis.data.types import Quantity
from chassis.errors import NotFound
from chassis.web.shape import Shape

from . import rules
from .models import Hold, HoldEnding
from .schemas import EndingOut, HoldOut

HOLDS = Shape(HoldOut, Hold, children={"endings": (EndingOut, HoldEnding, HoldEnding.hold_id)})


@dataclass(frozen=True)
class Target:
    """What a hold is on: a lot, or without one a whole product; the batch says as one of which
    serial numbers the lot is meant."""

    product_id: UUID
    lot_id: UUID | None = None
    lot: str | None = None
    batch: str | None = field(default=None, compare=False)

    @classmethod
    def of(cls, hold: Hold) -> Self:
        """What an earlier hold is on."""
        return cls(hold.product_id, hold.lot_id, hold.lot)


def hold(session: Session, hold_id: UUID) -> Hold:
    found = session.get(Hold, hold_id)
    if found is None:
        raise NotFound
    return found


def holds_of(session: Session, case_id: UUID) -> Sequence[Hold]:
    mine = select(Hold).where(Hold.case_id == case_id)
    return session.scalars(mine.order_by(Hold.id)).all()


def holds_on(session: Session, product_id: UUID, lot_id: UUID) -> Sequence[Hold]:
    """Holds on a lot, and those on the whole product when it has no lots but this nameless one."""
    whole = and_(Hold.lot_id.is_(None), Hold.product_id == product_id)
    return session.scalars(
        select(Hold).where(or_(Hold.lot_id == lot_id, whole)).order_by(Hold.id)
    ).all()


def cases_holding(session: Session, product_id: UUID, batch: str) -> Sequence[UUID]:
    """The cases that hold a batch of serial numbers."""
    query = select(Hold.case_id).where(*_of_batch(product_id, batch)).distinct()
    return session.scalars(query.order_by(Hold.case_id)).all()


def hold_of_batch(session: Session, case_id: UUID, product_id: UUID, batch: str) -> Hold | None:
    """The first hold of a batch that a case has not ended."""
    mine = select(Hold).where(Hold.case_id == case_id, *_of_batch(product_id, batch))
    return session.scalars(mine.order_by(Hold.id).limit(1)).first()


def _of_batch(product_id: UUID, batch: str) -> tuple[Any, ...]:
    return (Hold.product_id == product_id, Hold.batch == batch, Hold.status != rules.ENDED)


def lock_keys(session: Session, case_id: UUID) -> list[str]:
    """What a command that may end a case's holds locks beside the case."""
    mine = select(Hold.id, Hold.lot_id).where(Hold.case_id == case_id)
    return [rules.lock_key(row.id, row.lot_id) for row in session.execute(mine)]


def endable_quantity(session: Session, hold: Hold) -> Decimal | None:
    """How many pieces of the hold's lot inventory said it holds, less those asked to be let go which
    it has not answered yet; None while it has not said."""
    balance = _balance(session, hold)
    if balance is None:
        return None
    asked = _on_its_lot(hold, func.sum(HoldEnding.__table__.c.quantity, type_=Quantity))
    asked = asked.where(HoldEnding.ground != rules.WAIVER, HoldEnding.released.is_(None))
    return max(Decimal(balance["held"]) - (session.scalar(asked) or 0), Decimal(0))


def waivable_quantity(session: Session, hold: Hold) -> Decimal | None:
    """How many pieces of the hold's lot no waiver lets go yet: held ones and those that customers
    have reserved by waiver, less what all waivers of the lot still grant."""
    balance = _balance(session, hold)
    if balance is None:
        return None
    unused = func.sum(HoldEnding.quantity - HoldEnding.used, type_=Quantity)
    granted = _on_its_lot(hold, unused).where(HoldEnding.waiver_status == rules.WAIVED)
    left = session.scalar(granted) or 0
    return Decimal(balance["held"]) + Decimal(balance["reserved"]) - left


def _on_its_lot(hold: Hold, what: ColumnElement[Any]) -> Select[Decimal]:
    """A sum over the endings of all holds on a hold's lot."""
    lot = Hold.lot_id == hold.lot_id if hold.lot_id else Hold.id == hold.id
    return select(what).join(Hold, Hold.id == HoldEnding.hold_id).where(lot)


def _balance(session: Session, hold: Hold) -> dict[str, Any] | None:
    return session.scalar(select(Hold.balance).where(Hold.id == hold.id))
