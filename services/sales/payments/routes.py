"""The doors of payments, bills and refunds."""

from typing import Any
from uuid import UUID

from flask import Response
from sqlalchemy.orm import Session

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import reply
from chassis.web.shape import Shape

from ..errors import PaymentNotFound, RefundNotFound
from ..references.models import Customer
from ..settlements.models import Source
from ..settlements.queries import of_own_customers
from ..settlements.routes import with_customer
from . import bills, commands, refunds as refunding
from .models import Payment, Refund
from .schemas import (
    BillStepIn,
    CommentIn,
    PaymentIn,
    PaymentOut,
    PaymentReversalIn,
    RefundApprovalIn,
    RefundIn,
    RefundOut,
    RefundReversalIn,
)

PAYMENTS = Shape(
    PaymentOut,
    Payment,
    columns={"open": Source.open},
    joined=Payment.__table__.join(Source.__table__, Source.id == Payment.id).outerjoin(
        Customer.__table__, Customer.id == Payment.customer_id
    ),
)
REFUNDS = Shape(RefundOut, Refund, joined=with_customer(Refund))

payments = Door(
    "payments", __name__, url_prefix="/payments", zh="收款与承兑汇票", en="Payments and bills"
)
refunds = Door(
    "refunds",
    __name__,
    url_prefix="/refunds",
    zh="退款:一人申请,另一人批准",
    en="Refunds, asked by one and approved by another",
)


@payments.get(
    "",
    needs="sales.payment.read",
    lists=PAYMENTS,
    zh="收款列表(含汇票到期)",
    en="List payments and bills",
)
def list_payments() -> Response:
    with reading() as session:
        return PAYMENTS.page(session, *of_own_customers(session, "sales.payment"))


@payments.get(
    "/<uuid:payment_id>", needs="sales.payment.read", gives=PAYMENTS, zh="收款单", en="A payment"
)
def show_payment(payment_id: UUID) -> dict[str, Any]:
    with reading() as session:
        seen = of_own_customers(session, "sales.payment")
        return PAYMENTS.one(session, Payment.id == payment_id, *seen, missing=PaymentNotFound())


@payments.post(
    "",
    needs="sales.payment.create",
    takes=PaymentIn,
    gives=PAYMENTS,
    keyed=True,
    status=201,
    zh="登记收款",
    en="Record a payment",
)
def record_payment(body: dict[str, Any]) -> Response:
    with transaction() as session:
        payment = commands.record_payment(session, body)
        session.flush()
        return reply(session, PAYMENTS.known(session, payment.id), 201)


@payments.post(
    "/<uuid:payment_id>/reverse",
    needs="sales.payment.reverse",
    takes=PaymentReversalIn,
    gives=PAYMENTS,
    keyed=True,
    zh="冲销收款",
    en="Reverse a payment",
)
def reverse_payment(body: dict[str, Any], payment_id: UUID) -> Response:
    with transaction() as session:
        commands.reverse_payment(session, payment_id, **body)
        session.flush()
        return reply(session, PAYMENTS.known(session, payment_id))


@payments.post(
    "/<uuid:payment_id>/bill",
    needs="sales.payment.mark_bill",
    takes=BillStepIn,
    gives=PAYMENTS,
    keyed=True,
    zh="登记汇票背书、贴现、兑付",
    en="Mark what became of a bill",
)
def mark_bill(body: dict[str, Any], payment_id: UUID) -> Response:
    with transaction() as session:
        bills.mark_bill(session, payment_id, body)
        session.flush()
        return reply(session, PAYMENTS.known(session, payment_id))


@refunds.get("", needs="sales.refund.read", lists=REFUNDS, zh="退款列表", en="List refunds")
def list_refunds() -> Response:
    with reading() as session:
        return REFUNDS.page(session, *of_own_customers(session, "sales.refund"))


@refunds.get(
    "/<uuid:refund_id>", needs="sales.refund.read", gives=REFUNDS, zh="退款单", en="A refund"
)
def show_refund(refund_id: UUID) -> dict[str, Any]:
    with reading() as session:
        seen = of_own_customers(session, "sales.refund")
        return REFUNDS.one(session, Refund.id == refund_id, *seen, missing=RefundNotFound())


@refunds.post(
    "",
    needs="sales.refund.ask",
    takes=RefundIn,
    gives=REFUNDS,
    keyed=True,
    status=201,
    zh="申请退款",
    en="Ask for a refund",
)
def ask_refund(body: dict[str, Any]) -> Response:
    with transaction() as session:
        return _told(session, refunding.ask_refund(session, body).id, 201)


@refunds.post(
    "/<uuid:refund_id>/approve",
    needs="sales.refund.approve",
    takes=RefundApprovalIn,
    gives=REFUNDS,
    keyed=True,
    zh="批准退款",
    en="Approve a refund",
)
def approve_refund(body: dict[str, Any], refund_id: UUID) -> Response:
    with transaction() as session:
        refunding.approve_refund(session, refund_id, **body)
        return _told(session, refund_id)


@refunds.post(
    "/<uuid:refund_id>/reject",
    needs="sales.refund.approve",
    takes=CommentIn,
    gives=REFUNDS,
    zh="驳回退款",
    en="Reject a refund",
)
def reject_refund(body: dict[str, Any], refund_id: UUID) -> Response:
    with transaction() as session:
        refunding.reject_refund(session, refund_id, **body)
        return _told(session, refund_id)


@refunds.post(
    "/<uuid:refund_id>/reverse",
    needs="sales.refund.reverse",
    takes=RefundReversalIn,
    gives=REFUNDS,
    keyed=True,
    zh="登记退款退回",
    en="Reverse a refund that came back",
)
def reverse_refund(body: dict[str, Any], refund_id: UUID) -> Response:
    with transaction() as session:
        refunding.reverse_refund(session, refund_id, **body)
        return _told(session, refund_id)


def _told(session: Session, refund_id: UUID, status: int = 200) -> Response:
    session.flush()
    return reply(session, REFUNDS.known(session, refund_id), status)
