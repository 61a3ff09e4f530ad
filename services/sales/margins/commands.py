"""Booking what a customer's business earned, in the transaction of the document that earned it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from chassis import clock
from chassis.transport.fact import Fact

from ..base import Query
from .models import MarginTotal, QualityCost

_COLUMNS = ("customer_id", "product_id", "department", "net", "cost")


def book(session: Session, earned: Query) -> None:
    """Add to the kept totals, in one statement, what a query earned.

    The query gives customer, product, department, net and cost, grouped by the first three;
    the caller holds the accounts of these customers.
    """
    insert = pg_insert if session.info["database"].is_postgres else sqlite_insert
    statement = insert(MarginTotal).from_select(_COLUMNS, earned)
    added = {
        name: getattr(MarginTotal, name) + getattr(statement.excluded, name)
        for name in ("net", "cost")
    }
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["customer_id", "product_id", "department"], set_=added
        )
    )


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
