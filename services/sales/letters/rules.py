"""The states of a dunning letter, and the days on which one can have been sent."""

from datetime import date

from ..errors import DunningLetterNotProposed, DunningSentTooEarly

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


def check_sent(number: str, proposed_on: date, sent_on: date) -> None:
    """No letter is sent before the day of the run that first proposed it."""
    if sent_on < proposed_on:
        raise DunningSentTooEarly("/sent_on", number=number, proposed_on=proposed_on)
