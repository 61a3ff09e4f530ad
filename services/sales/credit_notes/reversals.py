"""Taking credit back 冲回贷项: a document of its own that mirrors what it takes back of a credit note.

What is still open of the note goes first. Then what it settled of its own deliveries is open again.
What it was used for elsewhere stays as it is, and the customer owes that much anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.journal import record
from chassis.ids import new_id
from chassis.numbers import ZERO, part
from chassis.transport.fact import Fact
from chassis.transport.outbox import emit
from paper.series import next_number

from .. import events
from ..credit.models import CreditAccount
from ..margins.commands import book, credited
from ..periods.commands import booking_day
from ..receivables.commands import open_receivables, owed
from ..receivables.models import Receivable
from ..receivables.rules import due_on
from ..references import queries as references
from ..settlements.commands import Act, source_of, spend, unsettle
from ..settlements.models import SettlementLine, Source
from .models import CreditNote, CreditNoteLine, CreditReversal, CreditReversalLine
from .rules import FOLLOWING

Row = dict[str, Any]


class Taken(NamedTuple):
    """Credited pieces of a return line: in which price mode, on which ground, and what they cost."""

    return_line_id: UUID
    quantity: Decimal
    mode: str
    ground: str
    cost: Decimal


@dataclass(frozen=True, slots=True)
class Reversal:
    """Which credited pieces are taken back, and the verdict that says so, if it was one."""

    pieces: Sequence[Taken]
    disposal_id: UUID | None = None
    cause: Fact | None = None


def reverse_credit(session: Session, account: CreditAccount, wanted: Reversal) -> None:
    """Write one reversal per credit note and ground, and settle it; the caller has the account."""
    day = booking_day(session, clock.today())
    found: dict[tuple[UUID, str], list[Row]] = {}
    for piece in wanted.pieces:
        for line in _mirrored(session, piece):
            found.setdefault((line.pop("credit_note_id"), piece.ground), []).append(line)
    written = []
    for (note_id, ground), lines in found.items():
        note = session.get_one(CreditNote, note_id)
        head = _head(note, ground, lines) | {"disposal_id": wanted.disposal_id, "issued_on": day}
        book(session, credited(head, lines, sign=-1))
        written.append((head, lines))
    for head, lines in written:
        _write(session, account, head, lines, wanted.cause)


def _mirrored(session: Session, piece: Taken) -> list[Row]:
    """The part of each credit note's line that is taken back, the newest note first."""
    missing = piece.quantity
    query = select(CreditNoteLine).where(CreditNoteLine.return_line_id == piece.return_line_id)
    query = query.where(CreditNoteLine.quantity > CreditNoteLine.reversed)
    taken = []
    newest = query.order_by(CreditNoteLine.id.desc()).execution_options(populate_existing=True)
    for line in session.scalars(newest):
        quantity = min(missing, line.quantity - line.reversed)
        if quantity:
            cost = part(piece.cost, piece.quantity, piece.quantity - missing, quantity)
            told = _part(line, piece.mode, quantity)
            taken.append(told | {"cost": _cost_of(session, line, quantity, cost)})
            line.reversed += quantity
            missing -= quantity
    session.flush()
    return taken


def _part(line: CreditNoteLine, mode: str, quantity: Decimal) -> Row:
    whole, before = line.quantity, line.reversed
    told = {n: part(getattr(line, n), whole, before, quantity) for n in FOLLOWING[mode]}
    told |= {"tax": told["gross"] - told["net"]} if "gross" in told else {}
    told |= {"gross": told["net"] + told["tax"], "quantity": quantity}
    copied = {name: getattr(line, name) for name in _COPIED}
    return copied | told | {"id": new_id(), "credit_note_line_id": line.id}


def _cost_of(session: Session, line: CreditNoteLine, quantity: Decimal, cost: Decimal) -> Decimal:
    """What pieces of a credit note's line take of its cost; the last ones take the rest."""
    gone = select(func.sum(CreditReversalLine.cost))
    gone = gone.where(CreditReversalLine.credit_note_line_id == line.id)
    rest = line.cost - (session.scalar(gone) or ZERO if line.reversed else ZERO)
    return rest if line.reversed + quantity == line.quantity else min(cost, rest)


_COPIED = (
    "credit_note_id",
    "return_line_id",
    "delivery_id",
    "delivery_line_id",
    "product_id",
    "product_code",
    "product_name",
    "salesperson_id",
    "department",
    "price",
    "tax_rate",
)


