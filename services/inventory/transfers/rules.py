"""Pure rules of transfers: their states, which lots go, and what of them is meant by a keeper's line."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from ..errors import (
    LossNotProposed,
    LotHeld,
    TransferLeft,
    TransferNotDraft,
    TransferNotUnderWay,
    TransferPieceUnknown,
    TransferShort,
)
from ..stock.rules import choose
from ..stock.slots import NONE, LotBalance, Slot

DRAFT, SHIPPED, PARTLY = "draft", "shipped", "partly"
RECEIVED, CLOSED, CANCELLED = "received", "closed", "cancelled"
CHANGE, SHIP, ANSWER, COMPLETE, END, CANCEL = (
    "change",
    "ship",
    "answer",
    "complete",
    "end",
    "cancel",
)
STATUS = {
    DRAFT: ("草稿", "Draft"),
    SHIPPED: ("已发出", "Shipped"),
    PARTLY: ("部分到货", "Partly arrived"),
    RECEIVED: ("已收货", "Received"),
    CLOSED: ("已结束", "Closed, nothing arrived"),
    CANCELLED: ("已取消", "Cancelled"),
}
# `answer` leaves pieces on their way; `complete` and `end` answer for the last of them, with some
# received or with none.
TRANSITIONS: dict[str, dict[str, str]] = {
    DRAFT: {CHANGE: DRAFT, SHIP: SHIPPED, CANCEL: CANCELLED},
    SHIPPED: {ANSWER: PARTLY, COMPLETE: RECEIVED, END: CLOSED},
    PARTLY: {ANSWER: PARTLY, COMPLETE: RECEIVED, END: CLOSED},
    RECEIVED: {},
    CLOSED: {},
    CANCELLED: {},
}
_OF_A_DRAFT = (CHANGE, SHIP, CANCEL)

IN, BACK = "received", "sent_back"
ARRIVAL = {IN: ("收货", "Received"), BACK: ("退回", "Sent back")}

PROPOSED, APPROVED, REJECTED = "proposed", "approved", "rejected"
APPROVE, REJECT = "approve", "reject"
LOSS_STATUS = {
    PROPOSED: ("待批准", "Proposed"),
    APPROVED: ("已批准", "Approved"),
    REJECTED: ("已驳回", "Rejected"),
}
LOSS_TRANSITIONS: dict[str, dict[str, str]] = {
    PROPOSED: {APPROVE: APPROVED, REJECT: REJECTED},
    APPROVED: {},
    REJECTED: {},
}


def after(status: str, verb: str, number: str) -> str:
    """The status a verb leads to, or the refusal that says why it can't be."""
    if verb not in TRANSITIONS[status]:
        refusal = TransferNotDraft if verb in _OF_A_DRAFT else TransferNotUnderWay
        raise refusal(number=number)
    return TRANSITIONS[status][verb]


def decided(status: str, verb: str, number: str) -> str:
    """The status of a loss after its approval or rejection."""
    if verb not in LOSS_TRANSITIONS[status]:
        raise LossNotProposed(number=number)
    return LOSS_TRANSITIONS[status][verb]


def step(pieces: Iterable[Any]) -> str:
    """What happened to a transfer by what is left of its pieces."""
    every = list(pieces)
    if any(piece.left for piece in every):
        return ANSWER
    return COMPLETE if any(piece.received for piece in every) else END


def choose_lots(
    slot: Slot, lots: list[str], quantity: Decimal, pointer: str
) -> list[tuple[LotBalance, Decimal]]:
    """Which free pieces go: of the named lots, else first expired, first in. What is held or
    promised to an order stays."""
    if quantity > slot.balance.free:
        raise TransferShort(f"{pointer}/quantity", free=slot.balance.free)
    if not lots:
        return choose(slot.lots, quantity)
    named = [here for here in slot.lots if here.lot.number in lots]
    for here in named:
        if here.lot.holds_arrivals:
            raise LotHeld(f"{pointer}/lot", lot=here.lot.number)
    picks = choose(named, quantity)
    free = sum((taken for _, taken in picks), NONE)
    if free < quantity:
        raise TransferShort(f"{pointer}/quantity", free=free)
    return picks


def meant(
    pieces: list[Any],
    taken: Mapping[UUID, Decimal],
    told: dict[str, Any],
    pointer: str,
    number: str,
) -> Iterator[tuple[Any, Decimal]]:
    """The shipped pieces a keeper's line means, each with how many; never more than are on their
    way, less what earlier lines of his `taken`."""
    mine = [piece for piece in pieces if piece.line_id == told["line_id"]]
    if told["lot"]:
        mine = [piece for piece in mine if piece.lot == told["lot"]]
    if not mine:
        raise TransferPieceUnknown(f"{pointer}/line_id", number=number)
    wanted, lefts = told["quantity"], [each.left - taken.get(each.id, NONE) for each in mine]
    if wanted > sum(lefts, NONE):
        raise TransferLeft(f"{pointer}/quantity", left=sum(lefts, NONE), number=number)
    for piece, left in zip(mine, lefts, strict=True):
        got = min(left, wanted)
        if got:
            wanted -= got
            yield piece, got


def refuse_more_than_left(piece: Any, quantity: Decimal, number: str) -> None:
    """What arrived after a loss was proposed can't be written off any more."""
    if quantity > piece.left:
        raise TransferLeft(left=piece.left, number=number)
