"""What is done about orders: reserve, issue, cancel, serve the queue, make room for a hold.

All of it works on an open shelf, whose products are locked; the shelf is put away by whoever opened it.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.database import actor
from chassis.ids import new_id
from chassis.transport.outbox import emit

from .. import events
from ..errors import DemandUnknown
from ..stock.commands import put_away
from ..stock.queries import active_holds
from ..stock.shelf import Shelf, lock_products, open_shelf
from ..stock.slots import NONE, Lot, LotBalance, Slot, Source
from . import queries, rules, waivers
from .book import read_demands, write_demands, write_issues
from .orders import Asked, Demand, Issue, Line, Part
from .rules import CANCEL, CANCELLED, POSTED, TRANSITIONS

BY_ORDER, AMENDED, CALLED_OFF = {"code": "order"}, {"code": "amended"}, {"code": "cancelled"}


def serve_orders(session: Session, told: list[tuple[Demand, str]]) -> None:
    """Reserve for confirmed orders what is free, issue to posted ones what is reserved for them and
    what is free; the rest waits in the queue. Each order comes with its verb.

    Takes a whole window of orders in a fixed number of statements, first come first. Nobody older
    waits for what is free: whatever became free was offered to the queue when it did.
    """
    known = read_demands(session, [order.id for order, _ in told])
    moved = {order.id for order, verb in told if _advance(known, order, verb)}
    demands = [demand for demand in known.values() if demand.id in moved]
    if demands:
        shelf = open_shelf(session, {line.product_id for each in demands for line in _all(each)})
        freed = [_follow(shelf, demand) for demand in demands]
        _settle_lines(shelf, demands)
        _serve(session, shelf, demands, BY_ORDER)
        if any(freed):
            serve_queue(session, shelf, AMENDED)
        put_away(session, shelf)
    emit(session, *(events.stock_backordered(each) for each in demands if _is_short(each)))


def cancel_order(session: Session, order: Demand) -> Demand:
    """Nothing more goes to this order, as it stood when it was called off; what was reserved for it
    serves the queue. What of it had not come yet will change nothing when it comes. A word of sales
    that is older than what the order follows changes nothing: it was opened again."""
    lock_products(session, queries.products_of(session, order.id))
    demand = read_demands(session, [order.id]).get(order.id, order)
    if order.told < demand.told:
        return demand
    if demand is not order and order.lines:
        demand.newer = order
    demand.told = order.told
    after = TRANSITIONS[None if demand.fresh else demand.state][CANCEL]
    if demand.fresh or demand.newer or after != demand.state:
        demand.state, demand.changed = after, True
        shelf = open_shelf(session, [line.product_id for line in _all(demand)])
        _follow(shelf, demand)
        _settle_lines(shelf, [demand])
        for line in demand.lines:
            rules.cancel(_slot(shelf, line), line)
        _state(session, [demand], CALLED_OFF)
        serve_queue(session, shelf, CALLED_OFF)
        put_away(session, shelf)
    return demand


def cancel_rest(session: Session, order: Demand) -> None:
    """Answer a posted order that is to be cancelled: what had gone, and what now never will."""
    emit(session, events.stock_unfilled(cancel_order(session, order)))


def limit_order(
    session: Session, order_id: UUID, limits: dict[UUID, Decimal], asked: Asked
) -> None:
    """Answer a posted order that is to be amended: no more than this goes of each line from now on,
    and what had gone already. What was reserved beyond serves the queue."""
    lock_products(session, queries.products_of(session, order_id))
    demand = read_demands(session, [order_id]).get(order_id)
    if demand is None:
        raise DemandUnknown(number=asked.number)
    if demand.state != CANCELLED:
        demand.told = max(demand.told, asked.told)
        shelf = open_shelf(session, [line.product_id for line in demand.lines])
        for line in demand.lines:
            most = limits.get(line.id, line.ordered)
            rules.resize(_slot(shelf, line), line, min(line.ordered, most))
        _state(session, [demand], AMENDED)
        serve_queue(session, shelf, AMENDED)
        put_away(session, shelf)
    emit(session, events.stock_amended(demand, asked.revision))


def serve_queue(session: Session, shelf: Shelf, cause: dict[str, Any]) -> None:
    """Offer what became free to those who wait, in the order of the queue; what is held too, to
    customers who take it by waiver."""
    free = [slot for slot in shelf.slots.values() if slot.balance.free]
    if len(free) > 1:
        waited = queries.waited_for(session, {slot.balance.product_id for slot in free})
        free = [s for s in free if (s.balance.product_id, s.balance.warehouse_id) in waited]
    waiting = {order_id for slot in free for order_id in queries.next_in_queue(session, slot)}
    for room in waivers.rooms(session, shelf):
        waiting |= waivers.waiting(session, room.product_id, room.customer_id)
    _serve(session, shelf, read_demands(session, waiting).values(), cause)


def hold_again(
    session: Session, shelf: Shelf, lot: Lot, customer_id: UUID, cause: dict[str, Any]
) -> None:
    """What is promised to a customer by waivers of a lot beyond what they still allow is held."""
    over = waivers.promised(session, lot, customer_id)
    over -= waivers.room_of(session, lot, customer_id)
    known = read_demands(session, waivers.holders(session, lot.product_id, lot.number))
    theirs = [demand for demand in known.values() if demand.customer_id == customer_id]
    for slot, here in shelf.slots_with(lot):
        over -= rules.unwaive(slot, here, max(over, NONE), _lines_on(slot, theirs))
    _state(session, theirs, cause)


def loosen(session: Session, shelf: Shelf, lot: Lot) -> None:
    """No case holds a lot any more: what was promised by waiver is reserved like anything else."""
    known = read_demands(session, waivers.holders(session, lot.product_id, lot.number))
    for slot, here in shelf.slots_with(lot):
        rules.loosen(slot, here, _lines_on(slot, known.values()))
    write_demands(session, known.values())


def make_room(
    session: Session, slot: Slot, here: LotBalance, quantity: Decimal, cause: dict[str, Any]
) -> list[tuple[Line, Decimal]]:
    """Send the youngest reservations back to the queue until `quantity` of a lot is free to go."""
    if quantity <= min(slot.balance.free, here.unnamed):
        return []
    known = read_demands(session, queries.with_reservations(session, slot))
    displaced = rules.make_room(slot, here, quantity, _lines_on(slot, known.values()))
    _state(session, known.values(), cause)
    return displaced


def _advance(known: dict[UUID, Demand], order: Demand, verb: str) -> bool:
    demand = known.get(order.id)
    before = demand.state if demand else None
    newer = demand is not None and order.told > demand.told
    after = rules.state_after(before, verb, newer)
    if demand is None:
        demand = known[order.id] = order
    elif newer and after != CANCELLED:
        demand.newer, demand.told = order, order.told
    elif after == before:
        return False
    demand.state, demand.changed, demand.cause = after, True, order.cause
    return True


def _all(demand: Demand) -> list[Line]:
    """The lines of an order, those it is about to get included."""
    return [*demand.lines, *(demand.newer.lines if demand.newer else ())]


def _follow(shelf: Shelf, demand: Demand) -> Decimal:
    """Make the lines what the newest word of sales says; returns how much that frees."""
    newer, demand.newer = demand.newer, None
    if newer is None:
        return NONE
    demand.queued_at, freed = newer.queued_at, NONE
    known = {line.id: line for line in demand.lines}
    for told in newer.lines:
        line = known.get(told.id)
        if line is None:
            told.order, told.fresh, told.changed = demand, True, True
            demand.lines.append(told)
        elif line.ordered != told.ordered or line.cancelled:
            freed += rules.resize(_slot(shelf, line), line, told.ordered)
    return freed


def _slot(shelf: Shelf, line: Line) -> Slot | None:
    return shelf.slots.get((line.product_id, line.warehouse_id))


def _settle_lines(shelf: Shelf, demands: list[Demand]) -> None:
    """Say where the lines of new orders are served from; an untracked product has no lots to name."""
    for line in (x for each in demands for x in each.lines if each.fresh or x.fresh):
        line.warehouse_id = line.warehouse_id or shelf.default_warehouse
        if not shelf.is_tracked(line.product_id):
            line.lot, line.serials = None, ()


def _serve(
    session: Session, shelf: Shelf, demands: Iterable[Demand], cause: dict[str, Any]
) -> None:
    """Reserve what is free, issue what is reserved for posted orders, store and state both."""
    served = sorted(demands, key=lambda demand: (demand.queued_at, demand.id))
    by_slot: dict[tuple[UUID, UUID], list[Line]] = {}
    for line in (line for demand in served for line in demand.lines if line.backordered):
        by_slot.setdefault((line.product_id, line.warehouse_id), []).append(line)
    rooms = waivers.rooms(session, shelf) if by_slot else []
    for key, lines in by_slot.items():
        if key in shelf.slots:
            rules.fill(shelf.slots[key], lines)
            rules.fill_waived(shelf.slots[key], lines, rooms)
    made = [issue for demand in served for issue in _issue(session, shelf, demand)]
    write_issues(session, made)
    _state(session, served, cause, shelf)
    today = clock.today()
    emit(session, *(_caused(events.stock_issued(issue, today), issue.demand) for issue in made))


def _issue(session: Session, shelf: Shelf, demand: Demand) -> list[Issue]:
    if demand.state != POSTED:
        return []
    issues: dict[UUID, Issue] = {}
    operator = _operator(session, demand)
    for line in demand.lines:
        slot = shelf.slots.get((line.product_id, line.warehouse_id))
        if line.reserved and slot:
            at = line.warehouse_id
            issue = issues.setdefault(at, Issue(new_id(), demand, at, operator))
            part_id = new_id()
            source = Source(
                "issue", issue.id, part_id, operator, demand.customer_id, line.id, _fact_id(demand)
            )
            _spend_waivers(session, shelf, slot, line, part_id)
            issue.parts.append(Part(part_id, line, rules.issue(slot, line, source)))
    return list(issues.values())


def _spend_waivers(session: Session, shelf: Shelf, slot: Slot, line: Line, part_id: UUID) -> None:
    for here in slot.lots if line.waived else ():
        quantity = line.waived.get(here.lot.number)
        if quantity:
            waivers.spend(session, line, here.lot.id, quantity, part_id)
            shelf.told.add(here.lot.id)


def _state(
    session: Session, demands: Iterable[Demand], cause: dict[str, Any], shelf: Shelf | None = None
) -> None:
    """Store what changed and tell each order whose reservations or back-orders are different, and
    why: of an order that a held lot keeps waiting, that is why."""
    changed = [demand for demand in demands if demand.changed]
    write_demands(session, changed)
    told = [demand for demand in changed if demand.is_restated]
    facts = []
    for demand in told:
        why = (shelf and _kept_waiting(session, shelf, demand)) or cause
        facts.append(_caused(events.stock_reserved(demand, why), demand))
        demand.stated = demand.position()
    emit(session, *facts)


def _kept_waiting(session: Session, shelf: Shelf, demand: Demand) -> dict[str, Any] | None:
    """The held or expired lot without which the order would not have to wait, and its first case."""
    for line in demand.lines:
        slot = shelf.slots.get((line.product_id, line.warehouse_id))
        here = rules.kept_waiting_by(slot, line) if slot else None
        if here:
            cases = active_holds(session, here.lot.id)
            if not cases and here.lot.expired:
                return {"code": "lot_expired", "lot": here.lot.number}
            case = {name: cases[0][name] for name in ("case_id", "case_number")} if cases else {}
            return {"code": "lot_held", "lot": here.lot.number, **case}
    return None


def _lines_on(slot: Slot, demands: Iterable[Demand]) -> list[Line]:
    key = (slot.balance.product_id, slot.balance.warehouse_id)
    lines = [line for demand in demands for line in demand.lines if line.reserved]
    return [line for line in lines if (line.product_id, line.warehouse_id) == key]


def _is_short(demand: Demand) -> bool:
    return demand.state == POSTED and any(line.backordered for line in demand.lines)


def _operator(session: Session, demand: Demand) -> UUID:
    who = demand.cause.actor if demand.cause else None
    return UUID(who) if who else actor(session).id


def _fact_id(demand: Demand) -> UUID | None:
    return demand.cause.id if demand.cause else None


def _caused(fact: Any, demand: Demand) -> Any:
    return fact.caused_by(demand.cause) if demand.cause else fact
