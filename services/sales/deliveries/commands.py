"""Writing what inventory issued: delivery, frozen cost, receivable, all of a window in bulk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.bulk import insert_rows
from chassis.ids import new_id
from chassis.numbers import ZERO, quantity as exact
from chassis.transport.fact import Fact
from chassis.transport.outbox import emit
from paper.series import next_numbers

from .. import events
from ..credit.commands import lock_accounts
from ..credit.models import CreditAccount
from ..errors import IssueUnknown
from ..margins.commands import book, delivered
from ..orders import rules as order_rules
from ..orders.answers import book_progress
from ..orders.queries import OpenLine, OpenOrder, open_orders
from ..orders.terms import price_of
from ..periods.commands import booking_day
from ..receivables.commands import open_receivables, owed
from ..receivables.rules import due_on
from .models import Delivery, DeliveryLine
from .rules import deliver

Row = dict[str, Any]
DELIVERIES: Any = Delivery.__table__
DELIVERY_LINES: Any = DeliveryLine.__table__


@dataclass(slots=True)
class Written:
    """One delivery about to be stored: its rows, the order it belongs to and the fact it answers."""

    fact: Fact
    order: OpenOrder
    head: Row
    lines: list[Row]


def record_issues(session: Session, facts: list[Fact]) -> None:
    """Write the delivery and the receivable of each issue that was not written before.

    Accounts come late and numbers last, because both stay locked until the commit.
    """
    new = _not_written(session, facts)
    if not new:
        return
    orders = open_orders(session, (UUID(fact.data["order_id"]) for fact in new))
    written = [_write(fact, orders.get(UUID(fact.data["order_id"]))) for fact in new]
    for x in written:
        x.head["booked_on"] = booking_day(session, x.head["delivered_on"])
    insert_rows(session, DELIVERY_LINES, [line for x in written for line in x.lines])
    book_progress(session, _progress(written))
    accounts = lock_accounts(session, (x.head["customer_id"] for x in written))
    book(session, (row for x in written for row in delivered(x.head, x.lines)))
    _number(session, [x.head for x in written])
    insert_rows(session, DELIVERIES, [x.head for x in written])
    open_receivables(session, [_receivable(x) for x in written if x.head["kind"] == "sale"])
    _move_exposure(written, accounts)
    emit(session, *(_stated(x) for x in written))


def _not_written(session: Session, facts: list[Fact]) -> list[Fact]:
    """Facts whose issue has no delivery yet, oldest first."""
    by_issue = {UUID(fact.data["issue_id"]): fact for fact in facts}
    known = session.scalars(select(Delivery.issue_id).where(Delivery.issue_id.in_(by_issue)))
    for issue_id in known:
        del by_issue[issue_id]
    return sorted(by_issue.values(), key=lambda fact: (fact.time, fact.id))


def _write(fact: Fact, order: OpenOrder | None) -> Written:
    """The rows of one delivery; moves the order's lines, so that the next issue goes on from there."""
    if order is None:
        raise IssueUnknown(issue_id=fact.data["issue_id"], thing=f"order {fact.data['order_id']}")
    order_rules.next_status(order.head.number, order.head.status, "deliver")
    head = _head(fact.data, order)
    lines = [_line(fact.data, issued, order, head["id"]) for issued in fact.data["lines"]]
    for name in ("net", "tax", "gross", "cost"):
        head[name] = sum((line[name] for line in lines), ZERO)
    return Written(fact, order, head, lines)


def _head(data: Mapping[str, Any], order: OpenOrder) -> Row:
    head = order.head
    copied = {name: getattr(head, name) for name in _COPIED}
    return copied | {
        "id": new_id(),
        "version": 1,
        "created_at": clock.now(),
        "issue_id": UUID(data["issue_id"]),
        "kind": data["kind"],
        "order_id": head.id,
        "order_number": head.number,
        "return_id": head.return_id,
        "warehouse_id": UUID(data["warehouse_id"]),
        "delivered_on": date.fromisoformat(data["issued_on"]),
    }


