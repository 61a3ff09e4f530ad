"""Received serial numbers: a line of so many pieces becomes one line per number."""

from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from ..errors import LotNotTracked
from ..products.models import Product
from ..stock.numbering import numbers_of
from ..stock.queries import refuse_known_serials
from ..stock.serials import TRACKED
from ..stock.slots import UNTRACKED

Told = dict[str, Any]


def spread_out(session: Session, product: Product, line: Told, pointer: str) -> list[Told]:
    """One line per piece of a product tracked by serial number, its lot the number; any other line
    as it is."""
    listed, first = line.pop("serials", None), line.pop("first_serial", None)
    if product.tracking != TRACKED:
        if listed or first:
            raise LotNotTracked(f"{pointer}/serials", code=product.code)
        return [line | {"batch": None}]
    numbers = numbers_of(line["quantity"], listed, first, pointer)
    wanted = dict.fromkeys(((product.id, number) for number in numbers), f"{pointer}/serials")
    refuse_known_serials(session, wanted, {product.id: product.code})
    batch = None if line["lot"] in ("", UNTRACKED) else line["lot"]
    one = line | {"quantity": Decimal(1), "batch": batch}
    return [one | {"lot": number} for number in numbers]
