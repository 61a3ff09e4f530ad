"""Demands as they are held in memory while they are served: orders, their lines, what leaves for them."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import zip_longest
from typing import Any
from uuid import UUID

from ..stock.slots import NIL, NONE, Take


@dataclass(slots=True)
class Line:
    """A line of an order: every ordered piece is reserved, issued, cancelled or back-ordered."""

    id: UUID
    order: "Demand"
    product_id: UUID
    warehouse_id: UUID
    lot: str | None
    ordered: Decimal
    reserved: Decimal = NONE
    issued: Decimal = NONE
    cancelled: Decimal = NONE
    changed: bool = False
    serials: tuple[str, ...] = ()
    allotted: dict[str, Decimal] = field(default_factory=dict)
    """What of `reserved` is of a lot by its number, because the line names it."""
    waived: dict[str, Decimal] = field(default_factory=dict)
    """What of `reserved` is of a held lot, which its customer takes by waiver."""
    renumbered: bool = False
    fresh: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The lots or serial numbers the line wants, and no others; empty when any will do."""
        return self.serials or ((self.lot,) if self.lot else ())

    @property
    def unnumbered(self) -> Decimal:
        """Reserved pieces of any lot."""
        return self.reserved - self.numbered

    @property
    def numbered(self) -> Decimal:
        """Reserved pieces of lots by their number."""
        if not (self.allotted or self.waived):
            return NONE
        return sum((*self.allotted.values(), *self.waived.values()), NONE)

    @property
    def backordered(self) -> Decimal:
        return self.ordered - self.reserved - self.issued - self.cancelled


@dataclass(slots=True)
class Demand:
    """An order as this service sees it."""

    id: UUID
    state: str
    number: str
    customer_id: UUID | None
    customer_name: str | None
    queued_at: datetime
    version: int = 0
    kind: str = "sale"
    """What its goods leave as: sold, or free of charge as a replacement."""
    lines: list[Line] = field(default_factory=list)
    fresh: bool = False
    changed: bool = False
    stated: tuple[tuple[Decimal, Decimal], ...] = ()
    """What was last said of its lines: reserved and back-ordered of each."""
    cause: Any = None
    """The fact it is posted by, while that is handled."""
    told: int = 0
    """The sequence of the newest word of sales that its lines follow."""
    newer: "Demand | None" = None
    """What that word says of its lines, until they follow it."""

    def position(self) -> tuple[tuple[Decimal, Decimal], ...]:
        """Reserved and back-ordered of each line now."""
        return tuple((line.reserved, line.backordered) for line in self.lines)

    @property
    def is_restated(self) -> bool:
        """Whether what was last said of its lines is no longer so; unsaid means nothing at all."""
        return any(
            now != said
            for now, said in zip_longest(self.position(), self.stated, fillvalue=(NONE, NONE))
        )


@dataclass(frozen=True, slots=True)
class Part:
    """What of an order's line left in one issue."""

    id: UUID
    line: Line
    takes: list[Take]

    @property
    def quantity(self) -> Decimal:
        return sum((take.quantity for take in self.takes), NONE)

    @property
    def cost(self) -> Decimal:
        return sum((take.cost for take in self.takes), NIL)


@dataclass(frozen=True, slots=True)
class Issue:
    """Goods that left one warehouse for one order in one go."""

    id: UUID
    demand: Demand
    warehouse_id: UUID
    operator: UUID
    parts: list[Part] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return self.demand.kind


@dataclass(frozen=True, slots=True)
class Asked:
    """Which revision of which order sales asks about, and the sequence it asks with."""

    number: str
    revision: int
    told: int
