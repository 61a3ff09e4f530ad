"""How many returned pieces are left to be judged, and what a verdict may take of them."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from ..errors import CreditedOnReceipt, NotInQuarantine, PieceUnknown, VerdictExceedsQuarantine

Piece = tuple[UUID, UUID | None]
"""Which pieces: return line and lot (None where the product is not tracked)."""

TO_CUSTOMER, ON_RECEIPT = "to_customer", "on_receipt"

COSTLY = ("scrap",)
"""Dispositions whose own cost is lost. Restocked and reworked pieces join the stock again at it, and
what goes back keeps it; what rework costs is labour, which inventory doesn't know."""


def left(
    quarantined: Iterable[tuple[Piece, Decimal | None]], judged: Iterable[tuple[Piece, Decimal]]
) -> dict[Piece, Decimal | None]:
    """Pieces in quarantine without a verdict; None where inventory has not confirmed them yet."""
    rest: dict[Piece, Decimal | None] = {}
    for piece, quantity in quarantined:
        rest[piece] = None if quantity is None else (rest.get(piece) or Decimal(0)) + quantity
    for piece, quantity in judged:
        confirmed = rest.get(piece)
        if confirmed is not None:
            rest[piece] = confirmed - quantity
    return rest


def check_verdict(
    items: Sequence[tuple[Piece, Decimal]], rest: Mapping[Piece, Decimal | None]
) -> None:
    """Refuse an item for pieces that are not the case's, not in quarantine, or judged already."""
    open_now = dict(rest)
    for index, (piece, quantity) in enumerate(items):
        if piece not in open_now:
            wrong = "lot_id" if piece[0] in {line for line, _ in open_now} else "return_line_id"
            raise PieceUnknown(f"/items/{index}/{wrong}")
        available = open_now[piece]
        if available is None:
            raise NotInQuarantine(f"/items/{index}/return_line_id")
        if quantity > available:
            raise VerdictExceedsQuarantine(f"/items/{index}/quantity", left=f"{available:f}")
        open_now[piece] = available - quantity


def check_kinds(kinds: Sequence[str], credit_when: str | None, number: str | None) -> None:
    """Refuse to send back to the customer what he was credited for when it came in."""
    if credit_when == ON_RECEIPT and TO_CUSTOMER in kinds:
        pointer = f"/items/{kinds.index(TO_CUSTOMER)}/kind"
        raise CreditedOnReceipt(pointer, number=number)


def all_judged(rest: Mapping[Piece, Decimal | None]) -> bool:
    """Whether there were pieces and each has its verdict."""
    return bool(rest) and all(quantity == 0 for quantity in rest.values())
