"""What inventory does on the facts of sales and quality: one line each."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.numbers import quantity
from chassis.service import Line, after, once
from chassis.transport.fact import Fact
from chassis.transport.timers import Timer

from .demands import commands as demands
from .demands.orders import Asked, Demand, Line as OrderLine
from .demands.rules import CONFIRM, POST
from .holds import commands as holds
from .holds.waivers import TIMER, grant_waiver, lapse_waiver
from .returns import commands as returns
from .stock.shelf import product_key

CONFIRMED, POSTED = "sales.order.confirmed.v1", "sales.order.posted.v1"
AMENDING, AMENDED = "sales.order.amending.v1", "sales.order.amended.v1"
VERBS = {CONFIRMED: CONFIRM, POSTED: POST}
CANCELLING, CANCELLED = "sales.order.cancelling.v1", "sales.order.cancelled.v1"
RETURNED, DISPOSED = "sales.return.received.v1", "quality.return.disposed.v1"
HOLD_REQUESTED, HOLD_ENDED = "quality.lot.hold_requested.v1", "quality.lot.hold_ended.v1"
WAIVED = "quality.lot.waiver_granted.v1"


def serve_confirmed_and_posted_orders(session: Session, facts: list[Fact]) -> None:
    """A confirmed order gets what is free; the goods of a posted one are owed, what there is leaves
    at once. An amended one is one of both, of other lines. Who is first of a window is so whether confirmed or posted."""
    demands.serve_orders(session, [(_order(fact), _verb(fact)) for fact in facts])


def free_stock_of_cancelled_order(session: Session, fact: Fact) -> None:
    """A cancelled order wants nothing more, whether it came before or comes after this."""
    demands.cancel_order(session, _called_off(fact))


def cancel_rest_of_posted_order(session: Session, fact: Fact) -> None:
    """A posted order that is to be cancelled keeps what had gone; the answer says what that was."""
    demands.cancel_rest(session, _called_off(fact))


def limit_amended_order(session: Session, fact: Fact) -> None:
    """A posted order that is to be amended gets no more than is wished; the answer says what had gone."""
    limits = {UUID(line["line_id"]): quantity(line["quantity"]) for line in fact.data["lines"]}
    asked = Asked(fact.data["number"], fact.data["revision"], fact.sequence)
    demands.limit_order(session, fact.subject_id, limits, asked)


def quarantine_returned_goods(session: Session, fact: Fact) -> None:
    """Returned goods go into quarantine, at the cost they had left at."""
    returns.quarantine_return(session, _typed(fact.data) | _acted(fact))


def dispose_of_returned_goods(session: Session, fact: Fact) -> None:
    """The verdict on returned goods is carried out."""
    returns.dispose_return(session, _typed(fact.data) | _acted(fact))


def hold_suspected_lot(session: Session, fact: Fact) -> None:
    """A case suspects a lot: nothing of it leaves any more."""
    holds.hold_lot(session, _typed(fact.data))


def end_hold_on_lot(session: Session, fact: Fact) -> None:
    """A case lets a lot go, whole or some pieces of it."""
    holds.end_hold(session, _typed(fact.data))


def let_customer_take_held_pieces(session: Session, fact: Fact) -> None:
    """A customer consented in writing to take held pieces: his orders may, and only his."""
    grant_waiver(session, _typed(fact.data))


def end_waiver_after_its_last_day(session: Session, timer: Timer) -> None:
    """What a waiver promised and did not send is held again."""
    lapse_waiver(session, UUID(timer.key))


def of_lines(fact: Fact) -> Iterable[str]:
    """The locks of every product a fact's lines name."""
    return {product_key(line["product_id"]) for line in fact.data["lines"]}


def of_order(fact: Fact) -> Iterable[str]:
    """The locks of an order and of its products."""
    return {f"order/{fact.subject_id}", *(of_lines(fact) if "lines" in fact.data else ())}


def of_product(fact: Fact) -> Iterable[str]:
    """The lock of the product a fact is about."""
    return [product_key(fact.data["product_id"])]


LINES = (
    Line(CONFIRMED, once, serve_confirmed_and_posted_orders, keys=of_order, batch=True),
    Line(POSTED, once, serve_confirmed_and_posted_orders, keys=of_order, batch=True),
    Line(AMENDED, once, serve_confirmed_and_posted_orders, keys=of_order, batch=True),
    Line(AMENDING, after(POSTED), limit_amended_order, keys=of_order),
    Line(CANCELLED, once, free_stock_of_cancelled_order, keys=of_order),
    Line(CANCELLING, after(POSTED), cancel_rest_of_posted_order, keys=of_order),
    Line(RETURNED, once, quarantine_returned_goods, keys=of_lines),
    Line(HOLD_REQUESTED, once, hold_suspected_lot, keys=of_product),
    Line(HOLD_ENDED, after(HOLD_REQUESTED), end_hold_on_lot),
    Line(WAIVED, after(HOLD_REQUESTED), let_customer_take_held_pieces),
    Line(DISPOSED, after(RETURNED), dispose_of_returned_goods),
)
TIMERS = {TIMER: end_waiver_after_its_last_day}


def _verb(fact: Fact) -> str:
    return VERBS.get(fact.type) or {"confirmed": CONFIRM, "posted": POST}[fact.data["status"]]


def _order(fact: Fact) -> Demand:
    told = fact.data
    order = Demand(
        id=UUID(told["order_id"]),
        state="",
        number=told["number"],
        customer_id=UUID(told["customer_id"]),
        customer_name=told["customer_name"],
        queued_at=datetime.fromisoformat(told["queued_at"]),
        kind=told["kind"],
        fresh=True,
        cause=fact,
        told=fact.sequence,
    )
    order.lines = [_line(order, line) for line in told["lines"]]
    return order


def _called_off(fact: Fact) -> Demand:
    """The order as it stood; facts of before it was told whole only name it."""
    if "lines" in fact.data:
        return _order(fact)
    now, told = clock.now(), fact.sequence
    return Demand(fact.subject_id, "", fact.data["number"], None, None, now, fresh=True, told=told)


def _line(order: Demand, told: dict[str, Any]) -> OrderLine:
    named: Any = told["warehouse_id"]  # without one the command takes the default warehouse
    return OrderLine(
        id=UUID(told["line_id"]),
        order=order,
        product_id=UUID(told["product_id"]),
        warehouse_id=named and UUID(named),
        lot=told["lot"] or None,
        serials=tuple(told.get("serials") or ()),
        ordered=quantity(told["quantity"]),
    )


def _acted(fact: Fact) -> dict[str, Any]:
    return {"operator": UUID(fact.actor or SYSTEM), "fact_id": fact.id}


def _typed(told: Any) -> Any:
    """The data of a fact with its ids, instants and decimals as values."""
    if isinstance(told, list):
        return [_typed(one) for one in told]
    if isinstance(told, dict):
        return {name: _value(name, value) for name, value in told.items()}
    return told


def _value(name: str, value: Any) -> Any:
    if value is None or isinstance(value, (list, dict)):
        return _typed(value)
    if name.endswith("_id"):
        return UUID(value)
    if name == "quantity":
        return quantity(value)
    if name == "expires_on":
        return date.fromisoformat(value)
    return datetime.fromisoformat(value) if name == "received_at" else value


SYSTEM = str(UUID(int=0))
