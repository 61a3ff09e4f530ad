"""Amending what was promised, each time as a version.

A confirmed order is amended at once. Of a posted one only inventory knows what had gone, so it is
asked first to serve no more than is wished; what had gone keeps its terms and can only be returned.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.data.bulk import insert_rows
from chassis.data.database import lock
from chassis.errors import StaleVersion, at_lines
from chassis.numbers import ZERO, quantity as exact
from chassis.transport.fact import Fact
from chassis.transport.outbox import emit

from .. import events
from ..credit.commands import clear_order, lock_accounts
from ..errors import CreditHeld, OrderNotFound
from ..references import queries as references
from . import amendments, plans, queries, rules, terms, versions
from .amendments import Change
from .commands import LINES, claim_of, order_key
from .models import Order, OrderLine, OrderVersion
from .wishes import Wish, answered, as_it_were, judged, kept

Priced = list[tuple[Any, dict[str, Any]]]
HEAD = ("wished_on", "reference", "remark", "consignee_id", *plans.PLACE)


def amend_order(session: Session, order_id: UUID, wanted: Mapping[str, Any]) -> CreditHeld | None:
    """Amend a promised order at the revision its reader saw, if the customer's credit allows it.

    Returns the refusal of an amendment put on hold: the caller commits the hold, then raises it.
    """
    order = locked(session, order_id)
    rules.next_status(order.number, order.status, "amend")
    rules.check_settled(order.number, order.amending)
    if order.revision != wanted["revision"]:
        raise StaleVersion(version=order.revision)
    amendments.check_kind(order, wanted)
    plans.check_wished(wanted.get("wished_on"), order.ordered_on)
    customer = references.customer(session, order.customer_id)
    plans.check_customer(customer, approved=True)
    lines = lines_of(session, order_id)
    wish = judged(session, wanted, lines, order.customer_id)
    head = {name: wanted[name] for name in HEAD if name in wanted}
    pairs = amendments.changes_of(lines, wish.lines)
    amendments.check_changed(order.number, [*pairs, *wish.fresh], head, wish.discount)
    with at_lines(wish.places):
        amendments.check_quantities(order.number, [*pairs, *wish.fresh])
        now, most = _at_most(order, _priced(order, lines, wish))
    claim = replace(claim_of(order, order.status, most), counted=now, kept=True)
    held = clear_order(session, claim, "amend")
    if held:
        order.was_held = True
        return held
    version = versions.ask(session, order, lines, "amended", wanted["reason"], most - now)
    _change_head(session, order, head)
    order.version += 1
    if order.status == "posted":
        order.amending, version.wished = True, kept(wish)
        emit(session, events.order_amending(order, _asked(pairs)))
    else:
        _take_force(session, order, version, wish)
    return None


def adopt_amendment(session: Session, fact: Fact) -> None:
    """Let a posted order's amendment take force over what inventory says had not gone."""
    order = session.get(Order, UUID(fact.data["order_id"]))
    if order is None:
        raise OrderNotFound()
    if not order.amending or order.revision + 1 != fact.data["revision"]:
        return
    version = versions.asked(session, order)
    assert version, f"order {order.number} is being amended without a version"
    gone = {UUID(x["line_id"]): Decimal(x["issued"]) for x in fact.data["lines"]}
    wish = answered(version.wished or {}, gone)
    order.amending, version.wished = False, None
    order.version += 1
    _take_force(session, order, version, wish, fact)


def locked(session: Session, order_id: UUID) -> Order:
    """An order within the actor's scope, under its lock."""
    lock(session, [order_key(order_id)])
    return queries.order(session, order_id)


def lines_of(session: Session, order_id: UUID) -> list[OrderLine]:
    """An order's lines, to be changed, in their order."""
    query = select(OrderLine).where(OrderLine.order_id == order_id).order_by(OrderLine.id)
    return list(session.scalars(query))


def _priced(order: Order, lines: Sequence[OrderLine], wish: Wish) -> Priced:
    """Every line with its columns as amended."""
    pairs = [*amendments.changes_of(lines, wish.lines), *wish.fresh]
    changes = [
        Change(line, wished, max(wish.gone.get(line.id, ZERO), line.delivered))
        for line, wished in pairs
    ]
    rows = amendments.reprice(order.price_mode, changes, wish.discount, wish.answered)
    return [(line, row) for (line, _), row in zip(pairs, rows, strict=True)]


def _at_most(order: Order, priced: Priced) -> tuple[Decimal, Decimal]:
    """What is undelivered now, and the most it can be whatever inventory answers.

    Refuses a total that the books can't hold, before inventory is asked.
    """
    mode, now, most = order.price_mode, ZERO, ZERO
    wished = [as_it_were(line, row) for line, row in priced]
    rules.total(rules.amounts_of(line) for line in wished)
    for (line, _), after in zip(priced, wished, strict=True):
        owed = terms.undelivered(mode, line)
        now, most = now + owed, most + max(owed, terms.undelivered(mode, after))
    return now, most


def _asked(pairs: Sequence[tuple[OrderLine, Mapping[str, Any]]]) -> list[tuple[OrderLine, Decimal]]:
    return [
        (line, exact(min(line.quantity, x.get("quantity", line.quantity)))) for line, x in pairs
    ]


def _change_head(session: Session, order: Order, head: Mapping[str, Any]) -> None:
    if not head:
        return
    before = {name: getattr(order, name) for name in head}
    for name, value in head.items():
        setattr(order, name, value)
    plans.note(session, vars(order), before, dict(head))


def _take_force(
    session: Session, order: Order, version: OrderVersion, wish: Wish, cause: Fact | None = None
) -> None:
    """Write the lines as amended, count what is undelivered now, and state the order whole."""
    lines, mode = lines_of(session, order.id), order.price_mode
    account = lock_accounts(session, [order.customer_id])[order.customer_id]
    counted = sum((terms.undelivered(mode, x) for x in lines), version.extra)
    for line, row in _priced(order, lines, wish):
        for name, value in row.items():
            setattr(line, name, value)
    session.flush()
    insert_rows(session, LINES, [vars(x) | {"order_id": order.id} for x, _ in wish.fresh])
    lines = lines_of(session, order.id)
    _sum_up(order, lines)
    account.undelivered += sum((terms.undelivered(mode, x) for x in lines), ZERO) - counted
    account.version += 1
    versions.take_force(session, order, version, lines)
    fact = events.order_amended(order, lines)
    emit(session, fact.caused_by(cause) if cause else fact)


def _sum_up(order: Order, lines: Sequence[OrderLine]) -> None:
    whole = rules.total(rules.amounts_of(line) for line in lines)
    order.net, order.tax, order.gross = whole.net, whole.tax, whole.gross
    order.discount = sum((line.order_discount for line in lines), ZERO)
    order.fulfilment = rules.fulfilment(lines)
    for line in lines:
        rest = rules.outstanding(line)
        line.reserved, line.backordered = min(line.reserved, rest), min(line.backordered, rest)
