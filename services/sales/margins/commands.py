"""Booking what a customer's business earned, in the transaction of the document that earned it."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.bulk import add_rows
from chassis.numbers import ZERO
from chassis.transport.fact import Fact

from .models import MarginTotal, QualityCost

Earned = tuple[UUID, Mapping[str, Any], int]
"""A customer, a document's line with product, department, net and cost, and its sign: a credit's is -1."""


def book(session: Session, earned: Iterable[Earned]) -> None:
    """Add to the kept totals, in one statement, what documents earned.

    The caller holds the accounts of these customers.
    """
    totals: dict[tuple[UUID, UUID, str], list[Decimal]] = {}
    for customer_id, line, sign in earned:
        total = totals.setdefault(
            (customer_id, line["product_id"], line["department"]), [ZERO, ZERO]
        )
        total[0] += sign * line["net"]
        total[1] += sign * line["cost"]
    rows = [dict(zip(_COLUMNS, (*key, *totals[key]), strict=True)) for key in sorted(totals)]
    add_rows(session, MarginTotal.__table__, rows)


_COLUMNS = ("customer_id", "product_id", "department", "net", "cost")


def book_quality_cost(session: Session, fact: Fact) -> None:
    """Charge the cost of a quality case to the customer it arose with, once."""
    insert = pg_insert if session.info["database"].is_postgres else sqlite_insert
    session.execute(insert(QualityCost).values(_cost_row(fact.data)).on_conflict_do_nothing())


def _cost_row(data: Mapping[str, Any]) -> dict[str, Any]:
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
