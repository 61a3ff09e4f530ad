"""Demo stocktakes and incoming inspections."""

from uuid import UUID

from sqlalchemy import select

from chassis.data.database import Database

from .inspections.commands.inspecting import complete_inspection, start_inspection
from .inspections.commands.plans import make_plan
from .inspections.models import Inspection
from .inspections.schemas import Findings, NewPlan
from .people import BUYER, ENGINEER, INSPECTOR, KEEPER, MANAGER
from .purchasing.commands import check_order, write_order
from .purchasing.queries import lines_of
from .purchasing.receiving import receive_goods
from .purchasing.schemas import NewOrder, NewReceipt
from .stocktakes.commands import sheets
from .stocktakes.commands.approving import approve as approve_stocktake
from .stocktakes.commands.counting import count_lines
from .stocktakes.models import Stocktake
from .stocktakes.queries import lines_of as stocktake_lines, pieces_there
from .stocktakes.schemas import NewStocktake

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
        approve_stocktake(session, sheet, {})


def inspect_arrivals(database: Database, suppliers: list[UUID], products: list[UUID]) -> None:
    """Brake pads are accepted on zero: one lot passed, one was rejected, one waits."""
    with database.transaction(ENGINEER) as session:
        form = {"product_id": str(products[0]), "aql": "0.65", "characteristics": INSPECTED}
        make_plan(session, NewPlan().load(form))
    for lot, defects in (("2026-A11", 0), ("2026-A12", 2), ("2026-A13", None)):
        _arrive(database, suppliers[0], products[0], lot)
        if defects is not None:
            with database.transaction(INSPECTOR) as session:
                waiting = session.scalars(
                    select(Inspection.id).where(Inspection.status == "waiting")
                ).one()
                start_inspection(session, waiting)
                found = [{"code": "裂纹 crack", "quantity": defects}] if defects else []
                complete_inspection(session, waiting, Findings().load({"defects": found}))


def _arrive(database: Database, supplier: UUID, product: UUID, lot: str) -> None:
    line = {"product_id": str(product), "quantity": "60", "unit_price": "96.50"}
    with database.transaction(BUYER) as session:
        form = {"supplier_id": str(supplier), "lines": [line]}
        order_id = write_order(session, NewOrder().load(form)).id
    with database.transaction(MANAGER) as session:
        check_order(session, order_id)
    with database.transaction(KEEPER) as session:
        ordered = lines_of(session, order_id)[0].id
        got = {"order_line_id": str(ordered), "quantity": "60", "lot": lot}
        form = {"purchase_order_id": str(order_id), "lines": [got]}
        receive_goods(session, NewReceipt().load(form))
