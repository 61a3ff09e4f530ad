"""The settlements' doors: sources to read; to propose, settle and take back."""

from typing import Any
from uuid import UUID

from flask import Response
from sqlalchemy.orm import Session

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import reply
from chassis.web.shape import Shape

from ..errors import CustomerUnknown, SettlementNotFound
from ..references.models import Customer
from . import by_hand, queries
from .models import Settlement, SettlementLine, Source
from .rules import ZERO
from .schemas import (
    AutomaticIn,
    ProposalOut,
    ProposalQuery,
    ReverseIn,
    SettlementIn,
    SettlementLineOut,
    SettlementOut,
    SourceOut,
)


def with_customer(model: Any) -> Any:
    """The FROM clause of what belongs to a customer, so that its keeper's scope can be asked."""
    return model.__table__.outerjoin(Customer.__table__, Customer.id == model.customer_id)


SETTLEMENTS = Shape(
    SettlementOut,
    Settlement,
    columns={"reversal": queries.REVERSED},
    children={"lines": (SettlementLineOut, SettlementLine, SettlementLine.settlement_id)},
    joined=with_customer(Settlement),
)
SOURCES = Shape(SourceOut, Source, joined=with_customer(Source))

settlements = Door(
    "settlements",
    __name__,
    url_prefix="/settlements",
    zh="核销:收款、贷项等与应收款的多对多核销及撤销",
    en="Settlements of receivables, many to many, and their reversal",
)
sources = Door(
    "sources",
    __name__,
    url_prefix="/sources",
    zh="核销来源:可用于核销的单据及其余额",
    en="What a customer may be settled with, and what is open of it",
)


@sources.get(
    "", needs="sales.settlement.read", lists=SOURCES, zh="核销来源列表", en="List what can settle"
)
def list_sources() -> Response:
    with reading() as session:
        return SOURCES.page(session, *queries.of_own_customers(session, "sales.settlement"))


@settlements.get(
    "", needs="sales.settlement.read", lists=SETTLEMENTS, zh="核销单列表", en="List settlements"
)
def list_settlements() -> Response:
    with reading() as session:
        return SETTLEMENTS.page(session, *queries.of_own_customers(session, "sales.settlement"))


@settlements.get(
    "/<uuid:settlement_id>",
    needs="sales.settlement.read",
    gives=SETTLEMENTS,
    zh="核销单",
    en="A settlement",
)
def show_settlement(settlement_id: UUID) -> dict[str, Any]:
    with reading() as session:
        seen = queries.of_own_customers(session, "sales.settlement")
        missing = SettlementNotFound()
        return SETTLEMENTS.one(session, Settlement.id == settlement_id, *seen, missing=missing)


@settlements.get(
    "/proposal",
    needs="sales.settlement.read",
    query=ProposalQuery,
    gives=ProposalOut,
    zh="核销建议",
    en="Propose a settlement",
)
def propose_settlement(asked: dict[str, Any]) -> dict[str, Any]:
    with reading() as session:
        customer_id = asked["customer_id"]
        if not queries.sees_customer(session, customer_id):
            raise CustomerUnknown("/customer_id", customer_id=customer_id)
        lines = queries.proposed_lines(session, customer_id)
    total = sum((line["amount"] for line in lines), ZERO)
    return {"customer_id": customer_id, "amount": total, "lines": lines}


@settlements.post(
    "",
    needs="sales.settlement.create",
    takes=SettlementIn,
    gives=SETTLEMENTS,
    keyed=True,
    status=201,
    zh="手工核销",
    en="Settle by hand",
)
def settle_by_hand(body: dict[str, Any]) -> Response:
    with transaction() as session:
        return _told(session, by_hand.settle_by_hand(session, body).id, 201)


@settlements.post(
    "/automatic",
    needs="sales.settlement.create",
    takes=AutomaticIn,
    gives=SETTLEMENTS,
    keyed=True,
    status=201,
    zh="自动核销",
    en="Settle the oldest first",
)
def settle_oldest_first(body: dict[str, Any]) -> Response:
    with transaction() as session:
        return _told(session, by_hand.settle_oldest_first(session, **body).id, 201)


@settlements.post(
    "/<uuid:settlement_id>/reverse",
    needs="sales.settlement.reverse",
    takes=ReverseIn,
    gives=SETTLEMENTS,
    keyed=True,
    zh="撤销核销",
    en="Reverse a settlement",
)
def reverse_settlement(body: dict[str, Any], settlement_id: UUID) -> Response:
    with transaction() as session:
        by_hand.reverse_settlement(session, settlement_id, body)
        return _told(session, settlement_id)


def _told(session: Session, id: UUID, status: int = 200) -> Response:
    session.flush()
    return reply(session, SETTLEMENTS.known(session, id), status)
