"""Slots and demands for tests of pure rules, in few words."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from chassis.ids import new_id

from ..demands.orders import Demand, Line
from ..stock import rules
from ..stock.slots import RECEIPT, Balance, Lot, LotBalance, Pool, Slot, Source

START = datetime(2026, 3, 2, tzinfo=UTC)
PRODUCT, WAREHOUSE, SOMEBODY = UUID(int=1), UUID(int=2), UUID(int=3)


def source() -> Source:
    return Source("test", new_id(), new_id(), SOMEBODY)


def empty_slot(costing: str = "average") -> Slot:
    pool = Pool(PRODUCT, layers=[] if costing == "fifo" else None)
    return Slot(pool, Balance(new_id(), PRODUCT, WAREHOUSE))


def add_lot(
    slot: Slot, number: str, quantity: str, value: str, day: int = 0, expiry: date | None = None
) -> LotBalance:
    """Receive a lot, `day` days after the start."""
    lot = Lot(new_id(), PRODUCT, number, expiry, START + timedelta(days=day))
    here = LotBalance(new_id(), lot, WAREHOUSE)
    slot.lots.append(here)
    slot.lots.sort(key=rules.leaving_order)
    rules.take_in(slot, here, Decimal(quantity), Decimal(value), RECEIPT, source())
    return here


def slot_of(quantity: str, value: str) -> Slot:
    """A slot with one lot L-A."""
    slot = empty_slot()
    add_lot(slot, "L-A", quantity, value)
    return slot


def line(ordered: str, minute: int = 0, lot: str | None = None, state: str = "waiting") -> Line:
    """An order's only line, confirmed so many minutes after the start."""
    queued_at = START + timedelta(minutes=minute)
    order = Demand(new_id(), state, f"SO-{minute}", new_id(), "客户", queued_at)
    order.lines = [Line(new_id(), order, PRODUCT, WAREHOUSE, lot, Decimal(ordered))]
    return order.lines[0]
