"""Ask inventory to hold a lot, note who that affects, and end a hold on a ground."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor, lock
from chassis.data.journal import record
from chassis.errors import NotFound
from chassis.ids import new_id
from chassis.transport.outbox import emit

from .. import events
from ..errors import (
    CustomerNotWaived,
    HoldEnded,
    HoldEndedByRequester,
    HoldQuantityTooMuch,
    WaiverTooMuch,
)
from ..references.queries import customer
from . import queries, rules
from .models import AffectedCustomer, AffectedOrder, Hold, HoldEnding


def request_hold(
    session: Session, case: Any, target: queries.Target, for_: Hold | None = None
) -> Hold:
    """Ask that a lot (or a whole untracked product) does not leave; inventory answers with where it is.

    Without a person who asks it is asked `for_` the one who asked for that other hold.
    """
    who = (for_.requested_by, for_.requested_by_name) if for_ else None
    asker, asker_name = who or (actor(session).id, actor(session).name)
    hold = Hold(
        id=new_id(),
        version=1,
        case_id=case.id,
        case_number=case.number,
        product_id=target.product_id,
        lot_id=target.lot_id,
        lot=target.lot,
        batch=target.batch,
        status=rules.REQUESTED,
        requested_by=asker,
        requested_by_name=asker_name,
        created_at=clock.now(),
    )
    session.add(hold)
    emit(session, events.lot_hold_requested(hold))
    record(session, f"hold/{hold.id}", None, {"case": case.number, "lot": hold.lot})
    return hold


def widen_hold(session: Session, hold: Hold, batch: str) -> None:
    """Ask again for a hold, now as of a batch, which what still arrives of it is held with."""
    hold.batch = batch
    hold.version += 1
    emit(session, events.lot_hold_requested(hold))
    record(session, f"hold/{hold.id}", {"batch": None}, {"batch": batch})


def end_hold(session: Session, hold_id: UUID, form: dict[str, Any]) -> Hold:
    """The quality manager releases some (`quantity`) or all pieces, on a ground with its evidence."""
    found = queries.hold(session, hold_id)
    lock(session, [rules.lock_key(found.id, found.lot_id)])
    hold = session.get(Hold, hold_id, populate_existing=True)
    if hold is None:
        raise NotFound
    _refuse_ending(session, hold, form)
    _end(session, hold, form)
    return hold


def end_holds_of(session: Session, case_id: UUID, ground: str, reason: str) -> None:
    """End all holds that a case still has."""
    mine = select(Hold).where(Hold.case_id == case_id, Hold.status != rules.ENDED)
    for hold in session.scalars(mine.order_by(Hold.id)).all():
        _end(session, hold, {"ground": ground, "quantity": None, "reason": reason})


def _refuse_ending(session: Session, hold: Hold, form: dict[str, Any]) -> None:
    if hold.status == rules.ENDED:
        raise HoldEnded(number=hold.case_number)
    if hold.requested_by == actor(session).id:
        raise HoldEndedByRequester
    rules.check_ground(form, clock.today())
    if form["ground"] != rules.WAIVER and form["customer_id"]:
        raise CustomerNotWaived("/customer_id")
    _refuse_more_than_held(session, hold, form)


def _refuse_more_than_held(session: Session, hold: Hold, form: dict[str, Any]) -> None:
    quantity, lot = form["quantity"], hold.lot or "-"
    if quantity is None:
        return
    held = queries.endable_quantity(session, hold)
    if form["ground"] == rules.WAIVER:
        left = queries.waivable_quantity(session, hold)
        if left is not None and quantity > left:
            raise WaiverTooMuch("/quantity", left=f"{left:f}", lot=lot)
    elif held is not None and quantity > held:
        raise HoldQuantityTooMuch("/quantity", held=f"{held:f}", lot=lot)


def _end(session: Session, hold: Hold, how: dict[str, Any]) -> None:
    """Write the ending down. A waiver ends nothing: the lot stays held for everybody else."""
    ending = _ending(session, hold, how)
    session.add(ending)
    before = {"status": hold.status}
    hold.version += 1
    if ending.quantity is None:
        hold.status, hold.ended_at = rules.ENDED, ending.ended_at
    is_waiver = ending.ground == rules.WAIVER
    state = events.lot_waiver_granted if is_waiver else events.lot_hold_ended
    emit(session, state(hold, ending))
    after: dict[str, Any] = {"status": hold.status, "ground": ending.ground}
    after["quantity"] = ending.quantity
    if is_waiver:
        after |= {"customer": ending.customer_id, "expires_on": ending.expires_on}
    record(session, f"hold/{hold.id}", before, after, ending.reason)


def _ending(session: Session, hold: Hold, how: dict[str, Any]) -> HoldEnding:
    theirs: dict[str, Any] = {}
    if how["ground"] == rules.WAIVER:
        name = customer(session, how["customer_id"]).name
        theirs = {"customer_name": name, "used": Decimal(0), "waiver_status": rules.WAIVED}
    return HoldEnding(
        id=new_id(),
        hold_id=hold.id,
        case_id=hold.case_id,
        ended_by=actor(session).id,
        ended_by_name=actor(session).name,
        ended_at=clock.now(),
        **how,
        **theirs,
    )


def follow_lot(session: Session, state: dict[str, Any], sequence: int, at: datetime) -> None:
    """Inventory decides what it holds: a hold it lists is in force, one it lists no more is over.

    States of the lot may come in any order, so each hold remembers the newest that listed it and
    the newest that did not.
    """
    listed = {UUID(hold["hold_id"]) for hold in state["holds"]}
    for hold in queries.holds_on(session, UUID(state["product_id"]), UUID(state["lot_id"])):
        if hold.id in listed:
            hold.seen = max(sequence, hold.seen or 0)
            hold.in_force_at = min(at, hold.in_force_at or at)
        else:
            hold.passed = max(sequence, hold.passed or 0)
        _settle(hold, at)
    for waiver in state.get("waivers", ()):
        _follow_waiver(session, waiver)


def note_released(session: Session, told: dict[str, Any]) -> None:
    """Inventory answered how many pieces an ending let go."""
    ending = session.get(HoldEnding, UUID(told["ending_id"]))
    if ending:
        ending.released = Decimal(told["released"])


def _follow_waiver(session: Session, told: dict[str, Any]) -> None:
    """States come in any order: what left by a waiver only grows, and what is over stays so."""
    ending = session.get(HoldEnding, UUID(told["waiver_id"]))
    if ending is None:
        return
    ending.used = max(ending.used or Decimal(0), Decimal(told["used"]))
    if ending.waiver_status == rules.WAIVED:
        ending.waiver_status = told["status"]


def _settle(hold: Hold, at: datetime) -> None:
    if hold.status == rules.ENDED or hold.seen is None:
        return
    hold.status = rules.IN_FORCE
    if (hold.passed or 0) > hold.seen:
        hold.status, hold.ended_at = rules.ENDED, at


def note_affected(session: Session, state: dict[str, Any], sequence: int) -> None:
    """Who has pieces of the held lot and which orders lost theirs, for every case that holds it.

    Facts may come in any order: each row keeps the numbers of the newest fact that named it, and a
    later fact without it (the order found other goods) does not erase that it was affected.
    """
    for case_id in {UUID(hold["case_id"]) for hold in state["holds"]}:
        where = {"case_id": case_id, "lot_id": UUID(state["lot_id"])}
        for line in state["customers"]:
            key = where | {"customer_id": UUID(line["customer_id"])}
            _keep(session, AffectedCustomer, key, sequence, _customer(state, line))
        for line in state["orders"]:
            key = where | {"line_id": UUID(line["line_id"])}
            _keep(session, AffectedOrder, key, sequence, _order(state, line))


def _customer(state: dict[str, Any], line: dict[str, Any]) -> dict[str, Any]:
    counts = {name: Decimal(line[name]) for name in ("delivered", "returned", "net")}
    names = {name: line[name] for name in ("display_name", "order_numbers")}
    return {"lot": state["lot"]} | counts | names


def _order(state: dict[str, Any], line: dict[str, Any]) -> dict[str, Any]:
    ids = {name: UUID(line[name]) for name in ("order_id", "customer_id")}
    quantity = Decimal(line["quantity"])
    return ids | {"lot": state["lot"], "number": line["number"], "quantity": quantity}


def _keep(session: Session, model: Any, key: dict[str, Any], sequence: int, values: dict[str, Any]):
    row = session.scalars(select(model).filter_by(**key)).first()
    if row is None:
        session.add(model(id=new_id(), sequence=sequence, **key, **values))
    elif row.sequence < sequence:
        for name, value in (values | {"sequence": sequence}).items():
            setattr(row, name, value)
