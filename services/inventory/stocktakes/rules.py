"""Pure rules of stocktakes: states, what a count means against the books, what can't be booked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from ..errors import (
    CountedOutOfTime,
    LotMissing,
    LotNotTracked,
    SerialCountedTwice,
    StocktakeApproverInvolved,
    StocktakeLinesStale,
    StocktakeState,
    StocktakeUncounted,
)
from ..stock import rules as stock
from ..stock.slots import NIL, NONE, UNTRACKED

DRAWN_UP, COUNTING, COUNTED = "drawn_up", "counting", "counted"
APPROVED, CANCELLED = "approved", "cancelled"
START, COUNT, FINISH, RECOUNT = "start", "count", "finish", "recount"
APPROVE, CANCEL = "approve", "cancel"

STATUS = {
    DRAWN_UP: ("已编制", "Drawn up"),
    COUNTING: ("盘点中", "Counting"),
    COUNTED: ("已盘完", "Counted"),
    APPROVED: ("已批准", "Approved"),
    CANCELLED: ("已取消", "Cancelled"),
}
TRANSITIONS: dict[str, dict[str, str]] = {
    DRAWN_UP: {START: COUNTING, CANCEL: CANCELLED},
    COUNTING: {COUNT: COUNTING, FINISH: COUNTED, CANCEL: CANCELLED},
    COUNTED: {RECOUNT: COUNTING, APPROVE: APPROVED, CANCEL: CANCELLED},
    APPROVED: {},
    CANCELLED: {},
}
NEXT = {
    DRAWN_UP: ("请先开始盘点,或取消", "start it, or cancel it"),
    COUNTING: ("请先盘完,或取消", "count it to the end and finish it, or cancel it"),
    COUNTED: ("请批准、安排复盘或取消", "approve it, have lines counted again, or cancel it"),
    APPROVED: (
        "差异已入账;如另有差异,请新编盘点单或调整单",
        "its differences are booked; draw up a new sheet or an adjustment for others",
    ),
    CANCELLED: ("请新编盘点单", "draw up a new sheet"),
}
OPEN = (DRAWN_UP, COUNTING, COUNTED)
SURPLUS, SHORTAGE, MATCH, UNCOUNTED = "surplus", "shortage", "match", "uncounted"
FLAG = {
    SURPLUS: ("盘盈", "Surplus"),
    SHORTAGE: ("盘亏", "Shortage"),
    MATCH: ("相符", "Match"),
    UNCOUNTED: ("未盘", "Not counted"),
}
NAMED = 20
"""Lots that a refusal names at most."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A movement of stock of a lot after some instant."""

    at: datetime
    quantity: Decimal


def after(status: str, verb: str, number: str) -> str:
    """The status a sheet has after a verb; raises StocktakeState."""
    if verb not in TRANSITIONS[status]:
        (zh, en), (next_zh, next_en) = STATUS[status], NEXT[status]
        raise StocktakeState(
            number=number, status=en.lower(), status_zh=zh, next=next_en, next_zh=next_zh
        )
    return TRANSITIONS[status][verb]


def book_at(now: Decimal, moved: Iterable[Moved], instant: datetime) -> Decimal:
    """What the ledger had of a lot at an instant: what it has now less what moved since."""
    return now - sum((each.quantity for each in moved if each.at > instant), NONE)


def flag_of(difference: Decimal) -> str:
    """盘盈, 盘亏 or 相符."""
    if not difference:
        return MATCH
    return SURPLUS if difference > 0 else SHORTAGE


def worth(pool: Any, difference: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """The average cost of a piece and what a difference is worth at it; None where nobody knows one."""
    average = stock.average(pool) if pool else None
    if not difference:
        return average, NIL
    return average, None if average is None else stock.money(difference * average)


def lot_named(product: Any, lot: str | None, pointer: str) -> str:
    """The lot number a found line is for; untracked products have one lot."""
    number = (lot or "").strip()
    if product.tracking == "none" and number:
        raise LotNotTracked(f"{pointer}/lot", code=product.code)
    if product.tracking != "none" and number in ("", UNTRACKED):
        raise LotMissing(f"{pointer}/lot", code=product.code)
    return number or UNTRACKED


def refuse_second_serial(product: Any, counted: Decimal, pointer: str) -> None:
    """A serial number is one piece, there or not."""
    if product.tracking == "serial" and counted not in (0, 1):
        raise SerialCountedTwice(f"{pointer}/counted", code=product.code)


def refuse_time(instant: datetime, started: datetime, now: datetime, pointer: str) -> None:
    """A line is counted between the start of the sheet and now."""
    if not started <= instant <= now:
        raise CountedOutOfTime(f"{pointer}/counted_at")


def refuse_uncounted(left: int, leave: bool, number: str) -> None:
    """Lines are left uncounted only on purpose; nothing is booked for them."""
    if left and not leave:
        raise StocktakeUncounted(number=number, left=left)


def refuse_involved(person: Any, drawn_up_by: Any, counters: Iterable[Any], number: str) -> None:
    """Whoever drew the sheet up or counted a line in any round doesn't approve it."""
    if person == drawn_up_by or person in counters:
        raise StocktakeApproverInvolved(number=number)


def refuse_stale(lots: Sequence[str], number: str) -> None:
    """Lines whose difference can't be booked as counted are counted again first."""
    if lots:
        more = "…" if len(lots) > NAMED else ""
        raise StocktakeLinesStale(number=number, lots=", ".join(lots[:NAMED]) + more)
