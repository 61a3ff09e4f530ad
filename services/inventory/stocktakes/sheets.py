"""Counts of a stocktake as a sheet: what was counted of each lot, under the stocktake's number.

The stocktake's own sheet goes out, is filled in, and comes in again; what has not been counted yet
stays empty.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.errors import NotFound, Refusal
from chassis.web import fields
from paper.sheets.form import Entry, Form, Outcome

from ..errors import ProductUnknown
from ..products.models import Product
from ..stock.slots import UNTRACKED, lot_said
from .commands.counting import count_lines
from .models import Stocktake, StocktakeLine
from .schemas import SHEET as COUNTED, CountIn

Named = tuple[UUID, UUID, str]
"""Stocktake, product, lot."""


class CountRow(CountIn):
    """What was counted of a lot, its product named by code."""

    class Meta(fields.Schema.Meta):
        exclude = ("line_id", "product_id", "counted_at")

    number = fields.code("盘点单号", "Stocktake no.", required=True)
    product_code = fields.code("商品编号", "Product code", required=True)
    counted = fields.quantity("实盘数量", "Counted", min="0", required=True, allow_none=True)


def write_counts(session: Session, entries: Sequence[Entry]) -> list[Outcome]:
    """Enter the counts that are others than those entered; an empty one says nothing."""
    named = _named(session, entries)
    counted = _counted(session, named)
    outcomes: list[Outcome] = []
    fresh: dict[UUID, list[int]] = {}
    for place, (entry, name) in enumerate(zip(entries, named, strict=True)):
        same = entry.told["counted"] in (None, counted.get(name))
        outcomes.append("unchanged" if same else "written")
        if not same:
            fresh.setdefault(name[0], []).append(place)
    for sheet, places in fresh.items():
        _count(session, sheet, [(place, entries[place], named[place][1]) for place in places])
    return outcomes


def _count(session: Session, sheet: UUID, rows: list[tuple[int, Entry, UUID]]) -> None:
    """A refusal about a count points to its row; one about the stocktake to its number."""
    told = [
        {name: entry.told[name] for name in ("expiry", "counted")}
        | {"product_id": product, "lot": lot_said(entry.told["lot"])}
        for _, entry, product in rows
    ]
    try:
        count_lines(session, sheet, told)
    except Refusal as refusal:
        steps = (refusal.pointer or "").strip("/").split("/")
        if steps[0] == "counts" and len(steps) > 1:
            refusal.pointer = f"/{rows[int(steps[1])][0]}/{'/'.join(steps[2:])}"
        else:
            refusal.pointer = f"/{rows[0][0]}/number"
        raise


def _named(session: Session, entries: Sequence[Entry]) -> list[Named]:
    numbers = {entry.told["number"] for entry in entries}
    query = select(Stocktake.number, Stocktake.id).where(Stocktake.number.in_(numbers))
    sheets = {row.number: row.id for row in session.execute(query)}
    codes = {entry.told["product_code"] for entry in entries}
    query = select(Product.code, Product.id).where(Product.code.in_(codes))
    products = {row.code: row.id for row in session.execute(query)}
    named = []
    for place, entry in enumerate(entries):
        number, code = entry.told["number"], entry.told["product_code"]
        if number not in sheets:
            raise NotFound(f"/{place}/number")
        if code not in products:
            raise ProductUnknown(f"/{place}/product_code", product=code)
        lot = lot_said(entry.told["lot"]) or UNTRACKED
        named.append((sheets[number], products[code], lot))
    return named


def _counted(session: Session, named: Sequence[Named]) -> dict[Named, Any]:
    line = StocktakeLine
    query = select(line.stocktake_id, line.product_id, line.lot, line.counted).where(
        line.stocktake_id.in_({sheet for sheet, _, _ in named}),
        line.product_id.in_({product for _, product, _ in named}),
    )
    return {
        (row.stocktake_id, row.product_id, row.lot): row.counted for row in session.execute(query)
    }


SHEET = Form(
    "counts",
    needs="inventory.stocktake.import",
    zh="盘点结果",
    en="Counts",
    schema=CountRow,
    key="product_code",
    beside=("number", "lot"),
    write=write_counts,
    codes=("number", "lot"),
    aliases={
        "number": ("单号", "Sheet no."),
        "product_code": ("编号", "商品代码", "货号", "Item no."),
        "lot": ("批号", "Lot number", "Batch"),
        "counted": ("盘点数量", "数量", "Quantity"),
    },
    shape=COUNTED,
    reads="inventory.stocktake.read",
    chunk=2000,
)
