"""Taking goods back: the return, its lots and its mirrored amounts, and the credit it earns."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.ids import new_id
from chassis.numbers import quantity as exact
from chassis.transport.outbox import emit
from paper.series import next_number

from .. import events
from ..credit.commands import lock_accounts
from ..deliveries import queries as deliveries
from ..deliveries.models import DeliveryLine
from ..errors import DeliveryLineUnknown, ReturnOfSeveralCustomers, SerialsNotMatching
from ..margins import commands as margins
from ..periods.commands import booking_day
from ..references import queries as references
from ..tracking import SERIAL, serials_named
from ..writing import written
from . import queries, rules
from .credits import credit
from .models import Return, ReturnLine

Row = dict[str, Any]


@dataclass(slots=True)
class Out:
    """A delivery line as this return sees it, and what came back of it so far. Its pieces are worth
    what was `paid` for them: for the line itself, or for the returned line that it replaces."""

    line: Any
    product: Any
    paid: Any
    given: rules.Given
    returned: Decimal
    back: list[rules.Lot] = field(default_factory=list)


def receive_return(session: Session, wanted: Mapping[str, Any]) -> UUID:
    """Take goods back against their deliveries and state it; credit them now, or after the verdict.

    All returns of one customer are serialised by the lock on the customer's account.
    """
    asked = wanted["lines"]
    customer_id = _customer_of(session, asked)
    account = lock_accounts(session, [customer_id])[customer_id]
    out = _still_out(session, asked)
    head = _head(session, wanted, out[asked[0]["delivery_line_id"]].line)
    asked = [x | {"outcome": x["outcome"] or wanted["outcome"]} for x in asked]
    lines = [_take(x, out[x["delivery_line_id"]], n, head["id"]) for n, x in enumerate(asked)]
    _count_returned(session, out)
    margins.book(session, margins.returned(head, lines))
    head["number"] = next_number(session, "RT", clock.day_of(head["received_at"]))
    session.execute(insert(Return.__table__), [head])
    session.execute(insert(ReturnLine.__table__), [_stored(line) for line in lines])
    record(session, f"return/{head['id']}", None, _told(head, lines), wanted["reason"])
    emit(session, events.return_received(head, lines))
    due = [line for line in lines if line["outcome"] == "credit"]
    if due and head["credit_when"] == "on_receipt":
        credit(session, account, head, [(line, line["quantity"]) for line in due])
    return head["id"]


def _customer_of(session: Session, asked: list[Mapping[str, Any]]) -> UUID:
    """Whose goods come back; refuses lines outside the writer's scope or of several customers."""
    seen = deliveries.in_scope(session, "sales.return")
    known = deliveries.lines(session, (x["delivery_line_id"] for x in asked), *seen)
    for place, line in enumerate(asked):
        if line["delivery_line_id"] not in known:
            pointer = f"/lines/{place}/delivery_line_id"
            raise DeliveryLineUnknown(pointer, delivery_line_id=line["delivery_line_id"])
    customers = {row.customer_id for row in known.values()}
    if len(customers) > 1:
        raise ReturnOfSeveralCustomers("/lines")
    return customers.pop()


def _still_out(session: Session, asked: list[Mapping[str, Any]]) -> dict[UUID, Out]:
    """The delivery lines as they are under the lock, with the lots that came back of each."""
    ids = {x["delivery_line_id"] for x in asked}
    lines = deliveries.lines(session, ids)
    products = references.products(session, [row.product_id for row in lines.values()])
    replaced = queries.worth(session, (row.return_line_id for row in lines.values()))
    given: defaultdict[UUID, rules.Given] = defaultdict(rules.Given)
    out = {}
    for (id, row), product in zip(lines.items(), products, strict=True):
        paid = replaced.get(row.return_line_id, row)
        out[id] = Out(row, product, paid, given[paid.id], row.returned)
    for came in queries.came_back(session, ids, replaced):
        given[came.return_line_id or came.delivery_line_id].add(came, came.sent_back)
        if came.delivery_line_id in out:
            lots, sent = rules.lots_of(came.lots, came.lot_costs), rules.lots_of(came.sent_lots)
            out[came.delivery_line_id].back += rules.without(lots, sent)
    return out


