"""Where received pieces are, counted on the receipt's line and on the order's alike, each piece once.

Whoever counts holds the lock of the purchase order.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from chassis.numbers import ZERO, part

from . import queries, rules
from .models import PurchaseOrderLine, ReceiptLine

QUARANTINED, RETURNED, SCRAPPED = "quarantined", "returned", "scrapped"


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came with one receipt of one order line, and the price mode of its order."""

    ordered: PurchaseOrderLine
    lines: list[ReceiptLine]
    mode: str

    def leave_quarantine(self, lot_id: UUID, quantity: Decimal, gone: str | None) -> Decimal:
        """Pieces of a lot leave quarantine, from its first line on, into the stock or (`gone`) as
        returned or scrapped; returns what they cost: of each line its cumulative part."""
        cost = ZERO
        for came, taken in self._quarantined(lot_id, quantity):
            worth = part(came.value, came.quantity, came.quantity - came.quarantined, taken)
            _count(came, self.ordered, QUARANTINED, -taken)
            if gone:
                let_go(came, self.ordered, gone, (taken, worth), self.mode)
            cost += worth
        return cost

    def _quarantined(
        self, lot_id: UUID, quantity: Decimal
    ) -> Iterator[tuple[ReceiptLine, Decimal]]:
        for came in self.lines:
            taken = min(came.quarantined, quantity)
            if came.lot_id == lot_id and taken:
                quantity -= taken
                yield came, taken


def arrived(session: Session, receipt_id: UUID, order_line_id: UUID) -> Arrived:
    """What came with a receipt of an order line; locks the order until the commit."""
    order = queries.order_of_line(session, order_line_id)
    ordered = session.get_one(PurchaseOrderLine, order_line_id)
    lines = queries.received_lines(session, receipt_id)
    return Arrived(
        ordered, [line for line in lines if line.order_line_id == ordered.id], order.price_mode
    )


def let_go(
    came: ReceiptLine,
    ordered: PurchaseOrderLine,
    state: str,
    pieces: tuple[Decimal, Decimal | None],
    mode: str,
) -> dict[str, Decimal]:
    """Pieces leave for good, returned or scrapped; returns what they take of the line's net, tax and
    gross. `pieces` are how many and, out of quarantine, at what net."""
    quantity, net = pieces
    amounts = rules.amounts_gone(came, quantity, mode, net)
    _count(came, ordered, state, quantity)
    came.gone_value += amounts["net"]
    came.gone_tax += amounts["tax"]
    return amounts


def _count(came: ReceiptLine, ordered: PurchaseOrderLine, state: str, quantity: Decimal) -> None:
    for line in (came, ordered):
        setattr(line, state, getattr(line, state) + quantity)
