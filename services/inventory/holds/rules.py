"""Pure rules of holds: their states, and how many pieces an ending lets go."""

from dataclasses import dataclass
from decimal import Decimal

from ..stock.slots import NONE

ACTIVE, ENDED = "active", "ended"
FREE, END = "free", "end"

# `free` lets some pieces go (sorted good, a waiver), `end` all that are left.
TRANSITIONS: dict[str, dict[str, str]] = {ACTIVE: {FREE: ACTIVE, END: ENDED}, ENDED: {}}


@dataclass(frozen=True)
class Ending:
    """What an ending does: pieces that go, and whether the hold is over."""

    released: Decimal
    verb: str


def ending(asked: Decimal | None, own: Decimal, held: Decimal, shared: bool) -> Ending:
    """What happens when a hold of `own` pieces ends for `asked` of them (None: for all).

    No piece goes while another case holds the lot too (`shared`); then it goes with that one.
    """
    wanted = own if asked is None else min(asked, own)
    is_over = asked is None or asked >= own
    released = NONE if shared else min(wanted, held)
    return Ending(released, END if is_over and not (shared and asked is not None) else FREE)