def _head(session: Session, wanted: Mapping[str, Any], line: Any) -> Row:
    who, now = actor(session), clock.now()
    known = references.customer(session, line.customer_id)
    return {
        "id": new_id(),
        "version": 1,
        "created_at": now,
        "received_at": now,
        "booked_on": booking_day(session, clock.day_of(now)),
        "operator_id": who.id,
        "operator_name": who.name,
        "customer_id": line.customer_id,
        "customer_name": line.customer_name,
        "salesperson_id": line.salesperson_id,
        "salesperson_name": line.salesperson_name,
        "department": line.department,
        "credit_when": known.return_credit,
        **{name: wanted[name] for name in _SAID},
    }


_SAID = ("phase", "severity", "reason_code", "reason", "outcome")


def _pick(asked: Mapping[str, Any], out: Out, left: list[rules.Out], place: int) -> list[rules.Lot]:
    """The lots or serial numbers that come back; of a product tracked by serial number they are
    named, unless all that is still out comes back."""
    quantity, line, pointer = exact(asked["quantity"]), out.line, f"/lines/{place}/"
    serials = serials_named(out.product, quantity, asked["serials"], place)
    lot = written(asked["lot"])
    if out.product.tracking == SERIAL and not (serials or lot) and quantity < _total(left):
        raise SerialsNotMatching(pointer + "serials", quantity=int(quantity))
    field = "serials" if serials else "lot"
    named = serials or ([lot] if lot else [])
    return rules.pick(left, quantity, named, line.delivery_number, pointer + field)


def _total(left: list[rules.Out]) -> Decimal:
    return sum((out.left for out in left), rules.ZERO)


def _take(asked: Mapping[str, Any], out: Out, place: int, return_id: UUID) -> Row:
    """The row of one returned line, at its mirrored amounts and the cost of its lots; moves what is still out, so that the next line goes on from there."""
    quantity, line = exact(asked["quantity"]), out.line
    pointer = f"/lines/{place}/"
    rules.check_quantity(
        line.delivery_number, line.quantity, out.returned, quantity, pointer + "quantity"
    )
    left = rules.still_out(rules.lots_of(line.lots, line.lot_costs), out.back)
    picked = _pick(asked, out, left, place)
    out.returned += quantity
    out.back += picked
    copied = {name: getattr(line, name) for name in _COPIED}
    return (
        copied
        | _worth(out, quantity)
        | {
            "id": new_id(),
            "return_id": return_id,
            "delivery_line_id": line.id,
            "quantity": quantity,
            "condition": asked["condition"],
            "outcome": asked["outcome"],
            "lots": [
                {"lot_id": lot.lot_id, "lot": lot.lot, "quantity": str(lot.quantity)}
                for lot in picked
            ],
            "lot_costs": [str(lot.cost) for lot in picked],
            "judged_lots": [],
            "sent_lots": [],
            "cost": sum((lot.cost for lot in picked), rules.ZERO),
        }
    )


def _worth(out: Out, quantity: Decimal) -> Row:
    """What pieces are credited at: as they were sold, and a replacement's as the first ones were."""
    replaces = out.paid is not out.line
    return {
        "paid_delivery_id": out.paid.paid_delivery_id if replaces else out.line.delivery_id,
        "price": out.paid.price,
        "tax_rate": out.paid.tax_rate,
        **out.given.take(out.line.price_mode, out.paid, quantity),
    }


_COPIED = [
    "delivery_id",
    "delivery_number",
    "order_id",
    "salesperson_id",
    "department",
    "product_id",
    "product_code",
    "product_name",
    "unit",
    "price_mode",
    "issue_id",
    "issue_line_id",
]
_KEPT = frozenset(column.name for column in ReturnLine.__table__.columns)


def _stored(line: Row) -> Row:
    return {name: value for name, value in line.items() if name in _KEPT}


def _told(head: Row, lines: list[Row]) -> Row:
    named = ("delivery_line_id", "quantity", "condition", "outcome", "lots")
    return head | {"lines": [{name: line[name] for name in named} for line in lines]}


def _count_returned(session: Session, out: Mapping[UUID, Out]) -> None:
    line = DeliveryLine.__table__
    for id, back in out.items():
        session.execute(update(line).where(line.c.id == id).values(returned=back.returned))
