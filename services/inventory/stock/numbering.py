"""Pure rules of serial numbers: as many different ones as pieces, listed or counted on from a first."""

import re
from collections.abc import Sequence
from decimal import Decimal

from ..errors import SerialsMissing, SerialsWrong

_COUNTED = re.compile(r"(.*?)(\d{1,18})", re.ASCII)
MOST = 500


def numbers_of(
    quantity: Decimal, listed: Sequence[str] | None, first: str | None, pointer: str
) -> list[str]:
    """The serial numbers of so many pieces: the listed ones, or counted on from the first."""
    if quantity != int(quantity) or quantity > MOST:
        raise SerialsWrong(f"{pointer}/quantity", quantity=quantity, most=MOST)
    if not listed and not first:
        raise SerialsMissing(f"{pointer}/serials", quantity=int(quantity))
    if not listed:
        return _counted_on(str(first).strip(), int(quantity), pointer)
    numbers = [number.strip() for number in listed]
    if len(set(numbers) - {"", "-"}) != quantity or len(numbers) != quantity:
        raise SerialsMissing(f"{pointer}/serials", quantity=int(quantity))
    return numbers


def _counted_on(first: str, count: int, pointer: str) -> list[str]:
    """SN-098, SN-099, SN-100: the digits at the end count, and keep their leading zeros."""
    found = _COUNTED.fullmatch(first)
    if found is None:
        raise SerialsMissing(f"{pointer}/first_serial", quantity=count)
    prefix, digits = found.groups()
    start = int(digits)
    return [f"{prefix}{start + n:0{len(digits)}}" for n in range(count)]
