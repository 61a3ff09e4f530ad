"""The shelf: slots of some products, read in bulk under their locks and written back in bulk.

Whoever opens a shelf holds the products' locks first (`lock`, or the keys of a consumer line); the
rules change its slots in memory; `ledger.write` stores what changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, exists, or_, select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.clauses import fixed
from chassis.data.database import lock
from chassis.ids import new_id

from ..errors import ProductUnknown
from ..products.models import Product
from ..warehouses.models import Warehouse
from . import models
from .layers import leaving_order as layers_leaving
from .rules import leaving_order
from .slots import FIFO, Balance, Entry, Layer, Lot, LotBalance, Pool, Slot

pools, balances = models.Pool.__table__, models.Balance.__table__
layers = models.Layer.__table__
lots, lot_balances = models.Lot.__table__, models.LotBalance.__table__


def columns_of(table: Any, kind: Any) -> list[Any]:
    """The columns that fill a slot's dataclass, in the order of its fields."""
    return [table.c[name] for name in kind.__slots__ if name in table.c]


@dataclass(slots=True)
class Shelf:
    """What was read of some products; slots not there yet are made when asked for."""

    default_warehouse: UUID
    tracking: dict[UUID, str]
    fifo: set[UUID] = field(default_factory=set)
    """The products costed first in, first out: only their pools have layers."""
    pools: dict[UUID, Pool] = field(default_factory=dict)
    slots: dict[tuple[UUID, UUID], Slot] = field(default_factory=dict)
    lots: dict[UUID, Lot] = field(default_factory=dict)
    numbered: dict[tuple[UUID, str], Lot] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    told: set[UUID] = field(default_factory=set)
    """Lots whose state is stated when the shelf is put away, whether their pieces moved or not."""
    holds: list[models.Hold] = field(default_factory=list)
    """New holds of its lots, which may be new themselves: stored right after them."""

    def slot(self, product_id: UUID, warehouse_id: UUID | None = None) -> Slot:
        """A product in a warehouse, by default in the default one."""
        key = (product_id, warehouse_id or self.default_warehouse)
        if key not in self.slots:
            self.slots[key] = self._place(Balance(new_id(), *key, fresh=True))
        return self.slots[key]

    def lot(self, product_id: UUID, number: str, expiry: date | None = None) -> Lot:
        """The lot of this number, made new if it was not read; callers look in the table first."""
        if len(self.numbered) != len(self.lots):
            self.numbered = {(lot.product_id, lot.number): lot for lot in self.lots.values()}
        lot = self.numbered.get((product_id, number))
        if lot is None:
            lot = Lot(new_id(), product_id, number, expiry, clock.now(), fresh=True, changed=True)
            lot.expired = expiry is not None and expiry < clock.today()
            self.lots[lot.id] = self.numbered[product_id, number] = lot
        return lot

    def here(self, slot: Slot, lot: Lot) -> LotBalance:
        """A lot in the warehouse of a slot."""
        for here in slot.lots:
            if here.lot is lot:
                return here
        here = LotBalance(new_id(), lot, slot.balance.warehouse_id, fresh=True)
        slot.lots.append(here)
        slot.lots.sort(key=leaving_order)
        return here

    def is_tracked(self, product_id: UUID) -> bool:
        return self.tracking[product_id] != "none"

    def slots_with(self, lot: Lot) -> list[tuple[Slot, LotBalance]]:
        """Every warehouse in which this lot is or was."""
        pairs = [(slot, here) for slot in self.slots.values() for here in slot.lots]
        return [(slot, here) for slot, here in pairs if here.lot is lot]

    def _place(self, balance: Balance) -> Slot:
        product_id = balance.product_id
        if product_id not in self.pools:
            layers: list[Layer] | None = [] if product_id in self.fifo else None
            self.pools[product_id] = Pool(product_id, fresh=True, layers=layers)
        return Slot(self.pools[product_id], balance, entries=self.entries)


def lock_products(session: Session, product_ids: Iterable[UUID]) -> None:
    """Wait until nobody else moves stock of these products, and keep it so until the commit."""
    lock(session, [product_key(product_id) for product_id in product_ids])


def product_key(product_id: UUID | str) -> str:
    """The name of a product's lock."""
    return f"product/{product_id}"


def open_shelf(
    session: Session, product_ids: Iterable[UUID], lot_ids: Iterable[UUID] = ()
) -> Shelf:
    """Read the slots of these products in five statements, however many they are; six where one
    of them is costed by layers.

    Of their lots only those of which pieces are left, and those named. Raises ProductUnknown.
    """
    wanted = list(set(product_ids))
    shelf = _empty_shelf(session, wanted)
    for row in session.execute(_POOLS, {"products": wanted}).all():
        shelf.pools[row.product_id] = Pool(*row)
    if shelf.fifo:
        _read_layers(session, shelf)
    for row in session.execute(_BALANCES, {"products": wanted}).all():
        shelf.slots[row.product_id, row.warehouse_id] = shelf._place(Balance(*row))
    _read_lots(session, shelf, wanted, list(lot_ids))
    return shelf


