"""The rules of a delivery: what an issued quantity carries of its order line."""

from decimal import Decimal
from typing import Any

from chassis.numbers import part

from ..errors import IssueTooMuch
from ..orders.rules import Amounts, amounts_of, part_of


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
    amounts = part_of(mode, amounts_of(line), line.quantity, before, quantity)
    line.delivered, line.moved = before + quantity, True
    line.delivered_net += amounts.net
    line.cost += cost
    rest = line.quantity - line.cancelled - line.delivered
    line.reserved, line.backordered = min(line.reserved, rest), min(line.backordered, rest)
    discount = line.discount + line.order_discount
    return amounts, part(discount, line.quantity, before, quantity) if discount else discount
