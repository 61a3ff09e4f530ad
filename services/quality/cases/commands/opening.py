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
    number = form.pop("lot")
    lot = number and known.lot_numbered(session, form["product_id"], number, "/lot")
    entry = enter_concern(session, form)
    lots = [(lot.id, lot.lot, entry.quantity_complained)] if lot else []
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
    named = [lot for lot in line["lots"] if lot["lot_id"]]
    lots = [(UUID(lot["lot_id"]), lot["lot"], Decimal(lot["quantity"])) for lot in named]
    case = _open(session, entry, lots, author, "")
    expect_pieces(session, case.id, UUID(returned["return_id"]), line)
    book_costs(session, case)


def _open(
    session: Session, entry: Entry, lots: list[tuple], author: UUID, author_name: str
) -> Case:
    case = Case(
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
    case.number = next_number(session, "QC", clock.today())
    session.add(case)
    session.flush()
    for lot_id, lot, quantity in lots:
        session.add(
            CaseLot(id=new_id(), case_id=case.id, lot_id=lot_id, lot=lot, quantity=quantity)
        )
    start_clock(session, case.id, rules.SHORT, case.received_at)
    weigh(session, case)
    emit(session, events.case_opened(case))
    told = {"number": case.number, "customer": case.customer_id, "product": case.product_code}
    record(session, f"case/{case.id}", None, told | {"status": case.status, "path": case.path})
    return case
