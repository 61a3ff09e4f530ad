"""Settling receivables with sources, and taking it back; the caller holds the customer's account.

Nothing is deleted: what is taken back is a line of its own, and the day of the books of every line
lets any past day be worked out again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.ids import new_id
from chassis.transport.outbox import emit
from paper.series import next_number

from .. import events
from ..credit.models import CreditAccount
from ..dunning.commands import fall_back
from ..errors import SettlesTooMuch, SourceNotFound, SourceRefunded
from ..periods.commands import booking_day
from ..receivables.models import Receivable
from .models import Settlement, SettlementLine, Source
from .queries import as_item, refunded_of
from .rules import ADVANCES, ZERO, Pair, check, check_known

Row = Mapping[str, Any]
Taken = Sequence[tuple[SettlementLine, Decimal]]


@dataclass(frozen=True, slots=True)
class Act:
    """One act of settling: whose account, which kind, the words beside it and its cause."""

    account: CreditAccount
    kind: str
    remark: str = ""

    def day(self, session: Session) -> date:
        """The day of the books on which it counts."""
        return booking_day(session, clock.today())


def add_source(session: Session, account: CreditAccount, kind: str, document: Row) -> Source:
    """Open what a document is worth; `document` has id, number, customer, day and amount."""
    amount = document["amount"]
    source = Source(
        id=document["id"],
        version=1,
        created_at=clock.now(),
        kind=kind,
        number=document["number"],
        customer_id=document["customer_id"],
        customer_name=document["customer_name"],
        booked_on=document["booked_on"],
        currency="CNY",
        amount=amount,
        open=amount,
        cleared_on=None if amount else document["booked_on"],
    )
    session.add(source)
    _move_account(account, [(source, amount)])
    return source


def settle(session: Session, act: Act, pairs: Sequence[Pair]) -> Settlement:
    """Use sources for receivables of one customer, never more than is open of either."""
    sources = _load(session, Source, act.account.id, (pair.source_id for pair in pairs))
    receivables = _load(session, Receivable, act.account.id, (p.receivable_id for p in pairs))
    check_known(pairs, sources, receivables)
    check(pairs, {id: as_item(x) for id, x in [*sources.items(), *receivables.items()]})
    day, lines, moved = act.day(session), [], []
    for pair in pairs:
        source, receivable = sources[pair.source_id], receivables[pair.receivable_id]
        _use(source, pair.amount, day)
        _use(receivable, pair.amount, day)
        lines.append(_line(source, receivable, "settle", pair.amount))
        moved.append((source, -pair.amount))
    _move_account(act.account, moved, receivables=-sum((pair.amount for pair in pairs), ZERO))
    settlement = _write(session, act, lines)
    fall_back(session, act.account)
    _state(session, receivables.values(), day)
    return settlement


def spend(session: Session, act: Act, source: Source, use: str, amount: Decimal) -> Settlement:
    """Use a source for no receivable: pay it back (`refund`), or take it out of the books (`void`)."""
    check_open(source, amount)
    _use(source, amount, act.day(session))
    _move_account(act.account, [(source, -amount)])
    return _write(session, act, [_line(source, None, use, amount)])


def check_open(source: Source, amount: Decimal) -> None:
    """Refuse more than is open of a source."""
    if amount > source.open:
        raise SettlesTooMuch("/amount", number=source.number, open=source.open)


def unsettle(session: Session, account: CreditAccount, taken: Taken, reason: str) -> None:
    """Take settled amounts back: source and receivable are open again by as much, on today's date."""
    sources = _load(session, Source, account.id, (line.source_id for line, _ in taken))
    ids = (line.receivable_id for line, _ in taken if line.receivable_id)
    receivables = _load(session, Receivable, account.id, ids)
    day = booking_day(session, clock.today())
    rows, per_settlement = [], defaultdict[UUID, Decimal](Decimal)
    for line, amount in taken:
        source, receivable = sources[line.source_id], receivables.get(line.receivable_id)
        _use(source, -amount, day)
        if receivable is not None:
            _use(receivable, -amount, day)
        line.reversed += amount
        per_settlement[line.settlement_id] += amount
        undone = {"settlement_id": line.settlement_id, "reverses_id": line.id, "reason": reason}
        rows.append(_stamped(session, _line(source, receivable, line.use, -amount) | undone, day))
    _count_reversed(session, per_settlement)
    session.flush()
    session.execute(insert(SettlementLine), rows)
    moved = [(sources[line.source_id], amount) for line, amount in taken]
    reopened = sum((amount for line, amount in taken if line.receivable_id), ZERO)
    _move_account(account, moved, receivables=reopened)
    for id, amount in per_settlement.items():
        record(session, f"settlement/{id}", None, {"reversed": amount}, reason)
    _state(session, receivables.values(), day)


