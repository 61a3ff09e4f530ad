"""The doors of ageing, statements, days sales outstanding and payment behaviour."""

from typing import Any
from uuid import UUID

from flask import Response
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import reading
from chassis.data.plain import to_json
from chassis.web.door import Door

from ..errors import CustomerOutOfScope
from ..references import queries as references
from ..settlements.queries import sees_customer
from . import ageing, behaviour, proposals, queries, statements
from .rules import check_as_of, check_period
from .schemas import (
    AgeingQuery,
    AgeingReport,
    AsOfQuery,
    Behaviour,
    CustomerAgeing,
    CustomerAgeingQuery,
    Outstanding,
    OutstandingQuery,
    RatingProposals,
    RatingQuery,
    Statement,
    StatementQuery,
)

FORMULA = {
    "formula_zh": "期末应收 × 天数 ÷ 期间含税销售额(减贷项);应收取自期末账龄,销售取自期间发货与贷项通知单",
    "formula_en": (
        "receivables at the end × days ÷ gross sales of the period less credit notes; receivables as"
        " the ageing shows them at the end, sales from the period's deliveries and credit notes"
    ),
}

reports = Door(
    "dues",
    __name__,
    url_prefix="/reports",
    zh="账龄、对账单、应收周转天数与回款表现",
    en="Ageing, statements, days sales outstanding and payment behaviour",
)


@reports.get(
    "/ageing",
    needs="sales.ageing.read",
    query=AgeingQuery,
    gives=AgeingReport,
    zh="账龄分析",
    en="Ageing of receivables",
)
def report_ageing(asked: dict[str, Any]) -> Response:
    day = check_as_of(asked["as_of"], clock.today())
    narrowed = (asked["customer_id"], asked["after"], asked["limit"])
    with reading() as session:
        sums, lines = ageing.ageing(session, day, *narrowed)
    more = lines[-1]["customer_id"] if len(lines) == asked["limit"] else None
    return _answer({"as_of": day, "totals": sums, "items": lines, "next": more})


@reports.get(
    "/ageing/<uuid:customer_id>",
    needs="sales.ageing.read",
    query=CustomerAgeingQuery,
    gives=CustomerAgeing,
    zh="客户账龄明细",
    en="Ageing of one customer",
)
def report_customer_ageing(asked: dict[str, Any], customer_id: UUID) -> Response:
    day = check_as_of(asked["as_of"], clock.today())
    with reading() as session:
        _check_scope(session, customer_id, "sales.ageing")
        lines = ageing.items(session, day, customer_id, asked["after"], asked["limit"])
        sums = ageing.totals(session, day, customer_id)
    more = lines[-1]["id"] if len(lines) == asked["limit"] else None
    head = {"as_of": day, "customer_id": customer_id, "totals": sums}
    return _answer(head | {"items": lines, "next": more})


@reports.get(
    "/statements/<uuid:customer_id>",
    needs="sales.statement.read",
    query=StatementQuery,
    gives=Statement,
    zh="客户对账单",
    en="A customer's statement",
)
def report_statement(asked: dict[str, Any], customer_id: UUID) -> Response:
    first, last = asked["first"], asked["last"]
    check_period(first, last, clock.today())
    with reading() as session:
        _check_scope(session, customer_id, "sales.statement")
        customer = references.customer(session, customer_id)
        told = statements.statement(
            session, customer_id, first, last, asked["after"], asked["limit"]
        )
        sums = ageing.totals(session, last, customer_id)
    named = {"customer_code": customer.code, "customer_name": customer.display_name}
    head = {"customer_id": customer_id, **named, "from": first, "to": last}
    return _answer(head | told | {"ageing": sums})


@reports.get(
    "/days-sales-outstanding",
    needs="sales.ageing.read",
    query=OutstandingQuery,
    gives=Outstanding,
    zh="应收账款周转天数",
    en="Days sales outstanding",
)
def report_outstanding(asked: dict[str, Any]) -> Response:
    first, last = asked["first"], asked["last"]
    check_period(first, last, clock.today())
    with reading() as session:
        told = queries.outstanding(session, first, last, asked["customer_id"])
    head = {"from": first, "to": last, "customer_id": asked["customer_id"]}
    return _answer(head | told | FORMULA)


@reports.get(
    "/rating-proposals",
    needs="sales.payment_behaviour.read",
    query=RatingQuery,
    gives=RatingProposals,
    zh="信誉等级建议",
    en="Proposed credit ratings",
)
def list_proposed_ratings(asked: dict[str, Any]) -> Response:
    day = check_as_of(asked["as_of"], clock.today())
    with reading() as session:
        return _answer(proposals.proposals(session, asked, day))


@reports.get(
    "/payment-behaviour/<uuid:customer_id>",
    needs="sales.payment_behaviour.read",
    query=AsOfQuery,
    gives=Behaviour,
    zh="付款表现与信誉等级建议",
    en="How a customer pays, and the rating it earns",
)
def report_behaviour(asked: dict[str, Any], customer_id: UUID) -> Response:
    day = check_as_of(asked["as_of"], clock.today())
    with reading() as session:
        _check_scope(session, customer_id, "sales.payment_behaviour")
        proposal, rating = behaviour.earned(session, customer_id, day)
    head = {"customer_id": customer_id, "as_of": day, "rating": rating}
    return _answer(head | behaviour.shown(proposal, day))


def _check_scope(session: Session, customer_id: UUID, noun: str) -> None:
    if not sees_customer(session, customer_id, noun):
        raise CustomerOutOfScope()


def _answer(body: dict[str, Any]) -> Response:
    return Response(to_json(body), content_type="application/json")
