"""Demo stocktakes, incoming inspections and serial numbers."""

from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.data.database import Database
from chassis.jobs import desk
from paper.sheets.gate import CSV
from paper.sheets.importing import CHECK, IMPORT

from .inspections.commands.disposing import concede, scrap, sort_good
from .inspections.commands.inspecting import complete_inspection, start_inspection
from .inspections.commands.plans import make_plan
from .inspections.models import Inspection
from .inspections.schemas import Disposal, Findings, NewPlan
from .people import BUYER, ENGINEER, INSPECTOR, KEEPER, MANAGER, QUALITY_MANAGER
from .products.commands import register_product
from .products.prices import SHEET as PRICES
from .products.schemas import NewProduct
from .purchasing.commands import check_order, write_order
from .purchasing.queries import lines_of
from .purchasing.schemas import NewOrder
from .receiving.commands import receive_goods
from .receiving.schemas import NewReceipt
from .stock.commands import use_stock
from .stock.schemas import NewUse
from .stocktakes.commands import sheets
from .stocktakes.commands.approving import approve as approve_stocktake
from .stocktakes.commands.counting import count_lines
from .stocktakes.models import Stocktake
from .stocktakes.queries import lines_of as stocktake_lines, pieces_there
from .stocktakes.schemas import NewStocktake

Told = dict[str, Any]

INSPECTED = "外观、厚度 12.0–12.3 mm、剪切强度 Appearance, thickness 12.0–12.3 mm, shear strength"


def take_stock(database: Database, products: list[UUID]) -> None:
    """The brakes were counted, one pad more and two discs fewer, and approved; oil is being counted."""
    with database.transaction(KEEPER) as session:
        form = NewStocktake().load({"category": "制动 Brakes", "remark": "月末盘点 Month-end"})
        sheet = sheets.draw_up(session, form).id
        sheets.start(session, sheet)
        lines = stocktake_lines(session, sheet)
        off = {products[0]: 1, products[1]: -2}
        where = session.get_one(Stocktake, sheet).warehouse_id
        lots = {line.id: line.lot_id for line in lines if line.lot_id}
        there = pieces_there(session, where, lots.values())
        counts = [
            {"line_id": line.id, "counted": there[lots[line.id]] + off.pop(line.product_id, 0)}
            for line in lines
        ]
        count_lines(session, sheet, counts)
        sheets.finish(session, sheet, False)
        rest = NewStocktake().load({"product_ids": [str(products[3])], "blind": False})
        sheets.start(session, sheets.draw_up(session, rest).id)
    with database.transaction(MANAGER) as session:
        approve_stocktake(session, sheet, [])


# lot, defects found of it (none: accepted; nothing: not that far), what became of a rejected one
ARRIVALS: list[tuple[str, int | None, str | None]] = [
    ("2026-A11", 0, None),
    ("2026-A12", 2, None),
    ("2026-A14", 1, "conceded"),
    ("2026-A15", 3, "settled"),
    ("2026-A16", None, "inspecting"),
    ("2026-A13", None, None),
]


def inspect_arrivals(database: Database, suppliers: list[UUID], products: list[UUID]) -> None:
    """Brake pads are accepted on zero: one lot passed, one is rejected, one was conceded, one sorted
    and scrapped, one is being inspected, one waits."""
    with database.transaction(ENGINEER) as session:
        form = {"product_id": str(products[0]), "aql": "0.65", "characteristics": INSPECTED}
        make_plan(session, NewPlan().load(form))
    for lot, defects, after in ARRIVALS:
        line: Told = {"product_id": str(products[0]), "quantity": "60", "unit": "套 set"}
        arrive(database, suppliers[0], line | {"unit_price": "96.50"}, {"lot": lot})
        if defects is not None or after:
            _inspect(database, defects, after)


def _inspect(database: Database, defects: int | None, after: str | None) -> None:
    with database.transaction(INSPECTOR) as session:
        waiting = session.scalars(select(Inspection.id).where(Inspection.status == "waiting")).one()
        start_inspection(session, waiting)
        if defects is not None:
            found = [{"code": "裂纹 crack", "quantity": defects}] if defects else []
            complete_inspection(session, waiting, Findings().load({"defects": found}))
        if after == "settled":
            good = {"quantity": "52", "reason": "全检挑选 Sorted one by one"}
            sort_good(session, waiting, Disposal().load(good))
    if after == "conceded":
        with database.transaction(QUALITY_MANAGER) as session:
            concede(session, waiting, "裂纹仅在涂层 The crack is in the coating only")
    if after == "settled":
        with database.transaction(MANAGER) as session:
            bad = {"quantity": "8", "reason": "裂纹贯通 Cracked through"}
            scrap(session, waiting, Disposal().load(bad))


SERIAL_PRODUCT: Told = {
    "code": "EC-700",
    "name": "电控单元 Electronic control unit",
    "model": "EC-700B",
    "unit": "台 piece",
    "category": "底盘 Chassis",
    "tracking": "serial",
    "warranty": "limited",
    "warranty_months": 36,
    "sale_price": "1280.00",
}


def register_serials(database: Database, suppliers: list[UUID]) -> None:
    """Eight control units of one batch, each by its number; one is used in the house."""
    with database.transaction(MANAGER) as session:
        product = register_product(session, NewProduct().load(SERIAL_PRODUCT))
    line: Told = {"product_id": str(product), "quantity": "8", "unit_price": "760.00"}
    arrive(database, suppliers[0], line, {"lot": "EC-2026-01", "first_serial": "EC700-26-0001"})
    with database.transaction(KEEPER) as session:
        used = {"product_id": str(product), "lot": "EC700-26-0008", "quantity": "1"}
        use_stock(session, NewUse().load(used | {"reason": "检测台 Test bench"}))


def check_prices(database: Database) -> None:
    """The buyer had next year's price list checked, which names a product that is not there."""
    content = "商品编号,销售价\nBP-100,172.00\nBD-200,245.00\nBP-101,168.00\n".encode()
    named = {"file_name": "价目表 Prices.csv", "content_hash": sha256(content).hexdigest()}
    told = {"mode": CHECK, "kind": CSV}
    with database.transaction(BUYER) as session:
        desk.ask(session, IMPORT, PRICES.name, told, BytesIO(content), **named)


def arrive(database: Database, supplier: UUID, line: Told, told: Told) -> None:
    """Goods of one line are ordered, checked and received by three people."""
    with database.transaction(BUYER) as session:
        form = {"supplier_id": str(supplier), "lines": [line]}
        order_id = write_order(session, NewOrder().load(form)).id
    with database.transaction(MANAGER) as session:
        check_order(session, order_id)
    with database.transaction(KEEPER) as session:
        ordered = lines_of(session, order_id)[0].id
        got = {"order_line_id": str(ordered), "quantity": line["quantity"]} | told
        form = {"purchase_order_id": str(order_id), "lines": [got]}
        receive_goods(session, NewReceipt().load(form))