def _head(note: CreditNote, ground: str, lines: Sequence[Row]) -> Row:
    copied = {name: getattr(note, name) for name in _OF_NOTE}
    sums = {n: sum((line[n] for line in lines), ZERO) for n in ("net", "tax", "gross", "cost")}
    named = {"credit_note_id": note.id, "credit_note_number": note.number, "ground": ground}
    return {"id": new_id(), "version": 1, "created_at": clock.now(), **copied, **named, **sums}


_OF_NOTE = (
    "return_id",
    "return_number",
    "customer_id",
    "customer_name",
    "salesperson_id",
    "salesperson_name",
    "department",
    "currency",
)


def _write(
    session: Session, account: CreditAccount, head: Row, lines: list[Row], cause: Fact | None
) -> None:
    head["number"] = next_number(session, "CR", head["issued_on"])
    head |= _settled(session, account, head)
    session.execute(insert(CreditReversal.__table__), [head])
    rows = [line | {"credit_reversal_id": head["id"]} for line in lines]
    session.execute(insert(CreditReversalLine.__table__), rows)
    note = CreditNote.__table__
    raised = {"reversed": note.c.reversed + head["gross"], "version": note.c.version + 1}
    session.execute(update(note).where(note.c.id == head["credit_note_id"]).values(raised))
    record(session, f"credit_reversal/{head['id']}", None, head)
    fact = events.credit_note_reversed(head)
    emit(session, fact.caused_by(cause) if cause else fact)


def _settled(session: Session, account: CreditAccount, head: Row) -> Row:
    """Take the amount out of the books; says how: from what was open, re-opened, owed anew."""
    source = source_of(session, head["credit_note_id"])
    gross, was_open = head["gross"], min(source.open, head["gross"])
    reopened = _reopen(session, account, source, gross - was_open, head["number"])
    if was_open + reopened:
        act = Act(account, "void", head["number"])
        spend(session, act, source, "void", was_open + reopened)
    charged = gross - was_open - reopened
    receivable_id = _charge(session, account, head, charged) if charged else None
    told = {"from_open": was_open, "reopened": reopened, "charged": charged}
    return told | {"receivable_id": receivable_id}


def _reopen(
    session: Session, account: CreditAccount, source: Source, wanted: Decimal, number: str
) -> Decimal:
    """Take back up to this much of what the note settled of its own deliveries."""
    own = select(CreditNoteLine.delivery_id).where(CreditNoteLine.credit_note_id == source.id)
    query = select(SettlementLine).join(Receivable, Receivable.id == SettlementLine.receivable_id)
    query = query.where(SettlementLine.source_id == source.id, SettlementLine.use == "settle")
    query = query.where(SettlementLine.amount > SettlementLine.reversed)
    query = query.where(Receivable.delivery_id.in_(own)).order_by(SettlementLine.id.desc())
    taken, left = [], wanted
    for line in session.scalars(query.execution_options(populate_existing=True)):
        amount = min(left, line.amount - line.reversed)
        if amount:
            taken.append((line, amount))
            left -= amount
    if taken:
        unsettle(session, account, taken, number)
    return wanted - left


def _charge(session: Session, account: CreditAccount, head: Row, gross: Decimal) -> UUID:
    """What the customer owes anew, because the credit was used for something else already."""
    customer = references.customer(session, head["customer_id"])
    day, tax = head["issued_on"], part(head["tax"], head["gross"], head["gross"] - gross, gross)
    row = {name: head[name] for name in _OWED} | {
        "id": new_id(),
        "version": 1,
        "created_at": clock.now(),
        "kind": "reversal",
        "reference": head["number"],
        "booked_on": day,
        "terms_kind": customer.terms_kind,
        "terms_days": customer.terms_days,
        "due_on": due_on(customer.terms_kind, customer.terms_days, day),
        "net": gross - tax,
        "tax": tax,
        "gross": gross,
        "open": gross,
    }
    row |= dict.fromkeys(("delivery_id", "delivery_number", "order_id", "order_number"))
    open_receivables(session, [row])
    owed(account, gross)
    return row["id"]


_OWED = (
    "customer_id",
    "customer_name",
    "salesperson_id",
    "salesperson_name",
    "department",
    "currency",
)
