"""The rules of a delivery: its states, and what an issued quantity carries of its order line."""

from decimal import Decimal
from typing import Any

from ..errors import (
    ClaimUnexplained,
    DeliveryNotReversible,
    DeliverySigned,
    DeliveryUnderWay,
    IssueTooMuch,
)
from ..orders.rules import Amounts
from ..orders.terms import discount_of_line, part_of_line

TRANSITIONS: dict[str, dict[str, str]] = {
    "issued": {"ship": "shipped", "sign_for": "signed_for"},
    "shipped": {"sign_for": "signed_for", "reverse": "issued"},
    "signed_for": {"reverse": "shipped"},
}
"""state → verb → next state; a receipt that is reversed without a shipment goes back to issued."""

REFUSALS = {
    "ship": DeliveryUnderWay,
    "sign_for": DeliverySigned,
    "reverse": DeliveryNotReversible,
}


def next_status(number: str, status: str, verb: str) -> str:
    """The state after the verb; refuses what the state doesn't allow."""
    after = TRANSITIONS[status].get(verb)
    if after is None:
        raise REFUSALS[verb](number=number)
    return after


def check_claim(number: str, differs: bool, note: str | None) -> None:
    """Pieces that the customer counted otherwise need a word about what is claimed."""
    if differs and not (note or "").strip():
        raise ClaimUnexplained("/claim_note", number=number)


def deliver(
    mode: str, line: Any, issue_id: str, quantity: Decimal, cost: Decimal
) -> tuple[Amounts, Decimal]:
    """Move an open line by one issue; returns that part's amounts and discount.

    The parts of a line add up to the line: the last one takes the rest. What the line waits for is
    never more than what is left of it.
    """
    before = line.delivered
    if before + quantity + line.cancelled > line.quantity:
        raise IssueTooMuch(
            issue_id=issue_id,
            line_id=line.id,
            delivered=before + quantity,
            quantity=line.quantity - line.cancelled,
        )
    amounts = part_of_line(mode, line, before, quantity)
    discount = discount_of_line(mode, line, before, quantity)
    line.delivered, line.moved = before + quantity, True
    line.delivered_net += amounts.net
    line.cost += cost
    rest = line.quantity - line.cancelled - line.delivered
    line.reserved, line.backordered = min(line.reserved, rest), min(line.backordered, rest)
    return amounts, discount
