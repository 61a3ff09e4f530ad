"""Questions about stock: a lot's state with its balanced line, lots by number, what is worth what."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.types import Quantity

from ..errors import SerialKnown, SerialTwice, SerialWithCustomer
from . import rules
from .models import Displaced, Hold, Issue, Lot, LotBalance, Movement, Serial, Waiver
from .serials import BACK_AT_SUPPLIER, HERE, STATE, WITH_CUSTOMER
from .slots import ISSUE, NONE, RECEIPT, STOCK, USE

ROOM = 110_000
"""Bytes a fact about a lot has for its customers, and as many for its orders."""
MOST_NUMBERS = 2000
"""Order numbers a fact about a lot names at most, shared among its customers, newest first."""


def lot_state(session: Session, lot_id: UUID) -> dict[str, Any]:
    """Everything a fact says about a lot beside its identity; `left_out` counts customers and
    orders for which a fact has no room (the trace of the lot names them all)."""
    customers, more_customers = rules.that_fit(lot_customers(session, lot_id), ROOM)
    orders, more_orders = rules.that_fit(displaced_orders(session, lot_id), ROOM)
    return {
        "holds": active_holds(session, lot_id),
        "balance": lot_balance(session, lot_id),
        "customers": customers,
        "orders": orders,
        "waivers": waivers_of(session, lot_id),
        "left_out": {"customers": more_customers, "orders": more_orders},
    }


def active_holds(session: Session, lot_id: UUID) -> list[dict[str, Any]]:
    """The cases that hold a lot now, the first one first."""
    query = select(Hold.id.label("hold_id"), Hold.case_id, Hold.case_number)
    query = query.where(Hold.lot_id == lot_id, Hold.status == "active").order_by(Hold.created_at)
    return _dicts(session, query)


def waivers_of(session: Session, lot_id: UUID) -> list[dict[str, Any]]:
    """Who may take held pieces of a lot, or might, and how many of them left; the first one first."""
    names = ("hold_id", "customer_id", "status", "quantity", "used", "expires_on")
    query = select(Waiver.id.label("waiver_id"), *(getattr(Waiver, name) for name in names))
    return _dicts(session, query.where(Waiver.lot_id == lot_id).order_by(Waiver.id))


def lot_balance(session: Session, lot_id: UUID) -> dict[str, Decimal]:
    """Where the pieces of a lot are: received ± adjusted = the sum of all the other parts, of which
    `waived` are told apart: those among the held ones that waivers still let go."""
    return lot_balances(session, [lot_id])[lot_id]


def lot_balances(session: Session, lots: Sequence[UUID]) -> dict[UUID, dict[str, Decimal]]:
    """The balanced line of each of these lots."""
    moved, unused = _moved(session, lots), _unused(session, lots)
    found = session.execute(_PIECES.where(LotBalance.lot_id.in_(lots))).mappings()
    pieces = {row["lot_id"]: {name: row[name] for name in _STATES} for row in found}
    lines = {}
    for lot in lots:
        line = rules.balance_line(moved.get(lot, {}), pieces.get(lot) or _NO_PIECES)
        lines[lot] = line | {"waived": rules.still_waived(line, unused.get(lot, NONE))}
    return lines


def lot_customers(session: Session, lot_id: UUID) -> list[dict[str, Any]]:
    """Who got pieces of a lot, on which orders, how many came back, most affected first."""
    customers: dict[UUID, dict[str, Any]] = {}
    for row in session.execute(_ISSUED_TO.where(Movement.lot_id == lot_id)):
        one = customers.setdefault(row.customer_id, _customer(row))
        one["order_numbers"].append(row.order_number)
    by_kind = _moved_by_customer(session, lot_id)
    share = max(1, MOST_NUMBERS // max(1, len(customers)))
    for customer_id, one in customers.items():
        one |= rules.customer_line(by_kind.get(customer_id, {}))
        one["order_numbers"] = list(dict.fromkeys(one["order_numbers"]))[:share]
    return sorted(customers.values(), key=lambda one: -one["net"])


def displaced_orders(session: Session, lot_id: UUID) -> list[dict[str, Any]]:
    """Whose reservations the holds of a lot released, and how much of them."""
    query = select(
        Displaced.order_id,
        Displaced.number,
        Displaced.customer_id,
        Displaced.line_id,
        func.sum(Displaced.quantity).label("quantity"),
    )
    query = query.where(Displaced.lot_id == lot_id)
    query = query.group_by(
        Displaced.order_id, Displaced.number, Displaced.customer_id, Displaced.line_id
    )
    return _dicts(session, query.order_by(Displaced.number, Displaced.line_id))


def ever_held(session: Session, lot_ids: Iterable[UUID]) -> set[UUID]:
    """Which of these lots a case held at some time: their state concerns that case."""
    wanted = list(lot_ids)
    if not wanted:
        return set()
    return set(session.scalars(select(Hold.lot_id).where(Hold.lot_id.in_(wanted))))


def issued_after(session: Session, lot_id: UUID, day: date) -> Decimal:
    """Pieces of a lot that left, sold or used, on a day after this one."""
    left = Movement.lot_id == lot_id, Movement.kind.in_((ISSUE, USE)), Movement.booked_on > day
    return -(
        session.scalar(select(func.sum(Movement.quantity, type_=Quantity)).where(*left)) or NONE
    )


def receivers_of(session: Session, lot_id: UUID) -> set[UUID]:
    """Whoever received pieces of a lot from a supplier."""
    came = Movement.lot_id == lot_id, Movement.kind == RECEIPT
    return set(session.scalars(select(Movement.operator).where(*came)))


def lots_by_number(
    session: Session, wanted: Iterable[tuple[UUID, str]]
) -> dict[tuple[UUID, str], UUID]:
    """The ids of lots given by product and number, as far as they exist."""
    pairs = [and_(Lot.product_id == product, Lot.number == number) for product, number in wanted]
    if not pairs:
        return {}
    rows = session.execute(select(Lot.product_id, Lot.number, Lot.id).where(or_(*pairs)))
    return {(row.product_id, row.number): row.id for row in rows}


def refuse_known_serials(
    session: Session, wanted: Mapping[tuple[UUID, str], str | None], codes: Mapping[UUID, str]
) -> None:
    """A numbered piece comes to the house once; one that went back to its supplier may come again.
    `wanted` gives the pointer of each product's number, `codes` the products' codes."""
    known = select(Serial.product_id, Serial.number, Serial.state).where(
        Serial.product_id.in_({product for product, _ in wanted}),
        Serial.number.in_({number for _, number in wanted}),
        Serial.state != BACK_AT_SUPPLIER,
    )
    for product, number, state in session.execute(known.order_by(Serial.number)):
        if (product, number) in wanted:
            zh, en = STATE[state]
            named = {"serial": number, "code": codes[product], "state": en.lower(), "state_zh": zh}
            raise SerialKnown(wanted[product, number], **named)


def refuse_not_missing(session: Session, lot_ids: Iterable[UUID]) -> None:
    """Of a serial number one piece is found only where the books have none: not while it is in the
    house, nor with a customer, from whom it comes back by a return."""
    known = select(Serial.number, Serial.state).where(
        Serial.lot_id.in_(list(lot_ids)), Serial.state.in_([*HERE, WITH_CUSTOMER])
    )
    found = session.execute(known.order_by(Serial.number).limit(1)).first()
    if found:
        refusal = SerialWithCustomer if found.state == WITH_CUSTOMER else SerialTwice
        raise refusal(serial=found.number)


def _moved(session: Session, lots: Sequence[UUID]) -> dict[UUID, dict[tuple[str, str], Decimal]]:
    by = (Movement.lot_id, Movement.pool, Movement.kind)
    query = select(*by, func.sum(Movement.quantity).label("quantity"))
    moved: dict[UUID, dict[tuple[str, str], Decimal]] = {}
    for row in session.execute(query.where(Movement.lot_id.in_(lots)).group_by(*by)):
        moved.setdefault(row.lot_id, {})[row.pool, row.kind] = row.quantity
    return moved


def _unused(session: Session, lots: Sequence[UUID]) -> dict[UUID, Decimal]:
    """What the waivers of lots that are in force let go and did not yet."""
    in_force = (Waiver.status == "active", Waiver.expires_on >= clock.today())
    left = func.sum(Waiver.quantity - Waiver.used, type_=Quantity).label("left")
    query = select(Waiver.lot_id, left).where(Waiver.lot_id.in_(lots), *in_force)
    return {row.lot_id: row.left for row in session.execute(query.group_by(Waiver.lot_id))}


def _moved_by_customer(session: Session, lot_id: UUID) -> dict[UUID, dict[str, Decimal]]:
    query = select(
        Movement.customer_id, Movement.kind, func.sum(Movement.quantity).label("quantity")
    )
    query = query.where(Movement.lot_id == lot_id, Movement.customer_id.is_not(None))
    moved: dict[UUID, dict[str, Decimal]] = {}
    for row in session.execute(query.group_by(Movement.customer_id, Movement.kind)):
        moved.setdefault(row.customer_id, {})[row.kind] = row.quantity
    return moved


def _customer(row: Any) -> dict[str, Any]:
    named = {"customer_id": row.customer_id, "display_name": row.customer_name or ""}
    return named | {"order_numbers": []}


def _dicts(session: Session, query: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in session.execute(query).mappings()]


_STATES = ("available", "named", "held", "quarantined", "between")
_NO_PIECES = dict.fromkeys(_STATES, NONE)
_PIECES = select(
    LotBalance.lot_id, *(func.sum(getattr(LotBalance, name)).label(name) for name in _STATES)
).group_by(LotBalance.lot_id)
_ISSUED_TO = (
    select(Issue.customer_id, Issue.customer_name, Issue.order_number)
    .join(Movement, Movement.source_id == Issue.id)
    .where(Movement.kind == ISSUE, Movement.pool == STOCK, Issue.customer_id.is_not(None))
    .order_by(Issue.id.desc())
)