def void(session: Session, act: Act, source: Source) -> None:
    """Take a whole source out of the books: what it settled is open again, what is left is gone.

    Refuses one of which money went back to the customer: that would be lost.
    """
    refunded = refunded_of(session, source.id)
    if refunded:
        raise SourceRefunded(number=source.number, refunded=refunded)
    lines = session.scalars(
        select(SettlementLine)
        .where(SettlementLine.source_id == source.id, SettlementLine.use == "settle")
        .where(SettlementLine.amount > SettlementLine.reversed)
        .order_by(SettlementLine.id)
    ).all()
    taken = [(line, line.amount - line.reversed) for line in lines]
    if taken:
        unsettle(session, act.account, taken, act.remark)
    if source.open:
        spend(session, act, source, "void", source.open)


def source_of(session: Session, id: UUID) -> Source:
    """A source as it stands under the account's lock."""
    found = session.get(Source, id, populate_existing=True)
    if found is None:
        raise SourceNotFound()
    return found


def _load(
    session: Session, model: Any, customer_id: UUID, ids: Iterable[UUID | None]
) -> dict[Any, Any]:
    """Things by id, all of this customer."""
    wanted = set(ids)
    query = select(model).where(model.id.in_(wanted), model.customer_id == customer_id)
    found = session.scalars(query.execution_options(populate_existing=True))
    return {thing.id: thing for thing in found}


def _use(thing: Any, amount: Decimal, day: date) -> None:
    thing.open -= amount
    thing.version += 1
    thing.cleared_on = None if thing.open else day


def _move_account(
    account: CreditAccount, moved: Sequence[tuple[Source, Decimal]], receivables: Decimal = ZERO
) -> None:
    """Count what is open of an account's sources and receivables more, or less where below zero."""
    account.open_receivables += receivables
    account.unallocated += sum((amount for _, amount in moved), ZERO)
    account.advances += sum((amount for source, amount in moved if source.kind in ADVANCES), ZERO)
    account.version += 1


def _line(
    source: Source, receivable: Receivable | None, use: str, amount: Decimal
) -> dict[str, Any]:
    return {
        "source_id": source.id,
        "source_kind": source.kind,
        "source_number": source.number,
        "receivable_id": receivable.id if receivable else None,
        "receivable_number": receivable.number if receivable else None,
        "customer_id": source.customer_id,
        "use": use,
        "amount": amount,
    }


def _stamped(session: Session, line: dict[str, Any], day: date) -> dict[str, Any]:
    who, at = actor(session), clock.now()
    when = {"booked_on": day, "settled_at": at, "operator_id": who.id, "operator_name": who.name}
    return {"id": new_id(), "reversed": ZERO, "reverses_id": None, "reason": "", **when, **line}


def _write(session: Session, act: Act, lines: list[dict[str, Any]]) -> Settlement:
    """Store the act with its lines; its number comes last, because the series stays locked."""
    day = act.day(session)
    session.flush()
    source = session.get_one(Source, lines[0]["source_id"])
    settlement = Settlement(
        id=new_id(),
        version=1,
        created_at=clock.now(),
        number=next_number(session, "ST", day),
        kind=act.kind,
        customer_id=source.customer_id,
        customer_name=source.customer_name,
        booked_on=day,
        amount=sum((line["amount"] for line in lines), ZERO),
        reversed=ZERO,
        operator_id=actor(session).id,
        operator_name=actor(session).name,
        remark=act.remark,
    )
    session.add(settlement)
    session.flush()
    rows = [_stamped(session, line | {"settlement_id": settlement.id}, day) for line in lines]
    session.execute(insert(SettlementLine), rows)
    told = {"number": settlement.number, "kind": act.kind, "amount": settlement.amount}
    record(session, f"settlement/{settlement.id}", None, told, act.remark)
    return settlement


def _count_reversed(session: Session, amounts: Mapping[UUID, Decimal]) -> None:
    query = select(Settlement).where(Settlement.id.in_(amounts))
    for settlement in session.scalars(query.execution_options(populate_existing=True)):
        settlement.reversed += amounts[settlement.id]
        settlement.version += 1


def _state(session: Session, receivables: Iterable[Receivable], day: date) -> None:
    emit(session, *(events.receivable_settled(each, day) for each in receivables))
