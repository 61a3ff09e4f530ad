"""How many returned pieces are left to be judged, and what a verdict may take of them."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from ..errors import (
    ChargedGoodsKept,
    LabourWithoutWork,
    NotInQuarantine,
    PieceUnknown,
    RefusedGoodsKept,
    VerdictExceedsQuarantine,
)

Piece = tuple[UUID, UUID | None]
"""Which pieces: return line and lot (None where the product is not tracked)."""

TO_CUSTOMER = "to_customer"
CHARGED = ("no_fault", "misuse")
"""Faults for which the customer pays: no credit, or the one given is taken back."""

COSTLY = ("scrap",)
"""Dispositions whose own cost is lost. Restocked and reworked pieces join the stock again at it, and
what goes back keeps it; what rework costs is labour, which the verdict states."""


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


def fault_of(kind: str, outcome: str | None) -> str:
    """The fault of an item that names none: what goes back unrepaired was found without one."""
    return "no_fault" if kind == TO_CUSTOMER and outcome != "repair" else "confirmed"


def check_item(index: int, kind: str, fault: str, outcome: str | None) -> None:
    """Refuse to keep goods for which the customer pays, and what he was refused at the door."""
    if outcome == "refused" and kind != TO_CUSTOMER:
        raise RefusedGoodsKept(f"/items/{index}/kind")
    if fault in CHARGED and kind not in (TO_CUSTOMER, "scrap"):
        raise ChargedGoodsKept(f"/items/{index}/kind")


def check_labour(index: int, kind: str, labour: Decimal) -> None:
    """Only pieces that were worked on cost labour."""
    if labour and kind not in WORKED_ON:
        raise LabourWithoutWork(f"/items/{index}/labour")


WORKED_ON = ("rework", TO_CUSTOMER)


def all_judged(rest: Mapping[Piece, Decimal | None]) -> bool:
    """Whether there were pieces and each has its verdict."""
    return bool(rest) and all(quantity == 0 for quantity in rest.values())
