"""The states of a dunning letter."""

from ..errors import DunningLetterNotProposed

TRANSITIONS: dict[str, dict[str, str]] = {
    "proposed": {"send": "sent", "drop": "dropped", "lapse": "lapsed"},
    "sent": {},
    "dropped": {},
    "lapsed": {},
}
"""state → verb → next state; a proposal that no longer fits lapses with the next run."""


def next_status(number: str, status: str, verb: str) -> str:
    """The letter's state after the verb; refuses what the state doesn't allow."""
    after = TRANSITIONS[status].get(verb)
    if after is None:
        raise DunningLetterNotProposed(number=number)
    return after
