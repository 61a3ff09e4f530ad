"""Pure rules of demands: the states of an order's demand, the queue, and who gives way to a hold."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from ..stock import rules as stock
from ..stock.slots import ISSUE, NONE, LotBalance, Slot, Source, Take
from .orders import Line

WAITING, POSTED, CANCELLED = "waiting", "posted", "cancelled"
CONFIRM, POST, CANCEL = "confirm", "post", "cancel"

# Sales decides; here its facts only move a demand forward, in whatever order they arrive: a
# confirmation after the posting, or anything after the cancellation, changes nothing.
TRANSITIONS: dict[str | None, dict[str, str]] = {
    None: {CONFIRM: WAITING, POST: POSTED, CANCEL: CANCELLED},
    WAITING: {CONFIRM: WAITING, POST: POSTED, CANCEL: CANCELLED},
    POSTED: {CONFIRM: POSTED, POST: POSTED, CANCEL: CANCELLED},
    CANCELLED: {CONFIRM: CANCELLED, POST: CANCELLED, CANCEL: CANCELLED},
}


def queue_order(line: Line) -> tuple[datetime, UUID, UUID]:
    """First confirmed (a counter sale: posted), first served; ids settle ties."""
    return (line.order.queued_at, line.order.id, line.id)


def fill(slot: Slot, lines: Iterable[Line]) -> list[Line]:
    """Reserve what is free for the lines that wait, in queue order; returns those that got some.

    A line that names a lot waits for that lot and holds nobody up. What was reserved earlier is
    never taken back.
    """
    served = []
    for line in sorted(lines, key=queue_order):
        if not slot.balance.free:
            break
        got = min(line.backordered, _free_for(slot, line))
        if got > 0:
            _reserve(slot, line, got)
            served.append(line)
    return served


def issue(slot: Slot, line: Line, source: Source) -> list[Take]:
    """Goods reserved for a posted line leave, from its lot if it names one."""
    quantity = line.reserved
    line.reserved -= quantity
    line.issued += quantity
    line.changed = line.order.changed = True
    return stock.take_out(slot, quantity, ISSUE, source, quantity, _named(slot, line))


def cancel(slot: Slot, line: Line) -> None:
    """What was not issued is not wanted any more; its reservation becomes free."""
    line.cancelled += line.backordered
    if line.reserved:
        freed = line.reserved
        _reserve(slot, line, -freed)
        line.cancelled += freed
    line.changed = line.order.changed = True


def make_room(
    slot: Slot, here: LotBalance, quantity: Decimal, lines: Iterable[Line]
) -> list[tuple[Line, Decimal]]:
    """Send reservations back to the queue until `quantity` pieces of this lot are free to go.

    Those that name the lot give way first, for no other lot can serve them; of the others only
    as much as the rest of the stock can't cover. The youngest give way first; each keeps its
    place in the queue.
    """
    youngest = sorted(lines, key=queue_order, reverse=True)
    named = [line for line in youngest if line.lot == here.lot.number]
    others = [line for line in youngest if line.lot is None]
    displaced = list(_give_way(slot, named, here.named + quantity - here.available))
    displaced += _give_way(slot, others, quantity - slot.balance.free)
    return displaced


def kept_waiting_by(slot: Slot, line: Line) -> LotBalance | None:
    """The lot whose held pieces the line waits for: the one it names, else the first of those
    that together would be enough."""
    if not line.backordered:
        return None
    if line.lot:
        here = slot.lot(line.lot)
        return here if here and here.held else None
    if slot.balance.held < line.backordered:
        return None
    return next(here for here in slot.lots if here.held)


def _give_way(slot: Slot, youngest: list[Line], needed: Decimal) -> Iterator[tuple[Line, Decimal]]:
    for line in youngest:
        if needed <= 0:
            return
        given = min(line.reserved, needed)
        if given > 0:
            _reserve(slot, line, -given)
            needed -= given
            yield line, given


def _reserve(slot: Slot, line: Line, quantity: Decimal) -> None:
    stock.reserve(slot, quantity, _named(slot, line))
    line.reserved += quantity
    line.changed = line.order.changed = True


def _named(slot: Slot, line: Line) -> LotBalance | None:
    return slot.lot(line.lot) if line.lot else None


def _free_for(slot: Slot, line: Line) -> Decimal:
    if not line.lot:
        return slot.balance.free
    here = slot.lot(line.lot)
    return min(slot.balance.free, here.unnamed) if here else NONE
