"""Paying back what a customer is owed: asked by one person, approved and paid by another, and what
comes back."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.ids import new_id
from paper.series import next_number

from ..credit.commands import lock_accounts
from ..credit.models import CreditAccount
from ..decisions import decide
from ..errors import RefundNotFound, RefundNotPaid, SourceNotFound
from ..periods.commands import booking_day
from ..receivables.commands import check_dates
from ..settlements.commands import Act, check_open, source_of, spend, unsettle
from ..settlements.models import SettlementLine, Source
from .models import Refund


def ask_refund(session: Session, told: Mapping[str, Any]) -> Refund:
    """Ask that a part of a source goes back to the customer; nothing moves yet."""
    customer_id = session.scalar(select(Source.customer_id).where(Source.id == told["source_id"]))
    if customer_id is None:
        raise SourceNotFound("/source_id")
    lock_accounts(session, [customer_id])
    source = source_of(session, told["source_id"])
    check_open(source, told["amount"])
    refund = Refund(
        id=new_id(),
        version=1,
        created_at=clock.now(),
        number=next_number(session, "RF", clock.today()),
        source_number=source.number,
        customer_id=customer_id,
        customer_name=source.customer_name,
        status="asked",
        asked_by=actor(session).id,
        asked_by_name=actor(session).name,
        **told,
    )
    session.add(refund)
    record(session, f"refund/{refund.id}", None, {**told, "status": "asked"}, told["reason"])
    return refund


def approve_refund(session: Session, id: UUID, paid_on: date, bank_reference: str | None) -> None:
    """Sign for a refund that another asked for, and book it as paid."""
    refund, account = _locked(session, id)
    decide(refund, "approve", actor(session))
    check_dates({"paid_on": paid_on})
    source = source_of(session, refund.source_id)
    act = Act(account, "refund", refund.reason)
    settlement = spend(session, act, source, "refund", refund.amount)
    refund.paid_on, refund.bank_reference = paid_on, bank_reference
    refund.settlement_id = settlement.id
    told = {"status": "approved", "paid_on": paid_on}
    record(session, f"refund/{id}", {"status": "asked"}, told)


def reject_refund(session: Session, id: UUID, comment: str) -> None:
    """Send a refund back; nothing moves."""
    refund, _ = _locked(session, id)
    decide(refund, "reject", actor(session), comment)
    record(session, f"refund/{id}", {"status": "asked"}, {"status": "rejected"}, comment)


def reverse_refund(session: Session, id: UUID, reason: str) -> None:
    """Take a refund back whose money came back; what it was paid out of is open again."""
    refund, account = _locked(session, id)
    if refund.status != "approved":
        raise RefundNotPaid(number=refund.number)
    paid = select(SettlementLine).where(
        SettlementLine.settlement_id == refund.settlement_id, SettlementLine.reverses_id.is_(None)
    )
    unsettle(session, account, [(session.scalars(paid).one(), refund.amount)], reason)
    refund.status, refund.reversal_reason = "reversed", reason
    refund.reversed_on = booking_day(session, clock.today())
    refund.reversed_by, refund.reversed_by_name = actor(session).id, actor(session).name
    refund.version += 1
    record(session, f"refund/{id}", {"status": "approved"}, {"status": "reversed"}, reason)


def _locked(session: Session, id: UUID) -> tuple[Refund, CreditAccount]:
    customer_id = session.scalar(select(Refund.customer_id).where(Refund.id == id))
    if customer_id is None:
        raise RefundNotFound()
    account = lock_accounts(session, [customer_id])[customer_id]
    return session.get_one(Refund, id), account
