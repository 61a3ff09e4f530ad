"""The receivables' door: to read, and for finance to record invoices."""

from typing import Any
from uuid import UUID

from flask import Response
from sqlalchemy.orm import Session

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import reply
from chassis.web.shape import Shape

from ..errors import ReceivableNotFound
from . import commands, queries
from .models import Receivable
from .schemas import InvoiceIn, ReceivableOut, RedInvoiceIn

RECEIVABLES = Shape(ReceivableOut, Receivable, columns={"settled": queries.RECEIVABLE_STATE})

receivables = Door(
    "receivables",
    __name__,
    url_prefix="/receivables",
    zh="应收款及其发票",
    en="Receivables and their invoices",
)


@receivables.get(
    "", needs="sales.receivable.read", lists=RECEIVABLES, zh="应收款列表", en="List receivables"
)
def list_receivables() -> Response:
    with reading() as session:
        return RECEIVABLES.page(session, *queries.receivables_in_scope(session))


@receivables.get(
    "/<uuid:receivable_id>",
    needs="sales.receivable.read",
    gives=RECEIVABLES,
    zh="应收款",
    en="A receivable",
)
def show_receivable(receivable_id: UUID) -> dict[str, Any]:
    with reading() as session:
        seen = queries.receivables_in_scope(session)
        missing = ReceivableNotFound()
        return RECEIVABLES.one(session, Receivable.id == receivable_id, *seen, missing=missing)


@receivables.post(
    "/<uuid:receivable_id>/invoice",
    needs="sales.receivable.invoice",
    takes=InvoiceIn,
    gives=RECEIVABLES,
    zh="登记发票",
    en="Record an invoice",
)
def record_invoice(body: dict[str, Any], receivable_id: UUID) -> Response:
    with transaction() as session:
        commands.record_invoice(session, receivable_id, body)
        return _told(session, receivable_id)


@receivables.post(
    "/<uuid:receivable_id>/red-invoice",
    needs="sales.receivable.invoice",
    takes=RedInvoiceIn,
    gives=RECEIVABLES,
    zh="登记红字发票",
    en="Record a red-letter invoice",
)
def record_red_invoice(body: dict[str, Any], receivable_id: UUID) -> Response:
    with transaction() as session:
        commands.record_red_invoice(session, receivable_id, body)
        return _told(session, receivable_id)


def _told(session: Session, receivable_id: UUID) -> Response:
    session.flush()
    return reply(session, RECEIVABLES.known(session, receivable_id))
