"""Pure rules of demands: the states of an order's demand, the queue, and who gives way to a hold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from ..stock import rules as stock
from ..stock.slots import ISSUE, NONE, LotBalance, Slot, Source, Take
from .orders import Line

WAITING, POSTED, CANCELLED = "waiting", "posted", "cancelled"
CONFIRM, POST, CANCEL = "confirm", "post", "cancel"

# Sales decides; here its facts only move a demand forward, in whatever order they arrive: a
# confirmation after the posting, or anything after the cancellation, changes nothing. Only a newer
# confirmation opens a cancelled one again.
TRANSITIONS: dict[str | None, dict[str, str]] = {
    None: {CONFIRM: WAITING, POST: POSTED, CANCEL: CANCELLED},
    WAITING: {CONFIRM: WAITING, POST: POSTED, CANCEL: CANCELLED},
    POSTED: {CONFIRM: POSTED, POST: POSTED, CANCEL: CANCELLED},
    CANCELLED: {CONFIRM: CANCELLED, POST: CANCELLED, CANCEL: CANCELLED},
}


@dataclass(slots=True)
class Room:
    """How many more held pieces of a lot its waivers let a customer take."""

    product_id: UUID
    lot: str
    customer_id: UUID
    left: Decimal


def state_after(state: str | None, verb: str, newer: bool) -> str:
    """The state after the verb of a fact that is newer than what the demand follows, or older."""
    if state == CANCELLED and newer and verb == CONFIRM:
        return WAITING
    return TRANSITIONS[state][verb]


def queue_order(line: Line) -> tuple[datetime, UUID, UUID]:
    """First confirmed (a counter sale: posted), first served; ids settle ties."""
    return (line.order.queued_at, line.order.id, line.id)


def fill(slot: Slot, lines: Iterable[Line]) -> list[Line]:
    """Reserve what is free for the lines that wait, in queue order; returns those that got some.

    A line that names lots waits for them and holds nobody up. What was reserved earlier is
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


def fill_waived(slot: Slot, lines: Iterable[Line], rooms: Iterable[Room]) -> None:
    """Promise held pieces to the lines, still waiting, of customers who take them by waiver."""
    queue = sorted(lines, key=queue_order)
    for room in rooms:
        here = slot.lot(room.lot) if room.product_id == slot.balance.product_id else None
        if here is None:
            continue
        for line in queue:
            is_theirs = line.order.customer_id == room.customer_id
            if is_theirs and (not line.names or room.lot in line.names):
                got = max(NONE, min(line.backordered, here.held, room.left))
                waive(slot, here, line, got)
                room.left -= got


def waive(slot: Slot, here: LotBalance, line: Line, quantity: Decimal) -> None:
    """Held pieces are promised to a line; a negative quantity holds them again."""
    if not quantity:
        return
    stock.waive(slot, here, quantity)
    _less(line.waived, here.lot.number, -quantity)
    line.reserved += quantity
    line.changed = line.order.changed = line.renumbered = True


def unwaive(slot: Slot, here: LotBalance, quantity: Decimal, lines: Iterable[Line]) -> Decimal:
    """Hold pieces again that were promised by a waiver which is over, the youngest lines' first;
    returns how many that were."""
    left = quantity
    for line in sorted(lines, key=queue_order, reverse=True):
        given = min(line.waived.get(here.lot.number, NONE), left)
        waive(slot, here, line, -given)
        left -= given
    return quantity - left


def loosen(slot: Slot, here: LotBalance, lines: Iterable[Line]) -> None:
    """A lot is free again: what was promised of it by waiver is reserved like anything else."""
    number = here.lot.number
    for line in lines:
        freed = line.waived.pop(number, NONE)
        if not freed:
            continue
        line.renumbered = line.changed = line.order.changed = True
        if number in line.names:
            line.allotted[number] = line.allotted.get(number, NONE) + freed
        else:
            here.named -= freed
            here.changed = True


def issue(slot: Slot, line: Line, source: Source) -> list[Take]:
    """Goods reserved for a posted line leave, of the lots they are reserved of, else of any."""
    quantity, named = line.reserved, _numbers(slot, line)
    line.reserved -= quantity
    line.issued += quantity
    line.changed = line.order.changed = True
    if named:
        line.allotted, line.waived, line.renumbered = {}, {}, True
    return stock.take_out(slot, quantity, ISSUE, source, quantity, named)


def cancel(slot: Slot | None, line: Line) -> None:
    """What was not issued is not wanted any more; its reservation becomes free."""
    line.cancelled += line.backordered
    if line.reserved and slot:
        freed = line.reserved
        for number in list(line.waived):
            here = _here(slot, number)
            waive(slot, here, line, -line.waived[number])
        for number in list(line.allotted):
            _unreserve(slot, line, line.allotted[number], _here(slot, number))
        _unreserve(slot, line, line.reserved)
        line.cancelled += freed
    line.changed = line.order.changed = True


