"""What inventory's answers do to orders: reserved and back-ordered pieces, deliveries, called-off rests."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, case, select, update
from sqlalchemy.orm import Session

from chassis.data.bulk import update_rows
from chassis.data.journal import record
from chassis.numbers import ZERO
from chassis.transport.fact import Fact
from chassis.transport.outbox import emit

from .. import events
from ..credit.commands import lock_accounts
from ..errors import OrderNotFound
from ..words import ATTENTION
from . import queries, rules, terms, versions
from .commands import order_key
from .models import Order, OrderLine
from .queries import OpenOrder

LINE: Any = OrderLine.__table__
HEAD: Any = Order.__table__


def note_reservations(session: Session, facts: list[Fact]) -> None:
    """Show on each order's lines what inventory reserved and what it couldn't, newest answer first.

    Facts come in any order; those older than the lines show only move the marks that attention
    is decided by, so that every order of arrival ends in the same state.
    """
    ids = {UUID(fact.data["order_id"]) for fact in facts}
    orders = {order.id: order for order in session.scalars(select(Order).where(Order.id.in_(ids)))}
    shown: dict[UUID, dict[str, Any]] = {}
    for fact in sorted(facts, key=lambda fact: fact.sequence):
        order = orders.get(UUID(fact.data["order_id"]))
        if order is None:
            raise OrderNotFound()
        if fact.sequence >= order.demand_version:
            order.demand_version = fact.sequence
            for line in fact.data["lines"]:
                shown.setdefault(UUID(line["line_id"]), {}).update(_pieces(line))
        _mark(order, fact)
        order.version += 1
    _show(session, shown)


def call_off_rest(session: Session, fact: Fact) -> None:
    """End a cancelling order as inventory answered: what had gone stays delivered, the rest is off."""
    order = session.get(Order, UUID(fact.data["order_id"]))
    if order is None:
        raise OrderNotFound()
    cancelled = {UUID(x["line_id"]): Decimal(x["cancelled"]) for x in fact.data["lines"]}
    after = rules.next_status(order.number, order.status, rules.ending(cancelled.values()))
    account = lock_accounts(session, [order.customer_id])[order.customer_id]
    version = versions.asked(session, order)
    mine = select(OrderLine).where(OrderLine.order_id == order.id)
    lines = session.scalars(mine.order_by(OrderLine.id)).all()
    account.undelivered -= _take_off(order, lines, cancelled)
    account.version += 1
    record(session, order_key(order.id), {"status": order.status}, {"status": after})
    order.status, order.attention = after, None
    order.version += 1
    if version:
        session.flush()
        versions.take_force(session, order, version, queries.lines(session, order.id))
    if after == "cancelled":
        emit(session, events.order_cancelled(order, lines).caused_by(fact))


def book_progress(session: Session, orders: Iterable[tuple[OpenOrder, Decimal, Decimal]]) -> None:
    """Store what a window of deliveries moved: lines in one statement, heads in one.

    Each order comes with the net and cost delivered of it, its lines already moved.
    """
    moved = list(orders)
    lines = [line for order, _, _ in moved for line in order.lines.values() if line.moved]
    update_rows(session, LINE, [{name: getattr(x, name) for name in _PROGRESS} for x in lines])
    update_rows(session, HEAD, [_head(order, net, cost) for order, net, cost in moved])


_PROGRESS = ("id", "delivered", "delivered_net", "cost", "reserved", "backordered")


def _head(order: OpenOrder, net: Decimal, cost: Decimal) -> dict[str, Any]:
    head, fulfilment = order.head, rules.fulfilment(order.lines.values())
    return {
        "id": head.id,
        "version": head.version + 1,
        "fulfilment": fulfilment,
        "delivered_net": head.delivered_net + net,
        "cost": head.cost + cost,
        "attention": None if fulfilment == "all" else head.attention,
    }


def _pieces(line: dict[str, Any]) -> dict[str, Decimal]:
    return {name: Decimal(line[name]) for name in ("reserved", "backordered") if name in line}


def _mark(order: Order, fact: Fact) -> None:
    """Raise the attention of an order that a lot left short, and say how; lower it when nothing is."""
    short = any(Decimal(line["backordered"]) for line in fact.data["lines"])
    cause = fact.data.get("cause") or {}
    if not short:
        order.whole_version = max(order.whole_version, fact.sequence)
    elif cause.get("code") in ATTENTION and fact.sequence > order.held_version:
        order.held_version, order.attention = fact.sequence, cause["code"]
        order.attention_lot, case_id = cause["lot"], cause.get("case_id")
        order.attention_case_id = UUID(case_id) if case_id else None
        order.attention_case_number = cause.get("case_number")
    live = order.status in ("confirmed", "posted", "cancelling")
    due = live and order.fulfilment != "all" and order.held_version > order.whole_version
    order.attention = (order.attention or "lot_held") if due else None


_LINES = update(LINE).where(LINE.c.id == bindparam("line"))


def _show(session: Session, shown: dict[UUID, dict[str, Any]]) -> None:
    """Write the pieces, never more than are still to be delivered."""
    rest = LINE.c.quantity - LINE.c.cancelled - LINE.c.delivered
    for name in ("reserved", "backordered"):
        told = bindparam("told", type_=LINE.c.quantity.type)
        rows = [{"line": id, "told": x[name]} for id, x in shown.items() if name in x]
        if rows:
            capped = case((told > rest, rest), else_=told)
            session.execute(_LINES.values({name: capped}), rows)


def _take_off(order: Order, lines: Iterable[Any], cancelled: dict[UUID, Decimal]) -> Decimal:
    """Cancel what inventory says is off; returns the gross that is owed no longer."""
    released = ZERO
    for line in lines:
        before = terms.undelivered(order.price_mode, line)
        line.cancelled = cancelled.get(line.id, ZERO)
        line.reserved = line.backordered = ZERO
        released += before - terms.undelivered(order.price_mode, line)
    return released
