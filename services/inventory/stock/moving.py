"""Pure rules of pieces that go from one warehouse to another.

On their way they are in a place of their own, which belongs to no warehouse: nobody can reserve them
and no hold takes them before they arrive. The pool of value does not change: each step writes two
movements of the same value, out of one place and into the other.
"""

from decimal import Decimal

from .slots import STOCK, TRANSFER_IN, TRANSFER_OUT, Entry, LotBalance, Slot, Source

Place = tuple[Slot, LotBalance]


def send(at: Place, way: Place, quantity: Decimal, value: Decimal, source: Source) -> None:
    """Free pieces of a lot leave a warehouse."""
    (slot, here), (transit, there) = at, way
    here.available -= quantity
    slot.balance.free -= quantity
    there.between += quantity
    transit.balance.between += quantity
    _note(at, way, quantity, value, source)


def arrive(way: Place, at: Place, quantity: Decimal, value: Decimal, source: Source) -> None:
    """Pieces come into a warehouse: free, or held when their lot is."""
    (transit, there), (slot, here) = way, at
    there.between -= quantity
    transit.balance.between -= quantity
    if here.lot.holds_arrivals:
        here.held += quantity
        slot.balance.held += quantity
    else:
        here.available += quantity
        slot.balance.free += quantity
    _note(way, at, quantity, value, source)


def _note(out: Place, into: Place, quantity: Decimal, value: Decimal, source: Source) -> None:
    for (slot, here), kind, sign in ((out, TRANSFER_OUT, -1), (into, TRANSFER_IN, 1)):
        balance = slot.balance
        balance.changed = here.changed = True
        where = (balance.product_id, balance.warehouse_id, here.lot.id)
        slot.entries.append(Entry(STOCK, kind, *where, sign * quantity, sign * value, source))
