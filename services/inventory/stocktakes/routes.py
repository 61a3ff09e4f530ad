"""The HTTP door of stocktakes."""

from typing import Any
from uuid import UUID

from flask import Response
from sqlalchemy.orm import Session

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import reply

from . import queries
from .commands import approving, counting, sheets
from .models import Stocktake, StocktakeCount, StocktakeLine
from .schemas import (
    COUNTS,
    DIFFERENCES,
    SHEET,
    STOCKTAKES,
    Counts,
    Finish,
    NewStocktake,
    Recount,
    StocktakeApproval,
    StocktakeComment,
)

stocktakes = Door(
    "stocktakes",
    __name__,
    url_prefix="/stocktakes",
    zh="盘点:编制、盲盘、复核与批准",
    en="Stocktakes: drawn up, counted blind, approved by another",
)


def _answer(session: Session, sheet: Any, status: int = 200) -> Response:
    return reply(session, STOCKTAKES.one(session, Stocktake.id == sheet.id), status)


@stocktakes.get(
    "", needs="inventory.stocktake.read", lists=STOCKTAKES, zh="盘点单列表", en="List stocktakes"
)
def list_stocktakes() -> Response:
    with reading() as session:
        return STOCKTAKES.page(session)


@stocktakes.get(
    "/<uuid:stocktake_id>",
    needs="inventory.stocktake.read",
    gives=STOCKTAKES,
    zh="盘点单",
    en="A stocktake",
)
def get_stocktake(stocktake_id: UUID) -> Response:
    with reading() as session:
        return _answer(session, queries.stocktake_named(session, stocktake_id))


@stocktakes.get(
    "/<uuid:stocktake_id>/lines",
    needs="inventory.stocktake.read",
    lists=SHEET,
    zh="盘点明细",
    en="The sheet as its counters see it",
)
def list_lines(stocktake_id: UUID) -> Response:
    with reading() as session:
        sheet = queries.stocktake_named(session, stocktake_id)
        return SHEET.page(session, StocktakeLine.stocktake_id == sheet.id)


@stocktakes.get(
    "/<uuid:stocktake_id>/differences",
    needs="inventory.stocktake_difference.read",
    lists=DIFFERENCES,
    zh="盘点差异",
    en="The lines held against the books",
)
def list_differences(stocktake_id: UUID) -> Response:
    with reading() as session:
        sheet = queries.stocktake_named(session, stocktake_id)
        return DIFFERENCES.page(session, StocktakeLine.stocktake_id == sheet.id)


@stocktakes.get(
    "/<uuid:stocktake_id>/counts",
    needs="inventory.stocktake_difference.read",
    lists=COUNTS,
    zh="盘点记录",
    en="Every count of a sheet, those before a recount too",
)
def list_counts(stocktake_id: UUID) -> Response:
    with reading() as session:
        sheet = queries.stocktake_named(session, stocktake_id)
        return COUNTS.page(session, StocktakeCount.stocktake_id == sheet.id)


@stocktakes.post(
    "",
    needs="inventory.stocktake.create",
    takes=NewStocktake,
    gives=STOCKTAKES,
    status=201,
    zh="编制盘点单",
    en="Draw up a stocktake",
)
def draw_up(body: dict) -> Response:
    with transaction() as session:
        return _answer(session, sheets.draw_up(session, body), 201)


@stocktakes.post(
    "/<uuid:stocktake_id>/start",
    needs="inventory.stocktake.count",
    gives=STOCKTAKES,
    zh="开始盘点",
    en="Start counting",
)
def start(stocktake_id: UUID) -> Response:
    with transaction() as session:
        return _answer(session, sheets.start(session, stocktake_id))


@stocktakes.post(
    "/<uuid:stocktake_id>/counts",
    needs="inventory.stocktake.count",
    takes=Counts,
    gives=STOCKTAKES,
    keyed=True,
    zh="录入实盘数量",
    en="Enter what was counted",
)
def count_lines(body: dict, stocktake_id: UUID) -> Response:
    with transaction() as session:
        return _answer(session, counting.count_lines(session, stocktake_id, body["counts"]))


@stocktakes.post(
    "/<uuid:stocktake_id>/finish",
    needs="inventory.stocktake.count",
    takes=Finish,
    gives=STOCKTAKES,
    zh="完成盘点",
    en="Finish counting",
)
def finish(body: dict, stocktake_id: UUID) -> Response:
    with transaction() as session:
        return _answer(session, sheets.finish(session, stocktake_id, body["leave_uncounted"]))


@stocktakes.post(
    "/<uuid:stocktake_id>/recount",
    needs="inventory.stocktake.approve",
    takes=Recount,
    gives=STOCKTAKES,
    zh="复盘",
    en="Have lines counted again",
)
def recount(body: dict, stocktake_id: UUID) -> Response:
    with transaction() as session:
        sheet = sheets.recount(session, stocktake_id, body["line_ids"], body["comment"])
        return _answer(session, sheet)


@stocktakes.post(
    "/<uuid:stocktake_id>/approve",
    needs="inventory.stocktake.approve",
    takes=StocktakeApproval,
    gives=STOCKTAKES,
    keyed=True,
    zh="批准盘点",
    en="Approve a stocktake and book its differences",
)
def approve(body: dict, stocktake_id: UUID) -> Response:
    with transaction() as session:
        sheet = approving.approve(session, stocktake_id, body["unit_costs"])
        return _answer(session, sheet)


@stocktakes.post(
    "/<uuid:stocktake_id>/cancel",
    needs="inventory.stocktake.create",
    takes=StocktakeComment,
    gives=STOCKTAKES,
    zh="取消盘点",
    en="Cancel a stocktake",
)
def cancel(body: dict, stocktake_id: UUID) -> Response:
    with transaction() as session:
        return _answer(session, sheets.cancel(session, stocktake_id, body["comment"]))
