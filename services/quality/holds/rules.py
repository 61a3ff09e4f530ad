"""On what ground a hold ends, and what each ground has to show."""

from datetime import date
from typing import Any
from uuid import UUID

from ..errors import HoldEndsAtClosing, HoldGroundIncomplete, HoldGroundNotMet
from .schemas import GROUNDS, HoldEndIn

REQUESTED, IN_FORCE, ENDED = "requested", "in_force", "ended"
SORTED, VERIFIED, SHORT_PATH, NO_FAULT, WAIVER = (
    "sorted",
    "verified",
    "short_path",
    "no_fault",
    "waiver",
)

WAIVED, USED, LAPSED = "active", "used", "lapsed"

# Pieces sorted good need the record of sorting and the clean point (what is good from where on);
# letting held goods go by waiver needs the customer, his written consent and the day it expires:
# they stay held for everybody else.
NEEDED = {
    SORTED: ("quantity", "record", "clean_point"),
    WAIVER: ("quantity", "customer_id", "consent_reference", "expires_on"),
    NO_FAULT: (),
}


def check_ground(ending: dict[str, Any], today: date) -> None:
    """Refuse a ground that a person can't give now, or that lacks its evidence."""
    ground = ending["ground"]
    if ground == SHORT_PATH:
        raise HoldEndsAtClosing()
    if ground == VERIFIED:
        raise HoldGroundNotMet()
    for name in NEEDED[ground]:
        if ending.get(name) in (None, ""):
            raise _incomplete(ground, name)
    if ground == WAIVER and ending["expires_on"] < today:
        raise _incomplete(ground, "expires_on")


def _incomplete(ground: str, name: str) -> HoldGroundIncomplete:
    """The refusal names both as they are called on the form."""
    ground_zh, ground_en = GROUNDS[ground]
    told = HoldEndIn().fields[name].metadata
    field = {"field": told["x-label-en"], "field_zh": told["x-label-zh"]}
    return HoldGroundIncomplete(f"/{name}", ground=ground_en, ground_zh=ground_zh, **field)


def lock_key(hold_id: UUID, lot_id: UUID | None) -> str:
    """Holds change together with what is known of their lot, so they share its lock."""
    return f"lot/{lot_id}" if lot_id else f"hold/{hold_id}"
