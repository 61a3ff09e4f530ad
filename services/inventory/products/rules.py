"""Pure rules of products: barcodes, warranty, limits of stock, further units."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from chassis.numbers import MILLI

from ..errors import (
    BarcodeWrong,
    LimitsCrossed,
    PartOfPiece,
    QuantityInexact,
    UnitTwice,
    WarrantyWrong,
)

NONE, LIMITED, UNLIMITED = "none", "limited", "unlimited"


def check(product: dict[str, Any]) -> None:
    """Refuse a product whose fields contradict each other or themselves."""
    _check_barcode(product.get("barcode"))
    if (product["warranty"] == LIMITED) != (product.get("warranty_months") is not None):
        raise WarrantyWrong("/warranty_months")
    minimum, maximum = product.get("minimum"), product.get("maximum")
    if minimum is not None and maximum is not None and minimum > maximum:
        raise LimitsCrossed("/minimum", minimum=minimum, maximum=maximum)


def check_units(unit: str, further: Sequence[dict[str, Any]]) -> None:
    """Refuse a unit that is named twice, the stock unit included."""
    named = {unit}
    for place, each in enumerate(further):
        if each["unit"] in named:
            raise UnitTwice(f"/units/{place}/unit", unit=each["unit"])
        named.add(each["unit"])


def pieces(quantity: Decimal, factor: Decimal, pointer: str) -> Decimal:
    """A quantity in stock units, exactly; refused where it has more places than stock has."""
    exact = quantity * factor
    if exact != exact.quantize(MILLI):
        raise QuantityInexact(pointer, quantity=quantity, factor=factor)
    return exact.quantize(MILLI)


def refuse_part(product: Any, pieces: Decimal, pointer: str) -> None:
    """What has a serial number comes, goes and is used whole."""
    if product.tracking == "serial" and pieces % 1:
        raise PartOfPiece(pointer, code=product.code, pieces=pieces.normalize())


def check_digit(digits: str) -> str:
    """The 13th digit of an EAN-13 over its first twelve: weights 1 and 3 from the left."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits[:12]))
    return str(-total % 10)


def _check_barcode(barcode: str | None) -> None:
    """Thirteen digits are an EAN-13 and are checked; other codes are taken as they are."""
    if barcode and len(barcode) == 13 and barcode.isascii() and barcode.isdigit():
        digit = check_digit(barcode)
        if barcode[12] != digit:
            raise BarcodeWrong("/barcode", barcode=barcode, digit=digit)
