"""Received serial numbers: a line of so many pieces becomes one line per number."""

from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import LotNotTracked, SerialKnown
from ..products.models import Product
from ..stock.models import Serial
from ..stock.numbering import numbers_of
from ..stock.serials import HERE, TRACKED, WITH_CUSTOMER
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
    _refuse_known(session, product, numbers, pointer)
    batch = None if line["lot"] in ("", UNTRACKED) else line["lot"]
    one = line | {"quantity": Decimal(1), "batch": batch}
    return [one | {"lot": number} for number in numbers]


def _refuse_known(session: Session, product: Product, numbers: list[str], pointer: str) -> None:
    """A piece is received once; one that went back to its supplier may come again."""
    known = select(Serial.number).where(
        Serial.product_id == product.id,
        Serial.number.in_(numbers),
        Serial.state.in_([*HERE, WITH_CUSTOMER]),
    )
    number = session.scalars(known.order_by(Serial.number).limit(1)).first()
    if number is not None:
        raise SerialKnown(f"{pointer}/serials", serial=number, code=product.code)
