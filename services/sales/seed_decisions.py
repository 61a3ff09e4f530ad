"""Demo money that two people decide on: refunds, debit notes, write-offs, opening balances."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.demo import acting_as

from .debit_notes.commands import (
    agree_debit_note,
    ask_debit_note,
    reject_debit_note,
    reverse_debit_note,
)
from .debit_notes.schemas import DebitNoteIn
from .openings.commands import propose_opening, reject_opening, sign_opening
from .openings.schemas import OpeningIn
from .payments.refunds import approve_refund, ask_refund, reject_refund, reverse_refund
from .payments.schemas import RefundIn
from .receivables.models import Receivable
from .write_offs.commands import (
    approve_write_off,
    ask_write_off,
    recover_write_off,
    reject_write_off,
)
from .write_offs.schemas import WriteOffIn

FINANCE = acting_as("finance", "财务 Finance", "finance")
SECOND = acting_as("finance", "财务复核 Second of finance", "finance", user="finance2")

Told = dict[str, Any]


def write_decisions(session: Session, owed: Receivable, advance: UUID) -> None:
    """Each kind of thing in each state it can come to; `advance` is a payment with an open rest."""
    _refunds(session, advance)
    _debit_notes(session, owed)
    _openings(session, owed.customer_id)
    _write_offs(session, owed)


def _refunds(session: Session, advance: UUID) -> None:
    form = {"source_id": str(advance), "amount": "2.00", "method": "transfer"}
    for end in ("asked", "rejected", "approved", "reversed"):
        told = RefundIn().load(form | {"reason": "多付退回 Overpaid"})
        id = _asked(session, ask_refund, told)
        if end == "rejected":
            reject_refund(session, id, "留作预收 Keep it as an advance")
        elif end != "asked":
            approve_refund(session, id, clock.today(), None)
        session.flush()
        if end == "reversed":
            reverse_refund(session, id, "账号有误退汇 The account was closed")


def _debit_notes(session: Session, owed: Receivable) -> None:
    form = {"customer_id": str(owed.customer_id), "claimed_on": clock.today().isoformat()}
    claim = form | {"kind": "claim", "amount": "6.00", "receivable_id": str(owed.id)}
    for number, end in enumerate(("rejected", "agreed", "reversed"), 2):
        named = {"customer_reference": f"KF-DEMO-{number}", "reason": "挑选费索赔 Cost of sorting"}
        told = DebitNoteIn().load(claim | named)
        id = _asked(session, ask_debit_note, told)
        if end == "rejected":
            reject_debit_note(session, id, "非我方责任 Not our fault")
            continue
        agree_debit_note(session, id, None)
        session.flush()
        if end == "reversed":
            reverse_debit_note(session, id, "客户撤回 Taken back by the customer")


def _openings(session: Session, customer_id: UUID) -> None:
    """Two rests and an advance of before the books began are signed; another debt waits for its
    signature, one was refused."""
    last = clock.today().replace(day=1) - timedelta(days=1)
    due_on = clock.today() + timedelta(days=30)
    due = {"document_on": last.isoformat(), "due_on": due_on.isoformat()}
    named = {"customer_id": str(customer_id)}
    rest = {"kind": "receivable", "reference": "旧账-0001", "amount": "8.50", **due}
    credit = {"kind": "credit", "reference": "旧账-0002", "amount": "3.00"}
    late = {"kind": "receivable", "reference": "旧账-0003", "amount": "40.00", **due}
    tail = rest | {"reference": "旧账-0004", "amount": "1.20"}
    wrong = late | {"reference": "旧账-0005"}
    for lines, end in (((rest, tail, credit), "signed"), ((late,), ""), ((wrong,), "rejected")):
        form = {"as_of": last.isoformat(), "lines": [named | line for line in lines]}
        told = OpeningIn().load(form)
        id = _asked(session, propose_opening, told["as_of"], told["lines"])
        if end == "signed":
            sign_opening(session, id, None)
        elif end:
            reject_opening(session, id, "已于去年付清 Paid last year")


def _write_offs(session: Session, owed: Receivable) -> None:
    """A bad debt is given up and recovered in part, another is not; of two tails of old debts one is
    written off, one waits for the second person."""
    bad = {"kind": "bad_debt", "receivable_id": str(owed.id), "amount": "5.00"}
    told = WriteOffIn().load(bad | {"reason": "客户拒付差额 Part the customer won't pay"})
    id = _asked(session, ask_write_off, told)
    approve_write_off(session, id, None)
    session.flush()
    recover_write_off(session, id, Decimal("2.00"), "客户补付 Paid after all")
    told = WriteOffIn().load(
        bad | {"amount": "3.00", "reason": "客户破产传闻 Said to be insolvent"}
    )
    reject_write_off(session, _asked(session, ask_write_off, told), "继续催收 Keep reminding them")
    olds = session.scalars(select(Receivable).where(Receivable.kind == "opening"))
    for old in sorted(olds, key=lambda receivable: receivable.open):
        tail = {"kind": "tail", "receivable_id": str(old.id), "amount": str(old.open)}
        told = WriteOffIn().load(tail | {"reason": "尾差 Not worth collecting"})
        id = _asked(session, ask_write_off, told)
        if old.reference == "旧账-0004":
            approve_write_off(session, id, None)
            session.flush()


def _asked(session: Session, ask: Callable[..., Any], *told: Any) -> UUID:
    """What one person asks for; the other, who decides, acts from here on."""
    session.info["context"] = FINANCE
    id: UUID = ask(session, *told).id
    session.flush()
    session.info["context"] = SECOND
    return id
