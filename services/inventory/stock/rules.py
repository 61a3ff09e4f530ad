"""Pure rules of stock: what pieces cost, which lots leave, how pieces go from one state to another.

They work on a slot: one product in one warehouse with its pool of value and its lots. Everything that
changes a pool goes through here and leaves an entry for the ledger.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from chassis.numbers import money, part, unit

from . import layers
from .slots import (
    ADJUSTMENT,
    COST_DIFFERENCE,
    ISSUE,
    NONE,
    OPENING,
    POOLS,
    QUARANTINE,
    RECEIPT,
    RETURN,
    SCRAP,
    STOCK,
    TO_CUSTOMER,
    TO_SUPPLIER,
    USE,
    Back,
    Entry,
    LotBalance,
    Pool,
    Slot,
    Source,
    Take,
)

CAME_BY = ((STOCK, RECEIPT), (STOCK, OPENING), (QUARANTINE, RECEIPT))
"""The ledger's entries of pieces that came to the house first: what is inspected enters quarantine."""
Pick = tuple[LotBalance, Decimal]
"""So many pieces of a lot."""


def leaving_order(here: LotBalance) -> tuple[date, datetime, UUID]:
    """First expired, else first in."""
    return (here.lot.expiry or date.max, here.lot.first_in, here.lot.id)


def average(pool: Pool) -> Decimal | None:
    """The average cost of a piece; of an empty pool the last one, or None without any."""
    return unit(pool.value / pool.quantity) if pool.quantity else pool.last_average


def cost_of(pool: Pool, quantity: Decimal) -> Decimal:
    """What pieces cost that leave: round(quantity × average), or what the layers say that go
    first. The issue that empties the pool takes all that is left."""
    if quantity == pool.quantity:
        return pool.value
    if pool.layers is not None:
        return layers.cost_of(pool.layers, quantity)
    return money(quantity * pool.value / pool.quantity)


def choose(lots: Iterable[LotBalance], quantity: Decimal) -> list[Pick]:
    """Which lots `quantity` pieces leave from when none is named; held pieces never do."""
    picks = []
    for here in lots:
        if not quantity:
            break
        taken = min(here.unnamed, quantity)
        if taken > 0:
            picks.append((here, taken))
            quantity -= taken
    return picks


def take_in(
    slot: Slot, here: LotBalance, quantity: Decimal, value: Decimal, kind: str, source: Source
) -> None:
    """Pieces join the stock at `value`, in the average or as a layer; into held when their lot
    is held."""
    _join(slot.pool, quantity, value, kind, source)
    if here.lot.holds_arrivals:
        here.held += quantity
        slot.balance.held += quantity
    else:
        here.available += quantity
        slot.balance.free += quantity
    _note(slot, here, STOCK, kind, quantity, value, source)


def take_out(
    slot: Slot,
    quantity: Decimal,
    kind: str,
    source: Source,
    reserved: Decimal = NONE,
    named: Sequence[Pick] = (),
) -> list[Take]:
    """Pieces leave the stock at what they cost, `reserved` of them from a reservation, the rest
    from free; so many of the named lots, the others first expired, first in."""
    for here, taken in named:
        here.available -= taken
        here.named -= taken if reserved else NONE
    others = choose(slot.lots, quantity - sum((taken for _, taken in named), NONE))
    for here, taken in others:
        here.available -= taken
    slot.balance.reserved -= reserved
    slot.balance.free -= quantity - reserved
    return _leave(slot, _merged([*named, *others]), quantity, kind, source)


def _merged(picks: list[Pick]) -> list[Pick]:
    """Each lot once: a source line moves a lot once."""
    if len({here.lot.id for here, _ in picks}) == len(picks):
        return picks
    merged: dict[UUID, Pick] = {}
    for here, taken in picks:
        before = merged.get(here.lot.id, (here, NONE))[1]
        merged[here.lot.id] = (here, before + taken)
    return list(merged.values())


def lose(slot: Slot, here: LotBalance, quantity: Decimal, kind: str, source: Source) -> list[Take]:
    """Pieces of one lot leave the stock whatever their state: free ones first, then held ones."""
    loose = min(here.unnamed, quantity)
    here.available -= loose
    here.held -= quantity - loose
    slot.balance.free -= loose
    slot.balance.held -= quantity - loose
    return _leave(slot, [(here, quantity)], quantity, kind, source)


