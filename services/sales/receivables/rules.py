"""The rules of a receivable: when it is due, how late it is, and the states of its invoice."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from ..errors import InvoiceNotIssued, InvoiceStands, InvoiceTaken, RedBeforeInvoice


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


def check_invoice(customer_id: Any, number: str, invoiced_on: date, others: Iterable[Any]) -> None:
    """One invoice may cover several deliveries, all of one customer and recorded with one date; a number
    that was cancelled in red, or is a red-letter invoice's, is used up. `others` bear the number."""
    for other in others:
        same = (other.invoice_number, other.customer_id, other.invoiced_on or invoiced_on)
        if same != (number, customer_id, invoiced_on) or other.invoice_state != "issued":
            raise InvoiceTaken("/invoice_number", invoice_number=number, receivable=other.number)


def check_red_invoice(
    customer_id: Any, number: str, red_on: date, invoiced_on: date | None, others: Iterable[Any]
) -> None:
    """A red-letter invoice has a number of its own, is one customer's, and no older than what it cancels."""
    if invoiced_on and red_on < invoiced_on:
        raise RedBeforeInvoice("/red_on", day=red_on, invoiced_on=invoiced_on)
    for other in others:
        if (other.red_number, other.customer_id) != (number, customer_id):
            raise InvoiceTaken("/red_number", invoice_number=number, receivable=other.number)


def next_invoice_state(number: str, state: str, verb: str) -> str:
    """The invoice's state after the verb; refuses what the state doesn't allow."""
    after = INVOICE_TRANSITIONS[state].get(verb)
    if after is None:
        raise _REFUSALS[verb](number=number)
    return after
