"""What people do with orders: draft, change, confirm, post, cancel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.bulk import insert_last, insert_rows, update_last
from chassis.data.database import actor, lock
from chassis.data.journal import record
from chassis.errors import StaleVersion
from chassis.numbers import ZERO
from chassis.transport.outbox import emit
from paper.series import next_number

from .. import events
from ..credit.commands import Claim, clear_order, drop_order, lapse_hold
from ..errors import CreditHeld
from ..references import queries as references
from . import plans, queries, rules, terms, versions
from .models import Order, OrderLine

HEADS: Any = Order.__table__
LINES: Any = OrderLine.__table__
STATED = {"confirm": events.order_confirmed, "post": events.order_posted}
STAMPED = {"confirm": "confirmed_at", "post": "posted_at"}


def order_key(order_id: UUID | str) -> str:
    """The name of the lock under which an order changes."""
    return f"order/{order_id}"


@dataclass(frozen=True, slots=True)
class Rows:
    """An order as a command leaves it, with nothing of it delivered: its answer needs no reading."""

    head: Mapping[str, Any]
    lines: Sequence[Mapping[str, Any]]


def draft_order(session: Session, wanted: Mapping[str, Any]) -> Rows:
    """Write a new draft; its prices and tax rates come from the products where it states none."""
    who = actor(session)
    head, lines = plans.plan_order(session, wanted, who)
    head |= {"operator_id": who.id, "operator_name": who.name or None}
    head |= {"created_at": clock.now(), **plans.UNMOVED}
    plans.note(session, head, None, plans.told(head, lines))
    head["number"] = next_number(session, "SO", clock.today())
    insert_last(session, HEADS, [head])
    insert_last(session, LINES, lines)
    return Rows(head, lines)


def change_order(session: Session, order_id: UUID, changes: dict[str, Any], expected: int) -> None:
    """Change a draft that is still at the expected version; given lines replace all lines."""
    lock(session, [order_key(order_id)])
    order = queries.order(session, order_id)
    if order.version != expected:
        raise StaleVersion(version=order.version)
    rules.next_status(order.number, order.status, "change")
    before = queries.lines(session, order_id)
    wanted = plans.wanted_of(order, before) | changes
    head, lines = plans.plan_order(session, wanted, actor(session), order_id)
    told_before = plans.told(vars(order), [row._asdict() for row in before])
    if any(head[name] != getattr(order, name) for name in ("customer_id", "salesperson_id")):
        lapse_hold(session, claim_of(order, order.status, order.gross))
    session.execute(delete(OrderLine).where(OrderLine.order_id == order_id))
    insert_rows(session, LINES, lines)
    head["version"] = order.version + 1
    session.execute(update(HEADS).where(Order.id == order_id).values(head))
    plans.note(session, head, told_before, plans.told(head, lines))


def confirm_order(session: Session, order_id: UUID) -> Rows | CreditHeld:
    """Ask for the goods to be reserved, if the customer's credit allows it; else hold the order."""
    return _owe(session, order_id, "confirm")


def post_order(session: Session, order_id: UUID) -> Rows | CreditHeld:
    """Owe the goods, if the customer's credit allows it; else hold the order. A draft may be posted
    straight: a counter sale."""
    return _owe(session, order_id, "post")


def cancel_order(session: Session, order_id: UUID, reason: str) -> None:
    """Call an order off, as a version. Of a posted one only inventory knows what had gone already, so it
    is asked."""
    lock(session, [order_key(order_id)])
    order = queries.order(session, order_id)
    before = order.status
    after = rules.next_status(order.number, before, "cancel")
    rules.check_settled(order.number, order.amending)
    rules.check_cancellable(order.number, order.fulfilment)
    lines = queries.lines(session, order_id)
    version = None
    if before != "draft":
        version = versions.ask(session, order, lines, "cancelled", reason)
    order.status, order.cancel_reason = after, reason
    order.version += 1
    if after == "cancelled":
        _call_off(session, order, lines, before)
        if version:
            versions.take_force(session, order, version, queries.lines(session, order_id))
    else:
        emit(session, events.order_cancelling(order, lines))
    record(session, order_key(order_id), {"status": before}, {"status": after}, reason)


def _owe(session: Session, order_id: UUID, verb: str) -> Rows | CreditHeld:
    """Returns the refusal of an order put on hold: the caller commits the hold, then raises it."""
    lock(session, [order_key(order_id)])
    order = queries.head(session, order_id)
    after = rules.next_status(order.number, order.status, verb)
    if order.status == "draft":
        plans.check_day(session, order.ordered_on)
    lines = queries.lines(session, order_id)
    customer = references.customer(session, order.customer_id)
    plans.check_customer(customer, approved=True)
    plans.check_lots(session, lines, order.customer_id)
    amount = _undelivered(order, lines)
    held = clear_order(session, claim_of(order, order.status, amount), verb)
    if held:
        update_last(session, HEADS, [{"id": order_id, "was_held": True}])
        return held
    terms = {"terms_kind": customer.terms_kind, "terms_days": customer.terms_days}
    changes = {"status": after, "version": order.version + 1, STAMPED[verb]: clock.now(), **terms}
    update_last(session, HEADS, [{"id": order_id, **changes}])
    head = order._asdict() | changes
    emit(session, STATED[verb](SimpleNamespace(**head), lines))
    record(session, order_key(order_id), {"status": order.status}, {"status": after})
    return Rows(head, [line._asdict() for line in lines])


def _call_off(session: Session, order: Order, lines: Sequence[Any], before: str) -> None:
    """End an order of which nothing was posted."""
    amount = _undelivered(order, lines)
    gone = {
        "cancelled": LINES.c.quantity - LINES.c.delivered,
        "reserved": ZERO,
        "backordered": ZERO,
    }
    session.execute(update(LINES).where(LINES.c.order_id == order.id).values(gone))
    order.attention = None
    drop_order(session, claim_of(order, before, amount))
    if before == "confirmed":
        emit(session, events.order_cancelled(order, lines))


def _undelivered(order: Any, lines: Sequence[Any]) -> Decimal:
    """Of an order of which nothing was delivered, its whole gross."""
    if order.fulfilment == "none":
        return order.gross
    return sum((terms.undelivered(order.price_mode, line) for line in lines), ZERO)


def claim_of(order: Any, status: str, amount: Decimal) -> Claim:
    """What an order with so much undelivered asks of its customer's credit."""
    return Claim(
        order_id=order.id,
        number=order.number,
        customer_id=order.customer_id,
        customer_name=order.customer_name,
        salesperson_id=order.salesperson_id,
        salesperson_name=order.salesperson_name,
        department=order.department,
        amount=amount,
        counted=amount if status in ("confirmed", "posted") else ZERO,
        was_held=order.was_held,
    )
