"""Opening balances of customers as a sheet: a row per open document of before, signed by another person."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.errors import Refusal
from chassis.web import fields
from chassis.web.shape import Shape
from paper.sheets.form import Entry, Form, Outcome

from ..errors import CustomerUnknown
from ..references.models import Customer
from .commands import propose_opening
from .models import Opening, OpeningLine
from .schemas import OpenedOut, OpeningLineIn

MOST = 20_000
_SAME = ("kind", "document_on", "due_on", "amount", "invoice_number")
Document = tuple[UUID, str]
"""Customer and the document's number."""


class OpeningRow(OpeningLineIn):
    """A document that was open when the books began, its customer named by code."""

    class Meta(fields.Schema.Meta):
        exclude = ("customer_id",)

    customer_code = fields.code("客户编号", "Customer code", required=True)
    as_of = fields.day("期初日期", "As of", required=True)


def write_openings(session: Session, entries: Sequence[Entry]) -> list[Outcome]:
    """Propose what has not come in yet, as one opening per date."""
    documents = _documents(session, entries)
    there = _taken(session, {customer for customer, _ in documents})
    outcomes: list[Outcome] = []
    fresh: dict[date, list[int]] = {}
    for place, (entry, document) in enumerate(zip(entries, documents, strict=True)):
        same = document in there and _says(entry.told, *there[document])
        outcomes.append("unchanged" if same else "written")
        if not same:
            fresh.setdefault(entry.told["as_of"], []).append(place)
    for as_of, places in fresh.items():
        _propose(session, as_of, [_line(entries[n].told, documents[n]) for n in places], places)
    return outcomes


def _propose(session: Session, as_of: date, lines: list[dict[str, Any]], places: list[int]) -> None:
    """A refusal about a line points to its row; one about the date to the first row that says it."""
    try:
        propose_opening(session, as_of, lines)
    except Refusal as refusal:
        steps = (refusal.pointer or "").strip("/").split("/")
        if steps[0] == "lines" and len(steps) > 1:
            refusal.pointer = f"/{places[int(steps[1])]}/{'/'.join(steps[2:])}"
        else:
            refusal.pointer = f"/{places[0]}/{steps[0]}"
        raise


def _documents(session: Session, entries: Sequence[Entry]) -> list[Document]:
    codes = {entry.told["customer_code"] for entry in entries}
    rows = session.execute(select(Customer.code, Customer.id).where(Customer.code.in_(codes)))
    customers = {row.code: row.id for row in rows}
    for place, entry in enumerate(entries):
        code = entry.told["customer_code"]
        if code not in customers:
            raise CustomerUnknown(f"/{place}/customer_code", customer_id=code)
    return [(customers[e.told["customer_code"]], e.told["reference"]) for e in entries]


def _taken(session: Session, customers: set[UUID]) -> dict[Document, tuple[date, OpeningLine]]:
    query = select(Opening.as_of, OpeningLine).join(Opening, Opening.id == OpeningLine.opening_id)
    query = query.where(Opening.status != "rejected", OpeningLine.reversed_on.is_(None))
    query = query.where(OpeningLine.customer_id.in_(customers))
    return {(line.customer_id, line.reference): (day, line) for day, line in session.execute(query)}


def _says(told: Mapping[str, Any], as_of: date, line: OpeningLine) -> bool:
    return told["as_of"] == as_of and all(told[name] == getattr(line, name) for name in _SAME)


def _line(told: Mapping[str, Any], document: Document) -> dict[str, Any]:
    customer, reference = document
    return {name: told[name] for name in _SAME} | {"customer_id": customer, "reference": reference}


def not_rejected(session: Session) -> list[Any]:
    """What goes out can be brought in again, where it would be proposed."""
    return [Opening.status != "rejected", OpeningLine.reversed_on.is_(None)]


OPENED = Shape(
    OpenedOut,
    OpeningLine,
    columns={name: getattr(Opening, name) for name in ("number", "as_of", "status")},
    joined=OpeningLine.__table__.join(Opening.__table__),
)
SHEET = Form(
    "openings",
    needs="sales.opening.import",
    zh="期初应收与预收",
    en="Opening receivables and advances",
    schema=OpeningRow,
    key="reference",
    beside=("customer_code",),
    write=write_openings,
    codes=("customer_code", "invoice_number"),
    aliases={
        "reference": ("单据号", "单号", "Reference"),
        "customer_code": ("客户代码", "编号", "Customer no."),
        "amount": ("金额", "未收金额", "欠款", "Balance"),
        "document_on": ("单据日期", "日期"),
        "invoice_number": ("发票号",),
        "as_of": ("截止日期",),
    },
    shape=OPENED,
    reads="sales.opening.read",
    within=not_rejected,
    chunk=MOST,
    most=MOST,
)
