"""What happens to a delivery after it left: shipped, signed for, and either taken back with a reason."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor, lock
from chassis.data.journal import record
from chassis.ids import new_id
from chassis.transport.outbox import emit
from chassis.web.scope import reaches

from .. import events
from ..errors import DayBeforeDelivery, DayStillToCome, DeliveryNotFound, SignedLineUnknown
from . import rules
from .models import Delivery, DeliveryLine, DeliveryStep

SHIPPED = ("shipped_on", "carrier", "waybill", "packages")
SIGNED = ("signed_on", "signed_by", "claim_note")


def ship(session: Session, delivery_id: UUID, wanted: Mapping[str, Any]) -> None:
    """Note that a carrier took the goods: who, under which waybill, in how many packages, when."""
    delivery = _advance(session, delivery_id, "ship")
    delivery.shipped_on = _day(delivery, wanted["shipped_on"], "/shipped_on")
    for name in SHIPPED[1:]:
        setattr(delivery, name, wanted[name])
    _note(session, delivery, "shipped", SHIPPED)
    emit(session, events.delivery_shipped(delivery))


def sign_for(session: Session, delivery_id: UUID, wanted: Mapping[str, Any]) -> None:
    """Note the customer's receipt; pieces that differ from the delivery are noted as a claim."""
    delivery = _advance(session, delivery_id, "sign_for")
    earliest = delivery.shipped_on or delivery.delivered_on
    delivery.signed_on = _day(delivery, wanted["signed_on"], "/signed_on", earliest)
    delivery.signed_by, delivery.claim_note = wanted["signed_by"], wanted["claim_note"]
    lines = _lines(session, delivery_id)
    told = _counted(lines, wanted["lines"])
    for line in lines:
        line.signed = told.get(line.id, line.quantity)
    delivery.differs = any(line.signed != line.quantity for line in lines)
    rules.check_claim(delivery.number, delivery.differs, delivery.claim_note)
    _note(session, delivery, "signed_for", (*SIGNED, "differs"))
    emit(session, events.delivery_signed_for(delivery, lines))


def reverse(session: Session, delivery_id: UUID, reason: str) -> None:
    """Take the last step back, with a reason; the step stays in the trail."""
    delivery = _advance(session, delivery_id, "reverse")
    step = "signed_for" if delivery.signed_on else "shipped"
    before = {name: getattr(delivery, name) for name in SIGNED + SHIPPED}
    if step == "signed_for":
        delivery.status = "shipped" if delivery.shipped_on else "issued"
        delivery.signed_on = delivery.signed_by = delivery.claim_note = None
        delivery.differs = False
        for line in _lines(session, delivery_id):
            line.signed = None
    else:
        for name in SHIPPED:
            setattr(delivery, name, None)
    after = {name: getattr(delivery, name) for name in SIGNED + SHIPPED}
    _record(session, delivery, before, after, reason)
    session.add(_step(session, delivery, f"{step}_reversed", {"reason": reason}))
    emit(session, events.delivery_reversed(delivery))


def _advance(session: Session, delivery_id: UUID, verb: str) -> Delivery:
    """The delivery, locked, in scope and in its next state."""
    lock(session, [f"delivery/{delivery_id}"])
    delivery = session.get(Delivery, delivery_id)
    if delivery is None or not reaches(
        actor(session), "sales.delivery", delivery.salesperson_id, delivery.department
    ):
        raise DeliveryNotFound()
    delivery.status = rules.next_status(delivery.number, delivery.status, verb)
    delivery.version += 1
    return delivery


def _day(
    delivery: Delivery, wanted: date | None, pointer: str, earliest: date | None = None
) -> date:
    """The day a person states, or today; not before the goods left and not ahead."""
    today = clock.today()
    day, earliest = wanted or today, earliest or delivery.delivered_on
    if day > today:
        raise DayStillToCome(pointer, day=day, today=today)
    if day < earliest and wanted:
        raise DayBeforeDelivery(pointer, day=day, number=delivery.number, earliest=earliest)
    return max(day, earliest)


def _lines(session: Session, delivery_id: UUID) -> list[DeliveryLine]:
    query = select(DeliveryLine).where(DeliveryLine.delivery_id == delivery_id)
    return list(session.scalars(query.order_by(DeliveryLine.id)))


def _counted(
    lines: Iterable[DeliveryLine], told: Iterable[Mapping[str, Any]]
) -> dict[UUID, Decimal]:
    """What the customer counted per line; refuses a line of another delivery, or named twice."""
    known = {line.id for line in lines}
    counted: dict[UUID, Decimal] = {}
    for place, line in enumerate(told):
        if line["delivery_line_id"] not in known or line["delivery_line_id"] in counted:
            pointer = f"/lines/{place}/delivery_line_id"
            raise SignedLineUnknown(pointer, delivery_line_id=line["delivery_line_id"])
        counted[line["delivery_line_id"]] = line["quantity"]
    return counted


def _note(session: Session, delivery: Delivery, kind: str, names: tuple[str, ...]) -> None:
    told = {name: getattr(delivery, name) for name in names}
    _record(session, delivery, None, told | {"status": delivery.status})
    session.add(_step(session, delivery, kind, told))


def _record(
    session: Session,
    delivery: Delivery,
    before: dict[str, Any] | None,
    after: dict[str, Any],
    reason: str = "",
) -> None:
    """Who signed is sealed under the customer's key, as where an order goes is."""
    thing, classes = f"delivery/{delivery.id}", {"signed_by": "confidential"}
    record(session, thing, before, after, reason, classes, delivery.customer_id)


def _step(session: Session, delivery: Delivery, kind: str, told: dict[str, Any]) -> DeliveryStep:
    return DeliveryStep(
        id=new_id(),
        delivery_id=delivery.id,
        kind=kind,
        at=clock.now(),
        by=actor(session).id,
        by_name=actor(session).name,
        day=told.get("signed_on") or told.get("shipped_on") or clock.today(),
        reason=told.get("reason"),
    )
