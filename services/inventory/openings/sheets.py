"""Opening balances as a sheet: a row per lot, one document per warehouse, to be signed by another."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.errors import Refusal
from chassis.web import fields
from paper.sheets.form import Entry, Form, Outcome

from ..errors import ProductUnknown, WarehouseUnknown
from ..products.models import Product
from ..stock.slots import UNTRACKED, lot_said
from ..warehouses.models import Warehouse
from ..warehouses.queries import warehouse_named
from .commands import propose_opening
from .models import Opening, OpeningLine
from .rules import REJECTED
from .schemas import OPENING_LINES, NewOpeningLine

MOST = 20_000
Slot = tuple[UUID, UUID, str]
"""Warehouse, product, lot."""


class OpeningRow(NewOpeningLine):
    """Pieces of one lot in a warehouse, named by their codes."""

    class Meta(fields.Schema.Meta):
        exclude = ("product_id",)

    product_code = fields.code("商品编号", "Product code", required=True)
    warehouse_code = fields.code("仓库编号", "Warehouse code", allow_none=True, load_default=None)


def write_openings(session: Session, entries: Sequence[Entry]) -> list[Outcome]:
    """Propose what no opening balance says yet, one per warehouse; of each product all lots at once."""
    slots = _slots(session, entries)
    there = _opened(session, {product for _, product, _ in slots})
    outcomes: list[Outcome] = []
    fresh: dict[UUID, list[int]] = {}
    for place, (entry, slot) in enumerate(zip(entries, slots, strict=True)):
        same = slot in there and _says(entry.told, there[slot])
        outcomes.append("unchanged" if same else "written")
        if not same:
            fresh.setdefault(slot[0], []).append(place)
    for warehouse, places in fresh.items():
        lines = [
            entries[place].told
            | {"product_id": slots[place][1], "lot": lot_said(entries[place].told["lot"])}
            for place in places
        ]
        _propose(session, {"warehouse_id": warehouse, "remark": None, "lines": lines}, places)
    return outcomes


def _propose(session: Session, told: dict[str, Any], places: list[int]) -> None:
    """A refusal about a line points to its row."""
    try:
        propose_opening(session, told)
    except Refusal as refusal:
        _, _, pointer = (refusal.pointer or "").partition("/lines/")
        number, _, name = pointer.partition("/")
        if number.isdigit():
            refusal.pointer = f"/{places[int(number)]}/{name}"
        raise


def _slots(session: Session, entries: Sequence[Entry]) -> list[Slot]:
    products = _by_code(session, Product, {entry.told["product_code"] for entry in entries})
    warehouses = _by_code(session, Warehouse, {e.told["warehouse_code"] for e in entries} - {None})
    default = warehouse_named(session, None).id
    slots = []
    for place, entry in enumerate(entries):
        code, warehouse = entry.told["product_code"], entry.told["warehouse_code"]
        if code not in products:
            raise ProductUnknown(f"/{place}/product_code", product=code)
        if warehouse is not None and warehouse not in warehouses:
            raise WarehouseUnknown(f"/{place}/warehouse_code", warehouse=warehouse)
        lot = lot_said(entry.told["lot"]) or UNTRACKED
        slots.append((warehouses[warehouse] if warehouse else default, products[code], lot))
    return slots


def _opened(session: Session, products: set[UUID]) -> dict[Slot, OpeningLine]:
    """What opening balances say already of these products, but for rejected ones."""
    query = select(Opening.warehouse_id, OpeningLine).join(Opening)
    query = query.where(Opening.status != REJECTED, OpeningLine.product_id.in_(products))
    rows = session.execute(query)
    return {(warehouse, line.product_id, line.lot): line for warehouse, line in rows}


def _says(told: Mapping[str, Any], line: OpeningLine) -> bool:
    same = told["quantity"] == line.quantity and told["expiry"] == line.expiry
    worth = told["value"] in (None, line.value) and told["unit_cost"] in (None, line.unit_cost)
    return same and worth


def _by_code(session: Session, kind: Any, codes: set[str]) -> dict[Any, UUID]:
    rows = session.execute(select(kind.code, kind.id).where(kind.code.in_(codes)))
    return {row.code: row.id for row in rows}


def not_rejected(session: Session) -> list[Any]:
    """What goes out can be brought in again, where it would be proposed."""
    return [Opening.status != REJECTED]


SHEET = Form(
    "openings",
    needs="inventory.opening.import",
    zh="期初库存",
    en="Opening balances",
    schema=OpeningRow,
    key="product_code",
    beside=("warehouse_code", "lot"),
    write=write_openings,
    codes=("warehouse_code", "lot"),
    aliases={
        "product_code": ("编号", "商品代码", "货号", "Item no."),
        "warehouse_code": ("仓库", "Warehouse"),
        "lot": ("批号", "Batch"),
        "expiry": ("失效日期", "到期日", "Expires on"),
        "quantity": ("库存数量", "期初数量", "On hand"),
        "unit_cost": ("成本价", "成本单价"),
        "value": ("库存总金额", "期初金额", "Amount"),
    },
    shape=OPENING_LINES,
    reads="inventory.opening.read",
    within=not_rejected,
    chunk=MOST,
    most=MOST,
)
