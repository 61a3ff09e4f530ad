"""Writing a shelf back: what changed on it in bulk, and one ledger row per movement."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.bulk import insert_rows, update_rows
from chassis.data.database import actor
from chassis.ids import new_id
from chassis.numbers import ZERO, unit

from . import days, serials
from .models import Movement, Serial
from .shelf import Shelf, balances, layers, lot_balances, lots, pools
from .slots import Balance, Entry, Layer, Lot, LotBalance, Pool

movements, registered = Movement.__table__, Serial.__table__
Row = dict[str, Any]


def write(session: Session, shelf: Shelf) -> None:
    """Store changed lots, pools, layers and balances and append the entries; the shelf is clean after it."""
    now, today = clock.now(), _day_of(shelf)
    days.keep(session, shelf, today)
    for entry in shelf.entries:
        balance = shelf.slots[entry.product_id, entry.warehouse_id].balance
        balance.moved_at, balance.moved_by = now, entry.source.operator
        balance.moved_by_name = name_of(session, entry.source.operator)
    places = list(shelf.slots.values())
    fresh = {lot.id for lot in shelf.lots.values() if lot.fresh}
    numbered = serials.rows_of(shelf, now)
    _save(session, lots, list(shelf.lots.values()), _lot, "id")
    _add_holds(session, shelf)
    _save(session, pools, list(shelf.pools.values()), _pool, "product_id")
    _save(session, layers, [e for p in shelf.pools.values() for e in p.layers or ()], _layer, "id")
    _save(session, balances, [slot.balance for slot in places], _balance, "id")
    _save(session, lot_balances, [here for slot in places for here in slot.lots], _here, "id")
    insert_rows(session, registered, [row for row in numbered if row["lot_id"] in fresh])
    known = [row for row in numbered if row["lot_id"] not in fresh]
    update_rows(session, registered, known, "lot_id")
    if shelf.entries:
        made = [_movement(session, entry, now, today) for entry in shelf.entries]
        insert_rows(session, movements, made)
        shelf.entries.clear()


def name_of(session: Session, operator: UUID) -> str | None:
    """What the operator is called, if it is he who acts; facts name whoever caused them by id only."""
    who = actor(session)
    return who.name if who.id == operator else None


def _day_of(shelf: Shelf) -> date:
    """The day to book on: today, and never before a day on which one of the products moved,
    should the clocks of two hosts disagree at midnight."""
    return max([clock.today(), *(pool.moved_on for pool in shelf.pools.values() if pool.moved_on)])


def _save(
    session: Session, table: Any, things: list[Any], row: Callable[[Any], Row], key: str
) -> None:
    changed = [thing for thing in things if thing.changed]
    fresh = [row(thing) for thing in changed if thing.fresh]
    known = [row(thing) for thing in changed if not thing.fresh]
    insert_rows(session, table, fresh)
    update_rows(session, table, known, key)
    for thing in changed:
        thing.fresh = thing.changed = False


def _add_holds(session: Session, shelf: Shelf) -> None:
    if shelf.holds:
        session.add_all(shelf.holds)
        session.flush()
        shelf.holds.clear()


def _lot(lot: Lot) -> Row:
    return {
        "id": lot.id,
        "version": lot.version,
        "product_id": lot.product_id,
        "number": lot.number,
        "batch": lot.batch,
        "expiry": lot.expiry,
        "held": lot.held,
        "expired": lot.expired,
        "created_at": lot.first_in,
    }


def _pool(pool: Pool) -> Row:
    return {
        "product_id": pool.product_id,
        "quantity": pool.quantity,
        "value": pool.value,
        "quarantine_quantity": pool.quarantine_quantity,
        "quarantine_value": pool.quarantine_value,
        "last_average": pool.last_average,
        "moved_on": pool.moved_on,
    }


def _layer(layer: Layer) -> Row:
    return {column.name: getattr(layer, column.name) for column in layers.c}


def _balance(balance: Balance) -> Row:
    return {
        "id": balance.id,
        "product_id": balance.product_id,
        "warehouse_id": balance.warehouse_id,
        "free": balance.free,
        "reserved": balance.reserved,
        "held": balance.held,
        "quarantined": balance.quarantined,
        "between": balance.between,
        "moved_at": balance.moved_at,
        "moved_by": balance.moved_by,
        "moved_by_name": balance.moved_by_name,
    }


def _here(here: LotBalance) -> Row:
    return {
        "id": here.id,
        "lot_id": here.lot.id,
        "product_id": here.lot.product_id,
        "warehouse_id": here.warehouse_id,
        "available": here.available,
        "named": here.named,
        "held": here.held,
        "quarantined": here.quarantined,
        "between": here.between,
    }


def _movement(session: Session, entry: Entry, now: datetime, today: date) -> Row:
    source = entry.source
    return {
        "id": new_id(),
        "at": now,
        "booked_on": today,
        "pool": entry.pool,
        "kind": entry.kind,
        "product_id": entry.product_id,
        "warehouse_id": entry.warehouse_id,
        "lot_id": entry.lot_id,
        "quantity": entry.quantity,
        "unit_cost": unit(entry.value / entry.quantity) if entry.quantity else ZERO,
        "value": entry.value,
        "source_kind": source.kind,
        "source_id": source.id,
        "source_line": source.line,
        "order_line_id": source.order_line_id,
        "customer_id": source.customer_id,
        "fact_id": source.fact_id,
        "operator": source.operator,
        "operator_name": name_of(session, source.operator),
    }
