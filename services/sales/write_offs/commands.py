"""Giving up what a customer won't pay, and bringing back what it paid after all."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.errors import StaleVersion
from chassis.ids import new_id
from paper.series import next_number

from ..credit.commands import lock_accounts
from ..credit.models import CreditAccount
from ..decisions import decide
from ..errors import ReceivableNotFound, WriteOffNotApproved, WriteOffNotFound
from ..periods.commands import booking_day
from ..receivables.models import Receivable
from ..settlements.commands import Act, add_source, settle, source_of, spend, unsettle
from ..settlements.models import SettlementLine
from ..settlements.rules import Pair
from . import queries
from .models import WriteOff, WriteOffRules
from .rules import check_amount, check_recovery, check_tail


def ask_write_off(session: Session, told: Mapping[str, Any]) -> WriteOff:
    """Ask that a part of a receivable is given up; nothing moves before another approves it."""
    customer_id = session.scalar(
        select(Receivable.customer_id).where(Receivable.id == told["receivable_id"])
    )
    if customer_id is None:
        raise ReceivableNotFound("/receivable_id")
    lock_accounts(session, [customer_id])
    receivable = session.get_one(Receivable, told["receivable_id"])
    _check(session, told["kind"], told["amount"], receivable)
    asked = WriteOff(
        id=new_id(),
        version=1,
        created_at=clock.now(),
        number=next_number(session, "WO", clock.today()),
        receivable_number=receivable.number,
        customer_id=customer_id,
        customer_name=receivable.customer_name,
        recovered=Decimal("0.00"),
        status="asked",
        asked_by=actor(session).id,
        asked_by_name=actor(session).name,
        **told,
    )
    session.add(asked)
    record(session, f"write_off/{asked.id}", None, {**told, "status": "asked"}, told["reason"])
    return asked


def approve_write_off(session: Session, id: UUID, comment: str | None) -> None:
    """Sign for a write-off that another asked for: the receivable is settled by it."""
    asked, account = _locked(session, id)
    decide(asked, "approve", actor(session), comment)
    receivable = session.get_one(Receivable, asked.receivable_id, populate_existing=True)
    _check(session, asked.kind, asked.amount, receivable)
    add_source(
        session,
        account,
        asked.kind,
        {"booked_on": booking_day(session, clock.today()), **vars(asked)},
    )
    session.flush()
    act = Act(account, "write_off", asked.reason)
    settlement = settle(session, act, [Pair(id, asked.receivable_id, asked.amount)])
    asked.settlement_id = settlement.id
    record(session, f"write_off/{id}", {"status": "asked"}, {"status": "approved"}, comment or "")


def reject_write_off(session: Session, id: UUID, comment: str) -> None:
    """Refuse to give the amount up."""
    asked, _ = _locked(session, id)
    decide(asked, "reject", actor(session), comment)
    record(session, f"write_off/{id}", {"status": "asked"}, {"status": "rejected"}, comment)


def recover_write_off(session: Session, id: UUID, amount: Decimal, reason: str) -> None:
    """Open what was given up as a receivable again: the customer pays it after all."""
    written, account = _locked(session, id)
    if written.status != "approved":
        raise WriteOffNotApproved(number=written.number)
    check_recovery(written.number, amount, written.amount - written.recovered)
    _recover(session, account, written, amount, reason)


def give_up_less(
    session: Session, account: CreditAccount, credited: Mapping[UUID, Decimal], number: str
) -> None:
    """Take back what was given up of these deliveries, as far as credit for goods that came back needs
    it: else the customer would be credited what it never paid."""
    query = select(WriteOff, Receivable).join(Receivable, Receivable.id == WriteOff.receivable_id)
    query = query.where(Receivable.delivery_id.in_(credited), WriteOff.status == "approved")
    query = query.where(WriteOff.recovered < WriteOff.amount).order_by(WriteOff.id.desc())
    found = session.execute(query.execution_options(populate_existing=True)).all()
    for written, receivable in found:
        assert receivable.delivery_id  # it was found by it
        missing = credited[receivable.delivery_id] - receivable.open
        amount = min(missing, written.amount - written.recovered)
        if amount > 0:
            _recover(session, account, written, amount, number)


def _recover(
    session: Session, account: CreditAccount, written: WriteOff, amount: Decimal, reason: str
) -> None:
    line = session.scalars(
        select(SettlementLine)
        .where(SettlementLine.settlement_id == written.settlement_id)
        .where(SettlementLine.reverses_id.is_(None))
    ).one()
    unsettle(session, account, [(line, amount)], reason)
    spend(session, Act(account, "void", reason), source_of(session, written.id), "void", amount)
    before = written.recovered
    written.recovered += amount
    written.version += 1
    told = {"recovered": written.recovered}
    record(session, f"write_off/{written.id}", {"recovered": before}, told, reason)


def set_rules(session: Session, tail_limit: Decimal, version: int) -> None:
    """Set the limit under which what is left of a receivable counts as a tail."""
    rules = session.scalars(select(WriteOffRules).with_for_update()).one()
    if rules.version != version:
        raise StaleVersion(version=rules.version)
    before = {"tail_limit": rules.tail_limit}
    rules.tail_limit = tail_limit
    rules.version += 1
    record(session, f"write_off_rules/{rules.id}", before, {"tail_limit": tail_limit})


def _check(session: Session, kind: str, amount: Decimal, receivable: Receivable) -> None:
    check_amount(kind, amount, receivable.number, receivable.open)
    check_tail(kind, amount, queries.tail_limit(session))


def _locked(session: Session, id: UUID) -> tuple[WriteOff, CreditAccount]:
    customer_id = session.scalar(select(WriteOff.customer_id).where(WriteOff.id == id))
    if customer_id is None:
        raise WriteOffNotFound()
    account = lock_accounts(session, [customer_id])[customer_id]
    return session.get_one(WriteOff, id), account
