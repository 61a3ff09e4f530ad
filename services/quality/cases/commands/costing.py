"""What a case cost: scrap as inventory carried it out, labour of rework, and what was sent instead."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.ids import new_id

from ...costs.commands import book_cost
from ...costs.models import Cost
from ...costs.queries import booked_dispositions, replaced
from ...returns import queries as returned
from ...returns.commands import note_disposed
from ...returns.models import Disposition
from ...returns.rules import CHARGED
from .. import queries
from ..models import Case
from .path import weigh


def book_disposal(session: Session, disposal: dict[str, Any], at: datetime) -> None:
    """Inventory disposed of returned pieces: complete the items and book what they cost."""
    note_disposed(session, disposal, at)
    for line_id in {UUID(item["return_line_id"]) for item in disposal["items"]}:
        case = queries.case_of_line(session, line_id)
        if case is not None:
            book_costs(session, case)


def book_costs(session: Session, case: Case) -> None:
    """Book every disposition that cost something and is not booked yet; a closed case too."""
    booked = booked_dispositions(session, case.id)
    for row in returned.costly(session, case.id):
        if row.id not in booked:
            assert row.disposed_at is not None  # it has a cost, and both come with one answer
            what = {"kind": row.kind, "amount": row.cost, "disposition_id": row.id}
            _book(session, case, what | {"booked_on": clock.day_of(row.disposed_at)})
    weigh(session, case)


def book_labour(session: Session, case: Case, rows: Iterable[Disposition]) -> None:
    """Book what rework or repair of judged pieces took; the customer's fault is not our cost."""
    for row in rows:
        if row.labour and row.fault not in CHARGED:
            what = {"kind": "rework", "amount": row.labour, "disposition_id": row.id}
            _book(session, case, what | {"booked_on": clock.today()})
    weigh(session, case)


def book_replacement(session: Session, delivery: dict[str, Any]) -> None:
    """Book what replacing returned pieces cost, line by line, on the case of each, once."""
    for line in delivery["lines"]:
        case = queries.case_of_line(session, UUID(line["return_line_id"]))
        assert case is not None  # a replacement follows from the verdict given in its case
        what: dict[str, Any] = {"kind": "replacement", "amount": Decimal(line["cost"])}
        what |= {"delivery_line_id": UUID(line["delivery_line_id"])}
        what |= {"booked_on": date.fromisoformat(delivery["delivered_on"])}
        if what["amount"] and not replaced(session, what["delivery_line_id"]):
            _book(session, case, what)
            weigh(session, case)


def _book(session: Session, case: Case, what: dict[str, Any]) -> None:
    of_case = {
        "case_id": case.id,
        "case_number": case.number,
        "customer_id": case.customer_id,
        "product_id": case.product_id,
    }
    now = {"id": new_id(), "version": 1, "created_at": clock.now()}
    book_cost(session, Cost(**now, **of_case, **what))
    case.cost += what["amount"]
    case.version += 1
