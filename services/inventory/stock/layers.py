"""Pure rules of layers 成本层: value that came in together and leaves first in, first out.

The layers of a pool are its value: Σ quantity and Σ value are the pool's at every step.
"""

from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from chassis import clock
from chassis.ids import new_id
from chassis.numbers import part, unit

from .slots import ADJUSTMENT, NIL, RELEASE, Layer, Pool, Source

RETURNED = "disposal"
"""The kind of source a released return comes from: its pieces were out already and go first."""


def leaving_order(layer: Layer) -> tuple[bool, int]:
    """Released returns, then what came in first."""
    return (not layer.first, layer.place)


def add(pool: Pool, quantity: Decimal, value: Decimal, kind: str, source: Source) -> None:
    """Put a layer on; what was bought or entered at its own cost is the last cost from now on."""
    known = pool.layers or []
    first = kind == RELEASE and source.kind == RETURNED
    layer = Layer(
        id=new_id(),
        product_id=pool.product_id,
        place=max((layer.place for layer in known), default=0) + 1,
        first=first,
        kind=kind,
        source_id=source.id,
        source_line=source.line,
        whole=quantity,
        worth=value,
        quantity=quantity,
        value=value,
        created_at=clock.now(),
        fresh=True,
        changed=True,
    )
    pool.layers = sorted([*known, layer], key=leaving_order)
    if pool.last_average is None or not (first or kind == ADJUSTMENT):
        pool.last_average = unit(value / quantity)


def cost_of(layers: list[Layer], quantity: Decimal) -> Decimal:
    """What the pieces that would leave next cost."""
    return sum((_worth(layer, taken) for layer, taken in _picks(layers, quantity)), NIL)


def consume(layers: list[Layer], quantity: Decimal, own: UUID | None = None) -> Decimal:
    """Take pieces from the layers in their order, before all from that of their `own` document
    line, if they name one; returns what they cost."""
    total = NIL
    order = sorted(layers, key=lambda layer: layer.source_line != own) if own else layers
    for layer, taken in list(_picks(order, quantity)):
        worth = _worth(layer, taken)
        layer.quantity -= taken
        layer.value -= worth
        layer.changed = True
        total += worth
    return total


def _picks(layers: list[Layer], quantity: Decimal) -> Iterator[tuple[Layer, Decimal]]:
    for layer in layers:
        taken = min(layer.quantity, quantity)
        if taken > 0:
            quantity -= taken
            yield layer, taken


def _worth(layer: Layer, taken: Decimal) -> Decimal:
    """The part of a layer's worth that these pieces carry; the last ones take the rest."""
    return part(layer.worth, layer.whole, layer.whole - layer.quantity, taken)
