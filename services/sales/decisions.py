"""What is asked by one person and decided by another: refunds, debit notes, write-offs, openings."""

from typing import Any

from chassis import clock
from chassis.principal import Principal

from .errors import AlreadyDecided, SecondPersonNeeded

APPROVED = "approved"
TRANSITIONS: dict[str, dict[str, str]] = {
    "asked": {"approve": "approved", "reject": "rejected"},
    "approved": {},
    "rejected": {},
}


def decide(thing: Any, verb: str, who: Principal, comment: str | None = None) -> None:
    """Sign for what another asked for; `thing` has number, status, asked_by and the decider's marks."""
    after = TRANSITIONS[thing.status].get(verb)
    if after is None:
        raise AlreadyDecided(number=thing.number, status=thing.status)
    if who.id == thing.asked_by:
        raise SecondPersonNeeded(number=thing.number)
    thing.status, thing.comment = after, comment
    thing.decided_by, thing.decided_by_name = who.id, who.name
    thing.decided_at = clock.now()
    thing.version += 1
