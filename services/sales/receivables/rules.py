"""The rules of a receivable: when it is due, how late it is, and the states of its invoice."""

from calendar import monthrange
from datetime import date, timedelta

from ..errors import InvoiceNotIssued, InvoiceStands


def due_on(terms_kind: str, terms_days: int, delivered_on: date) -> date:
    """Cash is due the same day, days after the delivery, month-end terms after its month's end."""
    if terms_kind == "cash":
        return delivered_on
    if terms_kind == "month_end":
        last = monthrange(delivered_on.year, delivered_on.month)[1]
        return delivered_on.replace(day=last) + timedelta(days=terms_days)
    return delivered_on + timedelta(days=terms_days)


INVOICE_TRANSITIONS: dict[str, dict[str, str]] = {
    "none": {"issue": "issued"},
    "issued": {"redden": "red"},
    "red": {"issue": "issued"},
}
"""state → verb → next state: a red-letter invoice cancels one, after which another may be issued."""

_REFUSALS = {"issue": InvoiceStands, "redden": InvoiceNotIssued}


def next_invoice_state(number: str, state: str, verb: str) -> str:
    """The invoice's state after the verb; refuses what the state doesn't allow."""
    after = INVOICE_TRANSITIONS[state].get(verb)
    if after is None:
        raise _REFUSALS[verb](number=number)
    return after
