"""What becomes of a bill 承兑汇票 after it was received: endorsed to somebody, discounted at a bank, honoured.

A bill that is dishonoured 拒付 is a payment reversed, for it opens again what it had settled.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.data.journal import record

from ..credit.commands import lock_accounts
from ..errors import PaymentNotFound
from ..receivables.commands import check_dates
from .models import Payment
from .rules import check_step, next_bill_state, next_status

MARKED = ("bill_state", "bill_state_on", "bill_to")


def mark_bill(session: Session, id: UUID, told: Mapping[str, Any]) -> None:
    """Note what became of a bill, on which day, and to whom it went; a mistake is taken back by `held`."""
    customer_id = session.scalar(select(Payment.customer_id).where(Payment.id == id))
    if customer_id is None:
        raise PaymentNotFound()
    lock_accounts(session, [customer_id])
    payment = session.get_one(Payment, id)
    next_status(payment.number, payment.status, "mark")
    state = next_bill_state(payment.number, payment.bill_state, told["state"])
    check_dates({"on": told["on"]})
    check_step(payment, told)
    after = dict(zip(MARKED, (state, told["on"], told["to"]), strict=True))
    before = {name: getattr(payment, name) for name in MARKED}
    for name, value in after.items():
        setattr(payment, name, value)
    payment.version += 1
    record(session, f"payment/{id}", before, after, told["reason"] or "")
