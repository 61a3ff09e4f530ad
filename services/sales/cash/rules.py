"""The rules of cash: when a receivable is due, and which receivables a credit note settles."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

ZERO = Decimal("0.00")


def due_on(terms_kind: str, terms_days: int, delivered_on: date) -> date:
    """Cash is due the same day, days after the delivery, month-end terms after its month's end."""
    if terms_kind == "cash":
        return delivered_on
    if terms_kind == "month_end":
        last = monthrange(delivered_on.year, delivered_on.month)[1]
        return delivered_on.replace(day=last) + timedelta(days=terms_days)
    return delivered_on + timedelta(days=terms_days)


def settle_own(
    credited: Iterable[tuple[UUID, Decimal]], open_amounts: dict[UUID, Decimal]
) -> dict[UUID, Decimal]:
    """What a credit note settles: per delivery its credited gross, as far as that is still open.

    `credited` names the delivery of each credited line, `open_amounts` what is open per delivery.
    """
    settled: dict[UUID, Decimal] = {}
    for delivery_id, gross in credited:
        left = open_amounts.get(delivery_id, ZERO) - settled.get(delivery_id, ZERO)
        taken = min(gross, left)
        if taken > 0:
            settled[delivery_id] = settled.get(delivery_id, ZERO) + taken
    return settled
