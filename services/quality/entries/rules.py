"""How many pieces of a concern were delivered, complained of and found to be what."""

from datetime import datetime, timedelta
from decimal import Decimal

from ..errors import (
    ComplainedExceedsDelivered,
    FindingsExceedComplained,
    ReceivedInFuture,
    ReceivedTooLongAgo,
)

FINDINGS = ("confirmed", "no_trouble_found", "misuse")
OLDEST = timedelta(days=3650)


def check_quantities(
    delivered: Decimal | None, complained: Decimal, found: dict[str, Decimal | None]
) -> None:
    """Each complained piece was delivered, and has at most one finding."""
    if delivered is not None and complained > delivered:
        raise ComplainedExceedsDelivered("/quantity_complained")
    if sum((quantity or Decimal(0) for quantity in found.values()), Decimal(0)) > complained:
        raise FindingsExceedComplained("/quantity_complained")


def check_received(received_at: datetime, now: datetime) -> None:
    """A concern can't be received tomorrow: its clock would run backwards; nor ages ago."""
    if received_at > now:
        raise ReceivedInFuture("/received_at")
    if received_at < now - OLDEST:
        raise ReceivedTooLongAgo("/received_at", years=OLDEST.days // 365)
