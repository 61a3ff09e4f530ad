"""Serial numbers on lines: whole pieces, and as many different numbers as pieces."""

from collections.abc import Sequence
from decimal import Decimal

from .base import Record
from .errors import NotBySerial, PartOfPiece, SerialsNotMatching

SERIAL = "serial"


def serials_named(
    product: Record, quantity: Decimal, named: Sequence[str] | None, place: int
) -> list[str] | None:
    """The serial numbers a line names, without blanks around them; none leaves them to inventory."""
    pointer = f"/lines/{place}"
    if product.tracking != SERIAL:
        if named:
            raise NotBySerial(f"{pointer}/serials", product=product.code)
        return None
    if quantity != int(quantity):
        raise PartOfPiece(f"{pointer}/quantity", product=product.code)
    if not named:
        return None
    numbers = [number.strip() for number in named]
    if len(set(numbers) - {""}) != quantity or len(numbers) != quantity:
        raise SerialsNotMatching(f"{pointer}/serials", quantity=int(quantity))
    return numbers