_COPIED = [
    "customer_id",
    "customer_name",
    "salesperson_id",
    "salesperson_name",
    "department",
    "currency",
    "price_mode",
]


def _line(
    data: Mapping[str, Any], issued: Mapping[str, Any], order: OpenOrder, delivery_id: UUID
) -> Row:
    line = order.lines.get(UUID(issued["line_id"]))
    if line is None:
        raise IssueUnknown(issue_id=data["issue_id"], thing=f"line {issued['line_id']}")
    quantity, cost = exact(issued["quantity"]), Decimal(issued["cost"])
    price, tax_rate = price_of(order.head.price_mode, line, line.delivered)
    amounts, discount = deliver(order.head.price_mode, line, data["issue_id"], quantity, cost)
    return _product(line) | {
        "id": new_id(),
        "delivery_id": delivery_id,
        "order_line_id": line.id,
        "issue_line_id": UUID(issued["issue_line_id"]),
        "quantity": quantity,
        "price": price,
        "tax_rate": tax_rate,
        "discount": discount,
        "net": amounts.net,
        "tax": amounts.tax,
        "gross": amounts.gross,
        "cost": cost,
        "lots": [{name: lot[name] for name in _LOT} for lot in issued["lots"]],
        "lot_costs": [lot["cost"] for lot in issued["lots"]],
        "returned": ZERO,
        "return_line_id": line.return_line_id,
        "warranty_from": line.warranty_from,
    }


_LOT = ("lot_id", "lot", "quantity")


def _product(line: OpenLine) -> Row:
    return {
        "product_id": line.product_id,
        "product_code": line.product_code,
        "product_name": line.product_name,
        "unit": line.unit,
    }


def _progress(written: Iterable[Written]) -> list[tuple[OpenOrder, Decimal, Decimal]]:
    """Net and cost delivered in this window, per order."""
    moved: dict[UUID, tuple[OpenOrder, Decimal, Decimal]] = {}
    for x in written:
        _, net, cost = moved.get(x.order.head.id, (x.order, ZERO, ZERO))
        moved[x.order.head.id] = (x.order, net + x.head["net"], cost + x.head["cost"])
    return list(moved.values())


def _move_exposure(written: Iterable[Written], accounts: Mapping[UUID, CreditAccount]) -> None:
    """What is delivered is no longer undelivered; the receivable takes its place."""
    for x in written:
        account = accounts[x.head["customer_id"]]
        account.undelivered -= x.head["gross"]
        owed(account, x.head["gross"])


def _number(session: Session, heads: list[Row]) -> None:
    """Give deliveries their numbers, a block per business year."""
    for year in sorted({head["booked_on"].year for head in heads}):
        same_year = [head for head in heads if head["booked_on"].year == year]
        numbers = next_numbers(session, "DN", date(year, 1, 1), len(same_year))
        for head, number in zip(same_year, numbers, strict=True):
            head["number"] = number


def _receivable(x: Written) -> Row:
    delivery, terms = x.head, x.order.head
    copied = {name: delivery[name] for name in _OWED}
    return copied | {
        "id": new_id(),
        "version": 1,
        "delivery_id": delivery["id"],
        "delivery_number": delivery["number"],
        "booked_on": delivery["booked_on"],
        "terms_kind": terms.terms_kind,
        "terms_days": terms.terms_days,
        "due_on": due_on(terms.terms_kind, terms.terms_days, delivery["delivered_on"]),
        "open": delivery["gross"],
    }


_OWED = [
    "created_at",
    "order_id",
    "order_number",
    "customer_id",
    "customer_name",
    "salesperson_id",
    "salesperson_name",
    "department",
    "currency",
    "net",
    "tax",
    "gross",
]


def _stated(x: Written) -> Fact:
    return events.delivery_recorded(x.head, x.lines).caused_by(x.fact)
