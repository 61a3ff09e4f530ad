"""The lines of a transfer: drafted from a form, found right before they are shipped."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis.ids import new_id

from ..errors import LotNotTracked, LotUnknown, ProductUnknown, SerialUnknown
from ..products.models import Product
from ..products.queries import products_by_id
from ..products.rules import refuse_part
from ..stock.numbering import numbers_of
from ..stock.queries import lots_by_number
from ..stock.serials import TRACKED
from .models import TransferLine

Told = dict[str, Any]


def draft_lines(session: Session, transfer_id: UUID, told: list[Told]) -> list[TransferLine]:
    """Lines as they are stored; their products and serial numbers must be known, their lots need not
    have come yet."""
    products = products_by_id(session, [line["product_id"] for line in told])
    lines = []
    for place, line in enumerate(told):
        product = products.get(line["product_id"])
        if product is None:
            raise ProductUnknown(f"/lines/{place}/product_id", product=line["product_id"])
        refuse_part(product, line["quantity"], f"/lines/{place}/quantity")
        lines.append(_line(transfer_id, place, product, line))
    _refuse_unknown_serials(
        session, [line for line, row in zip(lines, told, strict=True) if row["serials"]]
    )
    return lines


def lines_told(lines: list[TransferLine]) -> list[Told]:
    """Lines as the journal keeps them."""
    return [
        {"product": line.product_code, "lots": line.lots, "quantity": line.quantity}
        for line in lines
    ]


def refuse_unknown_lots(lines: list[TransferLine], known: Mapping[tuple[UUID, str], UUID]) -> None:
    """Every lot a line names was received here some time."""
    for line in lines:
        for number in line.lots:
            if (line.product_id, number) not in known:
                raise LotUnknown(f"/lines/{line.line_no - 1}/lot", lot=number)


def _refuse_unknown_serials(session: Session, lines: list[TransferLine]) -> None:
    """A serial number is of a piece that was here some time."""
    wanted = [(line.product_id, number) for line in lines for number in line.lots]
    known = lots_by_number(session, wanted)
    for line in lines:
        for place, number in enumerate(line.lots):
            if (line.product_id, number) not in known:
                pointer = f"/lines/{line.line_no - 1}/serials/{place}"
                raise SerialUnknown(pointer, serial=number, code=line.product_code)


def _line(transfer_id: UUID, place: int, product: Product, told: Told) -> TransferLine:
    return TransferLine(
        id=new_id(),
        transfer_id=transfer_id,
        line_no=place + 1,
        product_id=product.id,
        product_code=product.code,
        product_name=product.name,
        unit=product.unit,
        lots=_lots(place, product, told),
        quantity=told["quantity"],
    )


def _lots(place: int, product: Product, told: Told) -> list[str]:
    """The lots or serial numbers a line names; none means that inventory chooses."""
    pointer = f"/lines/{place}"
    if told["serials"]:
        if product.tracking != TRACKED:
            raise LotNotTracked(f"{pointer}/serials", code=product.code)
        return numbers_of(told["quantity"], told["serials"], None, pointer)
    if told["lot"] and product.tracking == "none":
        raise LotNotTracked(f"{pointer}/lot", code=product.code)
    return [told["lot"]] if told["lot"] else []
