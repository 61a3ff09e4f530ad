"""Stock as it is held in memory while something is done to it: pools, balances, lots and entries."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from chassis.numbers import money, quantity

STOCK, QUARANTINE = POOLS = "stock", "quarantine"
RECEIPT, ISSUE, USE, ADJUSTMENT = "receipt", "issue", "use", "adjustment"
RETURN, RELEASE, SCRAP = "return", "release", "scrap"
TO_SUPPLIER, TO_CUSTOMER = "to_supplier", "to_customer"
OPENING, COST_DIFFERENCE = "opening", "cost_difference"
TRANSFER_OUT, TRANSFER_IN = "transfer_out", "transfer_in"
UNTRACKED = "-"
AVERAGE, FIFO = "average", "fifo"
NONE, NIL = quantity(0), money(0)


def lot_said(text: str | None) -> str | None:
    """The lot that a sheet names; lists show the one lot of an untracked product as `-`."""
    lot = (text or "").strip()
    return None if lot in ("", UNTRACKED) else lot


@dataclass(slots=True)
class Layer:
    """Pieces that came in together at one cost: `whole` and `worth` as they came, and what is left.

    `first` ones (released returns) are consumed before all others, each kind in the order of `place`.
    """

    id: UUID
    product_id: UUID
    place: int
    first: bool
    kind: str
    source_id: UUID
    source_line: UUID
    whole: Decimal
    worth: Decimal
    quantity: Decimal
    value: Decimal
    created_at: datetime
    fresh: bool = False
    changed: bool = False


@dataclass(slots=True)
class Pool:
    """What all stock of a product is worth, in cents; the average follows from it.

    Of a product costed first in, first out, `layers` are what its value is made of, and
    `last_average` is what its last receipt cost; of others `layers` is None.
    """

    product_id: UUID
    quantity: Decimal = NONE
    value: Decimal = NIL
    quarantine_quantity: Decimal = NONE
    quarantine_value: Decimal = NIL
    last_average: Decimal | None = None
    moved_on: date | None = None
    fresh: bool = False
    changed: bool = False
    layers: list[Layer] | None = None


@dataclass(slots=True)
class Balance:
    """The pieces of a product in a warehouse, each in exactly one state; `between` ones are in none."""

    id: UUID
    product_id: UUID
    warehouse_id: UUID
    free: Decimal = NONE
    reserved: Decimal = NONE
    held: Decimal = NONE
    quarantined: Decimal = NONE
    between: Decimal = NONE
    moved_at: datetime | None = None
    moved_by: UUID | None = None
    moved_by_name: str | None = None
    fresh: bool = False
    changed: bool = False


@dataclass(slots=True)
class Lot:
    """Pieces of one origin; a serial number is a lot of one piece. What arrives for a held or expired
    lot is held; an untracked product's lot is held by quantity, so that what arrives for it is not."""

    id: UUID
    product_id: UUID
    number: str
    expiry: date | None
    first_in: datetime
    held: bool = False
    version: int = 0
    expired: bool = False
    batch: str | None = None
    """Of a serial number: the supplier's lot it came in."""
    fresh: bool = False
    changed: bool = False

    @property
    def is_held_whole(self) -> bool:
        return self.held and self.number != UNTRACKED

    @property
    def holds_arrivals(self) -> bool:
        return self.expired or self.is_held_whole


@dataclass(slots=True)
class LotBalance:
    """A lot in a warehouse; `named` is the part of available that orders reserved by its number."""

    id: UUID
    lot: Lot
    warehouse_id: UUID
    available: Decimal = NONE
    named: Decimal = NONE
    held: Decimal = NONE
    quarantined: Decimal = NONE
    between: Decimal = NONE
    fresh: bool = False
    changed: bool = False

    @property
    def unnamed(self) -> Decimal:
        """Pieces that may leave for orders which name no lot."""
        return self.available - self.named


@dataclass(frozen=True, slots=True)
class Source:
    """The document line a movement comes from, and on whose account."""

    kind: str
    id: UUID
    line: UUID
    operator: UUID
    customer_id: UUID | None = None
    order_line_id: UUID | None = None
    fact_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One movement for the ledger: signed quantity and value, both of the same pool."""

    pool: str
    kind: str
    product_id: UUID
    warehouse_id: UUID
    lot_id: UUID
    quantity: Decimal
    value: Decimal
    source: Source


@dataclass(frozen=True, slots=True)
class Back:
    """Pieces of a receipt line that go back to their supplier: at what they were received, and
    whether they are taken from held ones."""

    receipt_line: UUID
    quantity: Decimal
    cost: Decimal
    held: bool = False


@dataclass(frozen=True, slots=True)
class Take:
    """Pieces of one lot that left the stock, and what they took of its value."""

    lot: Lot
    quantity: Decimal
    cost: Decimal


@dataclass(slots=True)
class Slot:
    """One product in one warehouse; `lots` stand in the order in which they leave."""

    pool: Pool
    balance: Balance
    lots: list[LotBalance] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    def lot(self, number: str) -> LotBalance | None:
        """The lot of this number, if any of it ever was here."""
        return next((here for here in self.lots if here.lot.number == number), None)