def resize(slot: Slot | None, line: Line, ordered: Decimal) -> Decimal:
    """A line is to be of so many pieces, never fewer than had gone; returns what that frees.

    What it waits for is given up before what is reserved for it.
    """
    line.ordered, line.cancelled = max(ordered, line.issued), NONE
    surplus = line.issued + line.reserved - line.ordered
    line.changed = line.order.changed = True
    if surplus <= 0 or slot is None:
        return NONE
    _release(slot, line, surplus)
    return surplus


def _release(slot: Slot, line: Line, surplus: Decimal) -> None:
    """Give up reserved pieces: of any lot before those by number, of free lots before held ones."""
    loose = min(line.unnumbered, surplus)
    _unreserve(slot, line, loose)
    surplus -= loose
    for number in list(line.allotted):
        given = min(line.allotted[number], surplus)
        _unreserve(slot, line, given, _here(slot, number))
        surplus -= given
    for number in list(line.waived):
        given = min(line.waived[number], surplus)
        waive(slot, _here(slot, number), line, -given)
        surplus -= given


def make_room(
    slot: Slot, here: LotBalance, quantity: Decimal, lines: Iterable[Line]
) -> list[tuple[Line, Decimal]]:
    """Send reservations back to the queue until `quantity` pieces of this lot are free to go.

    Those of the lot by its number give way first, for no other lot can serve them; of the others
    only as much as the rest of the stock can't cover. The youngest give way first; each keeps its
    place in the queue.
    """
    youngest = sorted(lines, key=queue_order, reverse=True)
    displaced = list(_give_up(slot, here, youngest, here.named + quantity - here.available))
    loose = min(quantity, here.unnamed)
    displaced += _give_way(slot, youngest, loose - slot.balance.free)
    return displaced


def kept_waiting_by(slot: Slot, line: Line) -> LotBalance | None:
    """The lot whose held pieces the line waits for: one it names, else the first of those
    that together would be enough."""
    if not line.backordered:
        return None
    if line.names:
        named = (slot.lot(number) for number in line.names)
        return next((here for here in named if here and here.held), None)
    if slot.balance.held < line.backordered:
        return None
    return next(here for here in slot.lots if here.held)


def _give_up(
    slot: Slot, here: LotBalance, youngest: list[Line], needed: Decimal
) -> Iterator[tuple[Line, Decimal]]:
    """What is reserved of this lot by its number; what was so by waiver is held again."""
    number = here.lot.number
    for line in youngest:
        if needed <= 0:
            return
        waived = min(line.waived.get(number, NONE), needed)
        named = min(line.allotted.get(number, NONE), needed - waived)
        waive(slot, here, line, -waived)
        _unreserve(slot, line, named, here)
        needed -= waived + named
        if waived + named:
            yield line, waived + named


def _give_way(slot: Slot, youngest: list[Line], needed: Decimal) -> Iterator[tuple[Line, Decimal]]:
    for line in youngest:
        if needed <= 0:
            return
        given = min(line.unnumbered, needed)
        if given > 0:
            _unreserve(slot, line, given)
            needed -= given
            yield line, given


def _reserve(slot: Slot, line: Line, quantity: Decimal) -> None:
    if line.names:
        for here, taken in stock.choose(_named(slot, line), quantity):
            stock.reserve(slot, taken, here)
            number = here.lot.number
            line.allotted[number] = line.allotted.get(number, NONE) + taken
        line.renumbered = True
    else:
        stock.reserve(slot, quantity)
    line.reserved += quantity
    line.changed = line.order.changed = True


def _unreserve(slot: Slot, line: Line, quantity: Decimal, here: LotBalance | None = None) -> None:
    """Reserved pieces become free: of this lot by its number, or (None) of any."""
    if not quantity:
        return
    stock.reserve(slot, -quantity, here)
    if here:
        _less(line.allotted, here.lot.number, quantity)
        line.renumbered = True
    line.reserved -= quantity
    line.changed = line.order.changed = True


def _less(numbers: dict[str, Decimal], number: str, quantity: Decimal) -> None:
    numbers[number] = numbers.get(number, NONE) - quantity
    if not numbers[number]:
        del numbers[number]


def _numbers(slot: Slot, line: Line) -> list[stock.Pick]:
    """The lots of which a line has pieces by their number, and how many."""
    both = [*line.allotted.items(), *line.waived.items()]
    return [(_here(slot, number), quantity) for number, quantity in both]


def _here(slot: Slot, number: str) -> LotBalance:
    """A lot of which something is reserved, so that it is here."""
    return next(here for here in slot.lots if here.lot.number == number)


def _named(slot: Slot, line: Line) -> list[LotBalance]:
    return [here for here in slot.lots if here.lot.number in line.names]


def _free_for(slot: Slot, line: Line) -> Decimal:
    if not line.names:
        return slot.balance.free
    unnamed = sum((here.unnamed for here in _named(slot, line)), NONE)
    return min(slot.balance.free, unnamed)
