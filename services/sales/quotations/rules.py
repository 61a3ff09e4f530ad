"""The rules of a quotation: its state table and how long it is good for. Pure."""

from datetime import date

from ..errors.quotations import (
    QuotationExpired,
    QuotationNotDraft,
    QuotationNotRevisable,
    QuotationNotSent,
    QuotationNotWithdrawable,
    ValidityPast,
)

TRANSITIONS: dict[str, dict[str, str]] = {
    "draft": {"change": "draft", "send": "sent", "withdraw": "withdrawn"},
    "sent": {
        "accept": "accepted",
        "decline": "declined",
        "expire": "expired",
        "revise": "revised",
        "withdraw": "withdrawn",
    },
    "declined": {"revise": "revised"},
    "expired": {"revise": "revised"},
    "withdrawn": {"revise": "revised"},
    "accepted": {},
    "revised": {},
}
"""state → verb → next state. A revised one stays readable behind the revision that took its place."""

REFUSALS = {
    "change": QuotationNotDraft,
    "send": QuotationNotDraft,
    "accept": QuotationNotSent,
    "decline": QuotationNotSent,
    "revise": QuotationNotRevisable,
    "withdraw": QuotationNotWithdrawable,
}


def next_status(number: str, status: str, verb: str) -> str:
    """The state after the verb; refuses what the state doesn't allow."""
    after = TRANSITIONS[status].get(verb)
    if after is None:
        raise REFUSALS[verb](number=number, status=status)
    return after


def check_validity(valid_until: date, today: date) -> None:
    """A quotation is good for today at least."""
    if valid_until < today:
        raise ValidityPast("/valid_until", day=valid_until, today=today)


def check_in_time(number: str, valid_until: date, today: date) -> None:
    """Nothing is accepted after the last day, whether the timer has run or not."""
    if valid_until < today:
        raise QuotationExpired(number=number, day=valid_until)
