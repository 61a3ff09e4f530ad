"""Bringing opening balances in: proposed with all their lines, signed by a second person, booked once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.bulk import insert_rows
from chassis.data.database import actor, lock
from chassis.data.journal import record
from chassis.ids import new_id
from paper.series import next_number

from ..credit.commands import lock_accounts
from ..decisions import decide
from ..errors import CustomerUnknown, OpeningNotFound, OpeningTaken
from ..periods.commands import open_day
from ..receivables.commands import check_dates, open_receivables
from ..receivables.queries import salesperson_name
from ..references.models import Customer
from ..settlements.models import Source
from .models import Opening, OpeningLine
from .rules import check_lines, digest

Line = Mapping[str, Any]
_LOCK = "openings"
_AT_ONCE = 5000


def propose_opening(session: Session, as_of: date, lines: Sequence[Line]) -> Opening:
    """Store opening balances for a second person to sign; the same content again changes nothing.

    Each line has kind, customer_id, reference, document_on, due_on, amount, invoice_number.
    """
    check_dates({"as_of": as_of})
    open_day(session, as_of, "/as_of")
    check_lines(lines)
    lock(session, [_LOCK])
    fingerprint = digest(as_of, lines)
    same = select(Opening).where(Opening.digest == fingerprint, Opening.status != "rejected")
    same = same.where(~_taken_back().exists())
    known = session.scalars(same).first()
    if known is not None:
        return known
    customers = _customers(session, lines)
    _refuse_taken(session, lines)
    opening = Opening(
        id=new_id(),
        version=1,
        created_at=clock.now(),
        number=next_number(session, "OB", clock.today()),
        as_of=as_of,
        receivables=_sum(lines, "receivable"),
        credits=_sum(lines, "credit"),
        digest=fingerprint,
        status="asked",
        asked_by=actor(session).id,
        asked_by_name=actor(session).name,
    )
    session.add(opening)
    session.flush()
    insert_rows(session, OpeningLine.__table__, [_stored(opening, x, customers) for x in lines])
    told = {"number": opening.number, "lines": len(lines), "receivables": opening.receivables}
    record(session, f"opening/{opening.id}", None, told | {"credits": opening.credits})
    return opening


def sign_opening(session: Session, id: UUID, comment: str | None) -> None:
    """Sign for opening balances that another proposed, and book them on their day while it is open."""
    opening = locked(session, id)
    decide(opening, "approve", actor(session), comment)
    open_day(session, opening.as_of)
    lines = session.scalars(
        select(OpeningLine).where(OpeningLine.opening_id == id).order_by(OpeningLine.id)
    ).all()
    accounts = lock_accounts(session, {line.customer_id for line in lines})
    for line in lines:
        account = accounts[line.customer_id]
        account.open_receivables += line.amount if line.kind == "receivable" else 0
        account.unallocated += line.amount if line.kind == "credit" else 0
        account.advances += line.amount if line.kind == "credit" else 0
        account.version += 1
    owners = _owners(session, accounts)
    sources = [
        _source(opening, line, n) for n, line in enumerate(lines, 1) if line.kind == "credit"
    ]
    insert_rows(session, Source.__table__, sources)
    owed = [line for line in lines if line.kind == "receivable"]
    open_receivables(session, [_receivable(opening, line, owners) for line in owed])
    record(session, f"opening/{id}", {"status": "asked"}, {"status": "approved"}, comment or "")


def reject_opening(session: Session, id: UUID, comment: str) -> None:
    """Send opening balances back; nothing is booked, and they may come in again."""
    opening = locked(session, id)
    decide(opening, "reject", actor(session), comment)
    record(session, f"opening/{id}", {"status": "asked"}, {"status": "rejected"}, comment)


def locked(session: Session, id: UUID) -> Opening:
    """Opening balances to be decided about; nobody else does meanwhile."""
    lock(session, [_LOCK])
    opening = session.get(Opening, id)
    if opening is None:
        raise OpeningNotFound()
    return opening


def _customers(session: Session, lines: Sequence[Line]) -> dict[UUID, Any]:
    columns = (Customer.id, Customer.code, Customer.display_name)
    rows = _in_batches(session, select(*columns), Customer.id, (x["customer_id"] for x in lines))
    known = {row.id: row for row in rows}
    for place, line in enumerate(lines):
        if line["customer_id"] not in known:
            pointer = f"/lines/{place}/customer_id"
            raise CustomerUnknown(pointer, customer_id=line["customer_id"])
    return known


def _taken_back() -> Select[Any]:
    """Lines of an opening that are in the books no more."""
    gone = OpeningLine.reversed_on.is_not(None)
    return select(OpeningLine.id).where(OpeningLine.opening_id == Opening.id, gone)


def _refuse_taken(session: Session, lines: Sequence[Line]) -> None:
    """A document of before comes in once, whatever file it comes in; again after it was taken back."""
    columns = (OpeningLine.customer_id, OpeningLine.reference, Opening.number)
    query = select(*columns).join(Opening, Opening.id == OpeningLine.opening_id)
    query = query.where(Opening.status != "rejected", OpeningLine.reversed_on.is_(None))
    ids = (line["customer_id"] for line in lines)
    rows = _in_batches(session, query, OpeningLine.customer_id, ids)
    taken = {(row.customer_id, row.reference): row.number for row in rows}
    for place, line in enumerate(lines):
        number = taken.get((line["customer_id"], line["reference"]))
        if number:
            raise OpeningTaken(
                f"/lines/{place}/reference", reference=line["reference"], number=number
            )


def _in_batches(session: Session, query: Any, column: Any, ids: Iterable[UUID]) -> list[Any]:
    """A query's rows for many ids, in statements of a bearable size."""
    rows: list[Any] = []
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        rows += session.execute(query.where(column.in_(some)))
    return rows


