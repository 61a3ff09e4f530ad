"""Pure rules of holds: their states, and how many pieces an ending lets go."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..errors import ExpiryAlreadyRight, ExpiryNotLater, LotNeverExpires, SoldAfterExpiry
from ..stock.slots import NONE

ACTIVE, ENDED = "active", "ended"
USED, LAPSED = "used", "lapsed"
FREE, END = "free", "end"

# `free` lets some pieces go (sorted good, a waiver), `end` all that are left.
TRANSITIONS: dict[str, dict[str, str]] = {ACTIVE: {FREE: ACTIVE, END: ENDED}, ENDED: {}}

# A waiver is `used` when its last piece leaves, and lapses after its last day or with its hold.
WAIVER_TRANSITIONS = {ACTIVE: {"use": USED, "lapse": LAPSED}, USED: {}, LAPSED: {}}


@dataclass(frozen=True)
class Ending:
    """What an ending does: pieces that go, and whether the hold is over."""

    released: Decimal
    verb: str


def ending(asked: Decimal | None, held: Decimal, shared: bool) -> Ending:
    """What happens when a hold ends for `asked` of the lot's held pieces (None: for all).

    No piece goes while another case holds the lot too (`shared`); then it goes with that one, so
    the last hold lets go what earlier ones took as well.
    """
    if shared:
        return Ending(NONE, END if asked is None else FREE)
    return Ending(held, END) if asked is None or asked >= held else Ending(asked, FREE)


def check_extension(lot: str, before: date | None, after: date, today: date) -> None:
    """A lot that expires may expire later: after today, and after what was said before."""
    if before is None:
        raise LotNeverExpires(lot=lot)
    if after <= before or after <= today:
        raise ExpiryNotLater("/expiry", lot=lot, before=before)


def check_correction(
    lot: str, before: date | None, after: date | None, gone: Decimal, known: bool
) -> None:
    """A typing mistake is corrected to another date; that pieces had left after it isn't passed over."""
    if after == before:
        raise ExpiryAlreadyRight("/expiry", lot=lot)
    if gone and not known:
        raise SoldAfterExpiry("/sold_known", lot=lot, quantity=gone, expiry=after)
