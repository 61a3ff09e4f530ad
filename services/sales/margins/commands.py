"""Keeping the totals, in the transaction of the document that moves them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.bulk import add_rows, insert_new
from chassis.numbers import ZERO
from chassis.transport.fact import Fact

from ..credit.commands import lock_accounts
from ..periods.commands import booking_day
from .models import (
    NO_PRODUCT,
    CustomerTotal,
    Measures,
    ProductTotal,
    QualityCost,
    QualityTotal,
    SalesTotal,
)
from .rules import month_of

Row = Mapping[str, Any]
MEASURES = tuple(name for name in Measures.__annotations__)
GRAINS: tuple[tuple[Any, tuple[str, ...]], ...] = tuple(
    (model, tuple(column.name for column in model.__table__.primary_key))
    for model in (SalesTotal, CustomerTotal, ProductTotal)
)


def book(session: Session, moved: Iterable[Row]) -> None:
    """Add to the kept totals what documents moved, one statement per grain.

    Each row names the `day` it is booked on, customer, product, salesperson, department and the
    measures it moves. The caller holds the accounts of these customers and takes no more locks
    after this but numbers.
    """
    rows = [{**row, "month": month_of(row["day"])} for row in moved]
    finest = _summed(rows, GRAINS[0][1])
    for model, key in GRAINS:
        totals = finest if model is SalesTotal else _summed(finest, key)
        totals.sort(key=lambda total: [total[name] for name in key])
        add_rows(session, model.__table__, totals)


def delivered(head: Row, lines: Iterable[Row]) -> Iterator[Row]:
    """What the lines of a delivery move."""
    paid = head["kind"] == "sale"
    for line in lines:
        yield _of(head, head["booked_on"], line) | {
            "delivered_quantity": line["quantity"],
            "delivered_net": line["net"],
            "delivered_gross": line["gross"],
            "delivered_cost": line["cost"] if paid else ZERO,
        }


def returned(head: Row, lines: Iterable[Row]) -> Iterator[Row]:
    """What the lines of a return move, whatever becomes of them."""
    for line in lines:
        yield _of(head, head["booked_on"], line) | {
            "returned_quantity": line["quantity"],
            "returned_net": line["net"],
        }


def sent_back(head: Row, day: date, line: Row, quantity: Decimal) -> Row:
    """What pieces move that go to their customer again: they are sold as before."""
    return _of(head, day, line) | {"sent_back_quantity": quantity}


def credited(note: Row, lines: Iterable[Row], sign: int = 1) -> Iterator[Row]:
    """What the lines of a credit note move; those of its reversal with the sign −1."""
    for line in lines:
        yield _of(note, note["issued_on"], line) | {
            "credited_net": sign * line["net"],
            "credited_gross": sign * line["gross"],
            "credited_cost": sign * line["cost"],
        }


def lock_totals(session: Session, head: Row, day: date, lines: Iterable[Row]) -> None:
    """Take the rows that several documents of one transaction are about to move, in one order."""
    book(session, (_of(head, day, line) for line in lines))


def book_quality_cost(session: Session, fact: Fact) -> None:
    """Charge the cost of a quality case to the customer it arose with, once; quality keeps the day it
    booked what reaches us after our month was closed."""
    cost = _cost_row(fact.data)
    cost["booked_on"] = booking_day(session, cost["booked_on"])
    lock_accounts(session, [cost["customer_id"]])
    if not insert_new(session, QualityCost.__table__, [cost]):
        return
    recharged = cost["kind"] == "recharge"
    total = {
        "month": month_of(cost["booked_on"]),
        "customer_id": cost["customer_id"],
        "product_id": cost["product_id"] or NO_PRODUCT,
        "cost": ZERO if recharged else cost["amount"],
        "recharged": -cost["amount"] if recharged else ZERO,
    }
    add_rows(session, QualityTotal.__table__, [total])


def _summed(rows: Sequence[Row], key: tuple[str, ...]) -> list[dict[str, Any]]:
    sums: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in rows:
        values = tuple(row[name] for name in key)
        total = sums.get(values)
        if total is None:
            total = sums[values] = dict(zip(key, values, strict=True)) | _NOTHING
        for name in MEASURES:
            if name in row:
                total[name] += row[name]
    return list(sums.values())


_NOTHING = dict.fromkeys(MEASURES, ZERO)


def _of(head: Row, day: date, line: Row) -> dict[str, Any]:
    """Goods of several sellers may come back at once: then the line says whose they are."""
    return {
        "day": day,
        "customer_id": head["customer_id"],
        "salesperson_id": line.get("salesperson_id") or head["salesperson_id"],
        "department": line.get("department") or head["department"],
        "product_id": line["product_id"],
    }


def _cost_row(data: Row) -> dict[str, Any]:
    product = data["product_id"]
    return {
        "id": UUID(data["cost_id"]),
        "case_id": UUID(data["case_id"]),
        "case_number": data["case_number"],
        "customer_id": UUID(data["customer_id"]),
        "product_id": UUID(product) if product else None,
        "kind": data["kind"],
        "amount": Decimal(data["amount"]),
        "booked_on": date.fromisoformat(data["booked_on"]),
        "recorded_at": clock.now(),
    }