def give_back(slot: Slot, here: LotBalance, back: Back, source: Source) -> Decimal:
    """Pieces of a lot go back to their supplier at what they were received at, but they take no
    more of the pool than it has, and all of it when they are the last. The rest is a movement of
    its own, returned: what the stock keeps (+) or loses (−) beside the receipt's cost."""
    if back.held:
        here.held -= back.quantity
        slot.balance.held -= back.quantity
    else:
        here.available -= back.quantity
        slot.balance.free -= back.quantity
    difference = back.cost - _return_part(slot.pool, back)
    _note(slot, here, STOCK, TO_SUPPLIER, -back.quantity, -back.cost, source)
    if difference:
        _note(slot, here, STOCK, COST_DIFFERENCE, NONE, difference, source)
    return difference


def lose_between(slot: Slot, here: LotBalance, quantity: Decimal, source: Source) -> list[Take]:
    """Pieces that never arrived leave the stock at what they cost, as a count difference."""
    here.between -= quantity
    slot.balance.between -= quantity
    return _leave(slot, [(here, quantity)], quantity, ADJUSTMENT, source)


def _leave(
    slot: Slot,
    picks: list[tuple[LotBalance, Decimal]],
    quantity: Decimal,
    kind: str,
    source: Source,
) -> list[Take]:
    takes, gone = [], NONE
    cost = _part(slot.pool, quantity)
    for here, taken in picks:
        share = part(cost, quantity, gone, taken)
        gone += taken
        takes.append(Take(here.lot, taken, share))
        _note(slot, here, STOCK, kind, -taken, -share, source)
    return takes


def _join(pool: Pool, quantity: Decimal, value: Decimal, kind: str, source: Source) -> None:
    pool.quantity += quantity
    pool.value += value
    if pool.layers is not None:
        layers.add(pool, quantity, value, kind, source)


def _part(pool: Pool, quantity: Decimal) -> Decimal:
    """Pieces part from a pool; returns what they take of its value."""
    cost = cost_of(pool, quantity)
    if pool.layers is not None:
        layers.consume(pool.layers, quantity)
    elif quantity == pool.quantity:
        pool.last_average = average(pool)
    pool.quantity -= quantity
    pool.value -= cost
    return cost


def _return_part(pool: Pool, back: Back) -> Decimal:
    """Pieces part from a pool at their receipt's cost; of layers, their receipt's own goes first."""
    if pool.layers is not None:
        cost = layers.consume(pool.layers, back.quantity, back.receipt_line)
    elif back.quantity == pool.quantity:
        cost, pool.last_average = pool.value, average(pool)
    else:
        cost = min(back.cost, pool.value)
    pool.quantity -= back.quantity
    pool.value -= cost
    return cost


def quarantine(
    slot: Slot, here: LotBalance, quantity: Decimal, cost: Decimal, kind: str, source: Source
) -> None:
    """Pieces come in apart from the stock, each at its own cost."""
    slot.pool.quarantine_quantity += quantity
    slot.pool.quarantine_value += cost
    here.quarantined += quantity
    slot.balance.quarantined += quantity
    _note(slot, here, QUARANTINE, kind, quantity, cost, source)


def leave_quarantine(
    slot: Slot, here: LotBalance, quantity: Decimal, cost: Decimal, kind: str, source: Source
) -> None:
    """Pieces leave quarantine at the cost they came with."""
    slot.pool.quarantine_quantity -= quantity
    slot.pool.quarantine_value -= cost
    here.quarantined -= quantity
    slot.balance.quarantined -= quantity
    _note(slot, here, QUARANTINE, kind, -quantity, -cost, source)


def reserve(slot: Slot, quantity: Decimal, named: LotBalance | None = None) -> None:
    """Free pieces are promised; a negative quantity gives them back."""
    slot.balance.free -= quantity
    slot.balance.reserved += quantity
    slot.balance.changed = True
    if named:
        named.named += quantity
        named.changed = True


