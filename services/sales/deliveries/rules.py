"""The rules of a delivery: what an issued quantity carries of its order line."""

from decimal import Decimal
from typing import Any

from chassis.numbers import part

from ..errors import IssueTooMuch
from ..orders.rules import Amounts, amounts_of, part_of


def deliver(mode: str, line: Any, issue_id: str, quantity: Decimal) -> tuple[Amounts, Decimal]:
    """Move an open line by one issue; returns that part's amounts and discount.

    The parts of a line add up to the line: the last one takes the rest.
    """
    before = line.delivered
    if before + quantity + line.cancelled > line.quantity:
        raise IssueTooMuch(
            issue_id=issue_id,
            line_id=line.id,
            delivered=before + quantity,
            quantity=line.quantity - line.cancelled,
        )
    line.delivered = before + quantity
    amounts = part_of(mode, amounts_of(line), line.quantity, before, quantity)
    discount = line.discount + line.order_discount
    return amounts, part(discount, line.quantity, before, quantity) if discount else discount