def _owners(session: Session, ids: Iterable[UUID]) -> dict[UUID, Any]:
    called = salesperson_name(Customer.owner_id).label("owner_name")
    columns = (Customer.id, Customer.owner_id, called, Customer.department)
    return {row.id: row for row in _in_batches(session, select(*columns), Customer.id, ids)}


def _sum(lines: Sequence[Line], kind: str) -> Decimal:
    return sum((line["amount"] for line in lines if line["kind"] == kind), Decimal("0.00"))


def _stored(opening: Opening, line: Line, customers: Mapping[UUID, Any]) -> dict[str, Any]:
    customer = customers[line["customer_id"]]
    named = {"customer_code": customer.code, "customer_name": customer.display_name}
    return {"id": new_id(), "opening_id": opening.id, **named, **line}


def _source(opening: Opening, line: OpeningLine, place: int) -> dict[str, Any]:
    return {
        "id": line.id,
        "version": 1,
        "created_at": clock.now(),
        "kind": "opening",
        "number": f"{opening.number}/{place}",
        "customer_id": line.customer_id,
        "customer_name": line.customer_name,
        "booked_on": opening.as_of,
        "currency": "CNY",
        "amount": line.amount,
        "open": line.amount,
        "cleared_on": None,
    }


def _receivable(opening: Opening, line: OpeningLine, owners: Mapping[UUID, Any]) -> dict[str, Any]:
    owner = owners[line.customer_id]
    empty = dict.fromkeys(
        ("delivery_id", "delivery_number", "order_id", "order_number", "terms_kind", "terms_days")
    )
    invoice = {"invoice_number": line.invoice_number, "invoiced_on": line.document_on}
    invoiced = {"invoice_state": "issued", **invoice} if line.invoice_number else {}
    return {
        **empty,
        **invoiced,
        "id": line.id,
        "version": 1,
        "created_at": clock.now(),
        "kind": "opening",
        "reference": line.reference,
        "customer_id": line.customer_id,
        "customer_name": line.customer_name,
        "salesperson_id": owner.owner_id,
        "salesperson_name": owner.owner_name,
        "department": owner.department,
        "booked_on": opening.as_of,
        "due_on": line.due_on,
        "currency": "CNY",
        "net": line.amount,
        "tax": Decimal("0.00"),
        "gross": line.amount,
        "open": line.amount,
    }
