"""Counts of a stocktake as a sheet: what was counted of each lot, under the stocktake's number."""

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
from ..stock.slots import UNTRACKED
from .commands.counting import count_lines
from .models import Stocktake, StocktakeLine
from .schemas import CountIn

Named = tuple[UUID, UUID, str]
"""Stocktake, product, lot."""


class CountRow(CountIn):
    """What was counted of a lot, its product named by code."""

    class Meta(fields.Schema.Meta):
        exclude = ("line_id", "product_id", "counted_at")

    number = fields.text("盘点单号", "Stocktake no.", max=40, required=True)
    product_code = fields.text("商品编号", "Product code", max=40, required=True)


def write_counts(session: Session, entries: Sequence[Entry]) -> list[Outcome]:
    """Enter the counts that are others than those entered."""
    named = _named(session, entries)
    counted = _counted(session, {sheet for sheet, _, _ in named})
    outcomes: list[Outcome] = []
    fresh: dict[UUID, list[int]] = {}
    for place, (entry, name) in enumerate(zip(entries, named, strict=True)):
        same = counted.get(name) == entry.told["counted"]
        outcomes.append("unchanged" if same else "written")
        if not same:
            fresh.setdefault(name[0], []).append(place)
    for sheet, places in fresh.items():
        _count(session, sheet, [(place, entries[place], named[place][1]) for place in places])
    return outcomes


def _count(session: Session, sheet: UUID, rows: list[tuple[int, Entry, UUID]]) -> None:
    """A refusal about a count points to its row; one about the stocktake to its number."""
    told = [
        {name: entry.told[name] for name in ("lot", "expiry", "counted")} | {"product_id": product}
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
        lot = (entry.told["lot"] or "").strip() or UNTRACKED
        named.append((sheets[number], products[code], lot))
    return named


def _counted(session: Session, sheets: set[UUID]) -> dict[Named, Any]:
    lines = session.scalars(select(StocktakeLine).where(StocktakeLine.stocktake_id.in_(sheets)))
    return {(line.stocktake_id, line.product_id, line.lot): line.counted for line in lines}


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
    chunk=2000,
)
