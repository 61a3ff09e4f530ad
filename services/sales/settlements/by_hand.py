"""Settling by hand: the pairs finance names or the proposal as it stands, and taking them back."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..credit.commands import lock_accounts
from ..errors import (
    NothingToReverse,
    NothingToSettle,
    ReversesTooMuch,
    SettlementLineUnknown,
    SettlementNotFound,
    SettlementOfDocument,
)
from ..references import queries as references
from . import queries
from .commands import Act, settle, unsettle
from .models import Settlement, SettlementLine
from .rules import Pair

REVERSIBLE = ("manual", "automatic", "credit_note", "debit_note", "payment")
"""Kinds that are reversed as settlements; the others go with the document that made them."""


def settle_by_hand(session: Session, told: Mapping[str, Any]) -> Settlement:
    """Use what finance names of the sources for the receivables it names."""
    pairs = [Pair(**line) for line in told["lines"]]
    return _settle(session, told["customer_id"], "manual", pairs, told["remark"])


def settle_oldest_first(session: Session, customer_id: UUID, remark: str) -> Settlement:
    """Carry out what the proposal says at this moment."""
    return _settle(session, customer_id, "automatic", None, remark)


def _settle(
    session: Session, customer_id: UUID, kind: str, pairs: Sequence[Pair] | None, remark: str
) -> Settlement:
    references.customer(session, customer_id)
    account = lock_accounts(session, [customer_id])[customer_id]
    if pairs is None:
        pairs = queries.proposal(session, customer_id)
    if not pairs:
        raise NothingToSettle()
    return settle(session, Act(account, kind, remark), pairs)


def reverse_settlement(session: Session, id: UUID, told: Mapping[str, Any]) -> None:
    """Take back all that stands of a settlement, or what is named of its lines."""
    settlement = _reversible(session, id)
    account = lock_accounts(session, [settlement.customer_id])[settlement.customer_id]
    lines = _standing(session, id)
    taken = _named(lines, told["lines"]) if told.get("lines") else _whole(lines)
    if not taken:
        raise NothingToReverse(number=settlement.number)
    unsettle(session, account, taken, told["reason"])


def _reversible(session: Session, id: UUID) -> Settlement:
    settlement = session.get(Settlement, id)
    if settlement is None:
        raise SettlementNotFound()
    if settlement.kind not in REVERSIBLE:
        raise SettlementOfDocument(number=settlement.number)
    return settlement


def _standing(session: Session, id: UUID) -> dict[UUID, SettlementLine]:
    query = select(SettlementLine).where(
        SettlementLine.settlement_id == id, SettlementLine.reverses_id.is_(None)
    )
    lines = session.scalars(query.execution_options(populate_existing=True))
    return {line.id: line for line in lines}


def _whole(lines: Mapping[UUID, SettlementLine]) -> list[tuple[SettlementLine, Decimal]]:
    left = [(line, line.amount - line.reversed) for line in lines.values()]
    return [(line, amount) for line, amount in left if amount]


def _named(
    lines: Mapping[UUID, SettlementLine], told: Sequence[Mapping[str, Any]]
) -> list[tuple[SettlementLine, Decimal]]:
    taken: dict[UUID, Decimal] = {}
    for place, each in enumerate(told):
        line = lines.get(each["line_id"])
        if line is None or line.id in taken:
            raise SettlementLineUnknown(f"/lines/{place}/line_id", line_id=each["line_id"])
        left = line.amount - line.reversed
        taken[line.id] = left if each["amount"] is None else each["amount"]
        if not 0 < taken[line.id] <= left:
            raise ReversesTooMuch(f"/lines/{place}/amount", left=left)
    return [(lines[id], amount) for id, amount in taken.items()]
