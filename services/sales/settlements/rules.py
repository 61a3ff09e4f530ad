"""The rules of settling: what a proposal pairs, what is too much, and what a credit note settles."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from ..errors import SettlementForeign, SettlesTooMuch, SettlesTwice

ZERO = Decimal("0.00")
ADVANCES = ("payment", "opening")
"""The kinds of source that are money of the customer's; all others are credits."""
OPENING_REVERSAL = "opening_reversal"
"""The kind of source that takes a receivable of before out of the books: nobody paid it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """So much of a source for a receivable."""

    source_id: UUID
    receivable_id: UUID
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Item:
    """Something open: a source by the day it came, a receivable by the day it is due."""

    id: UUID
    number: str
    day: date
    open: Decimal


def propose(sources: Iterable[Item], receivables: Iterable[Item]) -> list[Pair]:
    """The oldest money first against what has been due for longest, until one of them runs out."""
    ours, theirs = _oldest_first(sources), _oldest_first(receivables)
    left = {item.id: item.open for item in [*ours, *theirs]}
    pairs: list[Pair] = []
    for receivable in theirs:
        for source in ours:
            amount = min(left[source.id], left[receivable.id])
            if amount > 0:
                pairs.append(Pair(source.id, receivable.id, amount))
                left[source.id] -= amount
                left[receivable.id] -= amount
    return pairs


def _oldest_first(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda item: (item.day, item.number))


def check_known(
    pairs: Sequence[Pair], sources: Container[UUID], receivables: Container[UUID]
) -> None:
    """Refuse a source or a receivable that is none of this customer's."""
    for place, pair in enumerate(pairs):
        if pair.source_id not in sources:
            raise SettlementForeign(f"/lines/{place}/source_id", id=pair.source_id)
        if pair.receivable_id not in receivables:
            raise SettlementForeign(f"/lines/{place}/receivable_id", id=pair.receivable_id)


def check(pairs: Sequence[Pair], items: Mapping[UUID, Item]) -> None:
    """Refuse more than is open of any source or receivable, and a pair that is named twice."""
    left = {id: item.open for id, item in items.items()}
    seen: set[tuple[UUID, UUID]] = set()
    for place, pair in enumerate(pairs):
        if (pair.source_id, pair.receivable_id) in seen:
            raise SettlesTwice(f"/lines/{place}", number=items[pair.receivable_id].number)
        seen.add((pair.source_id, pair.receivable_id))
        for id in (pair.source_id, pair.receivable_id):
            if pair.amount > left[id]:
                raise SettlesTooMuch(
                    f"/lines/{place}/amount", number=items[id].number, open=left[id]
                )
            left[id] -= pair.amount


def settle_own(
    credited: Iterable[tuple[UUID, Decimal]], open_amounts: Mapping[UUID, Decimal]
) -> dict[UUID, Decimal]:
    """What a credit note settles: per delivery its credited gross, as far as that is still open.

    `credited` names the delivery of each credited line, `open_amounts` what is open per delivery.
    """
    settled: dict[UUID, Decimal] = {}
    for delivery_id, gross in credited:
        left = open_amounts.get(delivery_id, ZERO) - settled.get(delivery_id, ZERO)
        taken = min(gross, left)
        if taken > 0:
            settled[delivery_id] = settled.get(delivery_id, ZERO) + taken
    return settled


def reversed_state(amount: Decimal, reversed: Decimal) -> str:
    """`none`, `part` or `all` of a settlement was reversed."""
    if not reversed:
        return "none"
    return "all" if reversed == amount else "part"
