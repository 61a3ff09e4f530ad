"""The quotations' door."""

from typing import Any
from uuid import UUID

from flask import Response
from sqlalchemy.orm import Session

from chassis.data.database import actor, reading, transaction
from chassis.web.door import Door
from chassis.web.replies import expected_version, reply
from chassis.web.scope import within
from chassis.web.shape import Shape

from ..errors.quotations import QuotationNotFound
from . import commands
from .models import Quotation, QuotationLine
from .schemas import (
    DeclineIn,
    QuotationChange,
    QuotationIn,
    QuotationLineOut,
    QuotationOut,
    WithdrawIn,
)

QUOTATIONS = Shape(
    QuotationOut,
    Quotation,
    children={"lines": (QuotationLineOut, QuotationLine, QuotationLine.quotation_id)},
)

quotations = Door(
    "quotations",
    __name__,
    url_prefix="/quotations",
    zh="报价单:修订、有效期与转单",
    en="Quotations: revisions, validity, acceptance as orders",
)


@quotations.get(
    "", needs="sales.quotation.read", lists=QUOTATIONS, zh="报价单列表", en="List quotations"
)
def list_quotations() -> Response:
    with reading() as session:
        return QUOTATIONS.page(session, *_seen(session))


@quotations.get(
    "/<uuid:quotation_id>",
    needs="sales.quotation.read",
    gives=QUOTATIONS,
    zh="报价单",
    en="A quotation",
)
def show_quotation(quotation_id: UUID) -> dict[str, Any]:
    with reading() as session:
        missing = QuotationNotFound()
        return QUOTATIONS.one(
            session, Quotation.id == quotation_id, *_seen(session), missing=missing
        )


@quotations.post(
    "",
    needs="sales.quotation.create",
    takes=QuotationIn,
    gives=QUOTATIONS,
    status=201,
    zh="开报价单",
    en="Draft a quotation",
)
def draft_quotation(body: dict[str, Any]) -> Response:
    with transaction() as session:
        return _told(session, commands.draft_quotation(session, body), 201)


@quotations.patch(
    "/<uuid:quotation_id>",
    needs="sales.quotation.change",
    takes=QuotationChange,
    gives=QUOTATIONS,
    zh="修改报价单草稿",
    en="Change a draft quotation",
)
def change_quotation(body: dict[str, Any], quotation_id: UUID) -> Response:
    with transaction() as session:
        commands.change_quotation(session, quotation_id, body, expected_version())
        return _told(session, quotation_id)


@quotations.post(
    "/<uuid:quotation_id>/send",
    needs="sales.quotation.send",
    gives=QUOTATIONS,
    zh="发出报价单",
    en="Send a quotation",
)
def send_quotation(quotation_id: UUID) -> Response:
    with transaction() as session:
        commands.send_quotation(session, quotation_id)
        return _told(session, quotation_id)


@quotations.post(
    "/<uuid:quotation_id>/accept",
    needs="sales.quotation.accept",
    gives=QUOTATIONS,
    keyed=True,
    zh="报价成交并生成销售单",
    en="Accept a quotation into an order",
)
def accept_quotation(quotation_id: UUID) -> Response:
    with transaction() as session:
        commands.accept_quotation(session, quotation_id)
        return _told(session, quotation_id)


@quotations.post(
    "/<uuid:quotation_id>/decline",
    needs="sales.quotation.decline",
    takes=DeclineIn,
    gives=QUOTATIONS,
    zh="报价未成交",
    en="Note that a quotation was declined",
)
def decline_quotation(body: dict[str, Any], quotation_id: UUID) -> Response:
    with transaction() as session:
        commands.decline_quotation(session, quotation_id, **body)
        return _told(session, quotation_id)


@quotations.post(
    "/<uuid:quotation_id>/withdraw",
    needs="sales.quotation.withdraw",
    takes=WithdrawIn,
    gives=QUOTATIONS,
    zh="撤回报价单",
    en="Withdraw a quotation",
)
def withdraw_quotation(body: dict[str, Any], quotation_id: UUID) -> Response:
    with transaction() as session:
        commands.withdraw_quotation(session, quotation_id, **body)
        return _told(session, quotation_id)


@quotations.post(
    "/<uuid:quotation_id>/revise",
    needs="sales.quotation.revise",
    takes=QuotationChange,
    gives=QUOTATIONS,
    status=201,
    zh="改版报价单",
    en="Write a quotation's next revision",
)
def revise_quotation(body: dict[str, Any], quotation_id: UUID) -> Response:
    with transaction() as session:
        return _told(session, commands.revise_quotation(session, quotation_id, body), 201)


def _seen(session: Session) -> list[Any]:
    owner, department = Quotation.salesperson_id, Quotation.department
    return within(actor(session), "sales.quotation", owner, department)


def _told(session: Session, quotation_id: UUID, status: int = 200) -> Response:
    session.flush()
    return reply(session, QUOTATIONS.known(session, quotation_id), status)