def read_emptied(session: Session, shelf: Shelf, warehouse_id: UUID) -> None:
    """Also read where available lots of the shelf once were in a warehouse, for who brings them there
    again without having named them."""
    wanted = {"products": list(shelf.tracking), "warehouse": warehouse_id}
    for row in session.execute(_EMPTIED, wanted).all():
        slot = shelf.slot(row.product_id, warehouse_id)
        lot = shelf.lots[row.lot_id]
        if all(here.lot is not lot for here in slot.lots):
            slot.lots.append(LotBalance(row.id, lot, warehouse_id))


def _default_warehouse(session: Session) -> UUID:
    return session.execute(select(Warehouse.id).where(Warehouse.is_default)).scalar_one()


def _empty_shelf(session: Session, wanted: list[UUID]) -> Shelf:
    rows = session.execute(_PRODUCTS, {"products": wanted}).all()
    shelf = Shelf(_default_warehouse(session), {row.id: row.tracking for row in rows})
    shelf.fifo = {row.id for row in rows if row.costing == FIFO}
    for product_id in wanted:
        if product_id not in shelf.tracking:
            raise ProductUnknown(product=product_id)
    return shelf


def _read_layers(session: Session, shelf: Shelf) -> None:
    """The layers of which something is left, in the order in which they are consumed."""
    known = [shelf.pools[product_id] for product_id in shelf.fifo & shelf.pools.keys()]
    found: dict[UUID, list[Layer]] = {pool.product_id: [] for pool in known}
    for row in session.execute(_LAYERS, {"products": list(found)}).all():
        found[row.product_id].append(Layer(*row))
    for pool in known:
        pool.layers = sorted(found[pool.product_id], key=layers_leaving)


def _read_lots(session: Session, shelf: Shelf, wanted: list[UUID], named: list[UUID]) -> None:
    for row in session.execute(_LOTS, {"lots": named}) if named else ():
        shelf.lots[row.id] = Lot(*row)
    for row in session.execute(_HERE, {"products": wanted, "lots": named}).all():
        lot = shelf.lots.setdefault(row[0], Lot(*row[:9]))
        here = LotBalance(row[9], lot, *row[10:])
        shelf.slot(lot.product_id, here.warehouse_id).lots.append(here)
    for slot in shelf.slots.values():
        slot.lots.sort(key=leaving_order)


def some_there(balance: Any) -> Any:
    """The clause of a lot's balances in places where there is some of it, in whatever state."""
    states = ("available", "held", "quarantined", "between")
    return or_(*(getattr(balance, state) > 0 for state in states))


_IN_PRODUCTS: Any = bindparam("products", expanding=True)
_IN_LOTS: Any = bindparam("lots", expanding=True)
_PRODUCTS = select(Product.id, Product.tracking, Product.costing).where(
    Product.id.in_(_IN_PRODUCTS)
)
_POOLS = select(*columns_of(pools, Pool)).where(pools.c.product_id.in_(_IN_PRODUCTS))
_LAYERS = select(*columns_of(layers, Layer)).where(
    layers.c.product_id.in_(_IN_PRODUCTS), layers.c.quantity > fixed(0)
)

_BALANCES = select(*columns_of(balances, Balance)).where(balances.c.product_id.in_(_IN_PRODUCTS))
_LOT = [lots.c[name] for name in ("id", "product_id", "number", "expiry", "created_at")]
_LOT += [lots.c.held, lots.c.version, lots.c.expired, lots.c.batch]
_LOTS = select(*_LOT).where(lots.c.id.in_(_IN_LOTS))
_PIECES = [
    lot_balances.c[name] for name in ("available", "named", "held", "quarantined", "between")
]
_HERE = (
    select(*_LOT, lot_balances.c.id, lot_balances.c.warehouse_id, *_PIECES)
    .join_from(lots, lot_balances)
    .where(lot_balances.c.product_id.in_(_IN_PRODUCTS))
    .where(or_(some_there(lot_balances.c), lot_balances.c.lot_id.in_(_IN_LOTS)))
)
_ELSEWHERE = lot_balances.alias("elsewhere")
_EMPTIED = (
    select(lot_balances.c.id, lot_balances.c.lot_id, lot_balances.c.product_id)
    .where(lot_balances.c.product_id.in_(_IN_PRODUCTS))
    .where(lot_balances.c.warehouse_id == bindparam("warehouse"))
    .where(
        exists().where(
            _ELSEWHERE.c.lot_id == lot_balances.c.lot_id,
            _ELSEWHERE.c.available > 0,
        )
    )
)