def hold(slot: Slot, here: LotBalance, quantity: Decimal) -> None:
    """Free pieces of a lot may not leave; a negative quantity lets held ones go."""
    here.available -= quantity
    here.held += quantity
    slot.balance.free -= quantity
    slot.balance.held += quantity
    slot.balance.changed = here.changed = True


def waive(slot: Slot, here: LotBalance, quantity: Decimal) -> None:
    """Held pieces of a lot are promised to an order by the lot's number; a negative quantity holds
    them again."""
    here.held -= quantity
    here.available += quantity
    here.named += quantity
    slot.balance.held -= quantity
    slot.balance.reserved += quantity
    slot.balance.changed = here.changed = True


def surplus_value(pool: Pool, quantity: Decimal, stated: Decimal | None) -> Decimal | None:
    """What pieces found more are worth: the average, of an empty pool or of layers the last cost,
    else the stated one; None when nobody knows one."""
    if pool.quantity and pool.layers is None:
        return money(quantity * pool.value / pool.quantity)
    cost = pool.last_average if pool.last_average is not None else stated
    return None if cost is None else money(quantity * cost)


def _note(
    slot: Slot,
    here: LotBalance,
    pool: str,
    kind: str,
    quantity: Decimal,
    value: Decimal,
    source: Source,
) -> None:
    balance = slot.balance
    slot.pool.changed = balance.changed = here.changed = True
    entry = Entry(
        pool, kind, balance.product_id, balance.warehouse_id, here.lot.id, quantity, value, source
    )
    slot.entries.append(entry)


def balance_line(
    moved: Mapping[tuple[str, str], Decimal], pieces: Mapping[str, Decimal]
) -> dict[str, Decimal]:
    """The balanced line of a lot, from its ledger by pool and kind and from where its pieces
    are. Reserved are those that orders reserved by its number; other reservations name no lot.

    received ± adjusted = free + reserved + held + quarantined + between warehouses + with
    customers (delivered − returned) + back to the supplier + scrapped + used in the house.
    """
    sent_back = -moved.get((QUARANTINE, TO_CUSTOMER), NONE)
    issued, returned = -moved.get((STOCK, ISSUE), NONE), moved.get((QUARANTINE, RETURN), NONE)
    return {
        "received": sum((moved.get(way, NONE) for way in CAME_BY), NONE),
        "adjusted": moved.get((STOCK, ADJUSTMENT), NONE),
        "free": pieces["available"] - pieces["named"],
        "reserved": pieces["named"],
        "held": pieces["held"],
        "quarantined": pieces["quarantined"],
        "between": pieces["between"],
        "with_customers": issued - returned + sent_back,
        "to_supplier": -sum((moved.get((p, TO_SUPPLIER), NONE) for p in POOLS), NONE),
        "scrapped": -moved.get((QUARANTINE, SCRAP), NONE),
        "used": -moved.get((STOCK, USE), NONE),
    }


def still_waived(line: Mapping[str, Decimal], unused: Decimal) -> Decimal:
    """How many of a lot's held pieces its waivers still let go: their unused rest less what orders
    have reserved by them, which is all that a held lot has reserved by its number."""
    return max(NONE, min(line["held"], unused - line["reserved"]))


def customer_line(moved: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """What a customer got of a lot, brought back, and still has."""
    delivered = -moved.get(ISSUE, NONE)
    returned = moved.get(RETURN, NONE) + moved.get(TO_CUSTOMER, NONE)
    return {"delivered": delivered, "returned": returned, "net": delivered - returned}


def shown_average(quantity: Decimal, value: Decimal, last: Decimal | None) -> Decimal | None:
    """The average cost as people see it, at 4 places: value ÷ quantity, of an empty pool the last."""
    exact = value / quantity if quantity else last
    return None if exact is None else exact.quantize(Decimal("0.0001"), ROUND_HALF_UP)


def that_fit(things: Sequence[dict[str, Any]], room: int) -> tuple[list[dict[str, Any]], int]:
    """The first of these whose JSON together takes at most so many bytes, and how many do not fit."""
    fitting = 0
    for thing in things:
        room -= len(json.dumps(thing, default=str, ensure_ascii=False).encode()) + 1
        if room < 0:
            break
        fitting += 1
    return list(things[:fitting]), len(things) - fitting
