"""How a case begins: from a concern entered by hand, or from each line of a return."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.ids import new_id
from chassis.transport.outbox import emit
from paper.series import next_number

from ... import events
from ...clock.commands import start_clock
from ...entries.commands import enter_concern, enter_returned_line
from ...entries.models import Entry
from ...references import queries as known
from ...returns.commands import expect_pieces
from .. import queries, rules
from ..models import Case, CaseLot
from .costing import book_costs
from .path import weigh

# What a case has from its concern at its head, where it is listed, filtered and decided on.
COPIED = (
    "phase",
    "severity",
    "customer_id",
    "customer_name",
    "product_id",
    "product_code",
    "product_name",
    "return_id",
    "return_line_id",
    "received_at",
)


def open_case(session: Session, form: dict[str, Any]) -> Case:
    """A case for a concern entered by marketing, service or quality, without a return."""
    concern = {name: value for name, value in form.items() if name != "lot"}
    entry = enter_concern(session, concern)
    number = form["lot"]
    lot = number and known.lot_numbered(session, entry.product_id, number, "/lot")
    told = {"quantity": entry.quantity_complained}
    lots = [told | {"lot_id": lot.id, "lot": lot.lot}] if lot else []
    return _open(session, entry, lots, actor(session).id, actor(session).name)


def open_cases_for_return(session: Session, returned: dict[str, Any], author: UUID) -> None:
    """One case per returned line, whatever is delivered how often."""
    for line in returned["lines"]:
        if queries.case_of_line(session, UUID(line["return_line_id"])) is None:
            _open_for_line(session, returned, line, author)


def _open_for_line(
    session: Session, returned: dict[str, Any], line: dict[str, Any], author: UUID
) -> None:
    entry = enter_returned_line(session, returned, line)
    case = _open(session, entry, [_lot(lot) for lot in line["lots"]], author, "")
    expect_pieces(session, case.id, UUID(returned["return_id"]), line)
    book_costs(session, case)


def _lot(told: dict[str, Any]) -> dict[str, Any]:
    quantity = Decimal(told["quantity"])
    return {"lot_id": UUID(told["lot_id"]), "lot": told["lot"], "quantity": quantity}


def _open(
    session: Session, entry: Entry, lots: list[dict[str, Any]], author: UUID, author_name: str
) -> Case:
    case = _new_case(entry, author, author_name)
    case.number = next_number(session, "QC", clock.today())
    session.add(case)
    session.flush()
    of_case = {"case_id": case.id, "product_id": case.product_id}
    session.add_all(CaseLot(id=new_id(), **of_case, **lot) for lot in lots)
    start_clock(session, case.id, rules.SHORT, case.received_at)
    weigh(session, case)
    emit(session, events.case_opened(case))
    told = {"number": case.number, "customer": case.customer_id, "product": case.product_code}
    record(session, f"case/{case.id}", None, told | {"status": case.status, "path": case.path})
    return case


def _new_case(entry: Entry, author: UUID, author_name: str) -> Case:
    return Case(
        id=new_id(),
        version=1,
        entry_id=entry.id,
        status=rules.OPENED,
        path=rules.SHORT,
        path_reasons=[],
        cost=Decimal(0),
        opened_by=author,
        opened_by_name=author_name,
        created_at=clock.now(),
        **{name: getattr(entry, name) for name in COPIED},
    )
