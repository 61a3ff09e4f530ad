"""Pure rules of products: barcodes, warranty, limits of stock."""

from typing import Any

from ..errors import BarcodeWrong, LimitsCrossed, WarrantyWrong

NONE, LIMITED, UNLIMITED = "none", "limited", "unlimited"


def check(product: dict[str, Any]) -> None:
    """Refuse a product whose fields contradict each other or themselves."""
    _check_barcode(product.get("barcode"))
    if (product["warranty"] == LIMITED) != (product.get("warranty_months") is not None):
        raise WarrantyWrong("/warranty_months")
    minimum, maximum = product.get("minimum"), product.get("maximum")
    if minimum is not None and maximum is not None and minimum > maximum:
        raise LimitsCrossed("/minimum", minimum=minimum, maximum=maximum)


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
