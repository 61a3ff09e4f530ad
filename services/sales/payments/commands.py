"""Recording payments and reversing them when they bounced or were mistakes."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor, lock
from chassis.data.journal import record
from chassis.ids import new_id
from chassis.transport.outbox import emit
from paper.series import next_number

from .. import events
from ..credit.commands import lock_accounts
from ..errors import PaymentDuplicate, PaymentNotFound
from ..periods.commands import booking_day
from ..receivables.commands import check_dates
from ..references import queries as references
from ..settlements import queries as settlements
from ..settlements.commands import Act, add_source, settle, source_of, void
from ..settlements.rules import propose
from .models import Payment
from .rules import bill_reversed, check_bill, lock_keys, next_status, tidied

Told = Mapping[str, Any]


def record_payment(session: Session, told: Told) -> Payment:
    """Record what a customer paid; it is an advance until it settles something."""
    told = tidied(told)
    customer = references.customer(session, told["customer_id"])
    check_dates({"received_on": told["received_on"]})
    check_bill(told)
    lock(session, lock_keys(told))
    if not told["duplicate"]:
        _refuse_duplicate(session, told)
    account = lock_accounts(session, [customer.id])[customer.id]
    payment = _payment(session, told, customer.display_name)
    session.add(payment)
    source = add_source(session, account, "payment", vars(payment))
    session.flush()
    record(session, f"payment/{payment.id}", None, _kept(told) | {"number": payment.number})
    emit(session, events.payment_received(payment))
    if told["settle"]:
        pairs = propose(
            [settlements.as_item(source)], settlements.open_receivables(session, customer.id)
        )
        if pairs:
            settle(session, Act(account, "payment"), pairs)
    return payment


def reverse_payment(session: Session, id: UUID, kind: str, reason: str) -> None:
    """Take a payment out of the books; what it settled is open again, also as of its own day."""
    customer_id = session.scalar(select(Payment.customer_id).where(Payment.id == id))
    if customer_id is None:
        raise PaymentNotFound()
    account = lock_accounts(session, [customer_id])[customer_id]
    payment = session.get_one(Payment, id)
    status = next_status(payment.number, payment.status, "reverse")
    bill_state = bill_reversed(payment.number, payment.bill_state, kind)
    void(session, Act(account, "void", reason), source_of(session, id))
    payment.status, payment.reversal_kind, payment.reversal_reason = status, kind, reason
    payment.reversed_on = booking_day(session, clock.today())
    payment.reversed_by, payment.reversed_by_name = actor(session).id, actor(session).name
    if bill_state:
        payment.bill_state, payment.bill_state_on = bill_state, payment.reversed_on
    payment.version += 1
    record(session, f"payment/{id}", {"status": "received"}, {"status": status}, reason)
    emit(session, events.payment_reversed(payment))


def _refuse_duplicate(session: Session, told: Told) -> None:
    for column in (Payment.bank_reference, Payment.bill_number):
        reference = told[column.key]
        if reference is None:
            continue
        same = select(Payment.number).where(column == reference, Payment.status == "received")
        number = session.scalar(same.order_by(Payment.id).limit(1))
        if number:
            raise PaymentDuplicate(f"/{column.key}", number=number, reference=reference)


def _payment(session: Session, told: Told, customer_name: str) -> Payment:
    today = booking_day(session, clock.today())
    is_bill = told["method"] == "bill"
    return Payment(
        id=new_id(),
        version=1,
        created_at=clock.now(),
        number=next_number(session, "PM", today),
        customer_name=customer_name,
        currency="CNY",
        rate=1,
        booked_on=today,
        operator_id=actor(session).id,
        operator_name=actor(session).name,
        status="received",
        bill_state="held" if is_bill else None,
        bill_state_on=told["received_on"] if is_bill else None,
        **_kept(told),
    )


def _kept(told: Told) -> dict[str, Any]:
    return {name: value for name, value in told.items() if name not in ("duplicate", "settle")}
