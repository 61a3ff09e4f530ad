"""A hold as a row: how one begins and how it goes on or ends."""

from typing import Any

from chassis import clock

from ..stock.models import Hold
from ..stock.slots import NONE, Lot
from . import rules


def begun(lot: Lot, **asked: Any) -> Hold:
    """An active hold of a lot, of which no piece is taken yet; `asked` names its id, case and batch."""
    return Hold(
        version=1,
        product_id=lot.product_id,
        lot_id=lot.id,
        status=rules.ACTIVE,
        taken=NONE,
        freed=NONE,
        created_at=clock.now(),
        **asked,
    )


def close(hold: Hold, ground: str, ending: rules.Ending) -> None:
    """Count what a hold lets go, and end it when that is all."""
    hold.status = rules.TRANSITIONS[hold.status][ending.verb]
    hold.freed += ending.released
    hold.ground = ground
    hold.version += 1
    if hold.status == rules.ENDED:
        hold.ended_at = clock.now()
