"""What is done to a sheet: draw it up, start, finish, send lines back to be recounted, cancel."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.bulk import insert_rows
from chassis.data.database import actor, lock
from chassis.data.journal import record
from chassis.errors import NotFound
from chassis.ids import new_id
from paper.series import next_number

from ...categories.queries import category_named
from ...errors import StocktakeEmpty, StocktakeLineUnknown, StocktakeOverlaps
from ...products.queries import product_named
from ...stock.slots import NIL
from ...warehouses.queries import warehouse_named
from .. import queries, rules
from ..models import Stocktake, StocktakeLine

Told = dict[str, Any]
BLANK = dict.fromkeys(("book", "counted", "difference", "unit_cost", "amount"))
BLANK |= dict.fromkeys(("counted_at", "counted_on", "counter", "counter_name"))


def draw_up(session: Session, told: Told) -> Stocktake:
    """List what a warehouse should have of a category and all below it, or of some products, a line
    per lot."""
    for place, product_id in enumerate(told["product_ids"]):
        product_named(session, product_id, f"/product_ids/{place}")
    warehouse_id = warehouse_named(session, told["warehouse_id"]).id
    category = category_named(session, told["category"]) if told["category"] else None
    lock_sheets(session, warehouse_id)
    found = queries.to_count(session, warehouse_id, category, told["product_ids"])
    if not found:
        raise StocktakeEmpty
    sheet = _sheet(session, warehouse_id, told, len(found))
    sheet.category = category and category.name
    sheet.number = next_number(session, "ST", clock.today())
    session.add(sheet)
    session.flush()
    rows = [new_line(sheet.id, *each) for each in found]
    insert_rows(session, StocktakeLine.__table__, rows)
    refuse_overlap(session, sheet)
    after = {"number": sheet.number, "category": sheet.category, "lines": sheet.line_count}
    record(session, f"stocktake/{sheet.id}", None, after)
    return sheet


def start(session: Session, sheet_id: UUID) -> Stocktake:
    """Counting begins; from now on a count may be dated."""
    sheet = sheet_to_change(session, sheet_id)
    sheet.started_at = clock.now()
    return move(session, sheet, rules.START)


def finish(session: Session, sheet_id: UUID, leave_uncounted: bool) -> Stocktake:
    """Everything is counted, or left uncounted on purpose; the differences can be judged."""
    sheet = sheet_to_change(session, sheet_id)
    rules.after(sheet.status, rules.FINISH, sheet.number)
    left = sheet.line_count - sheet.counted_lines
    rules.refuse_uncounted(left, leave_uncounted, sheet.number)
    sheet.finished_by, sheet.finished_by_name = actor(session).id, actor(session).name
    sheet.finished_at = clock.now()
    return move(session, sheet, rules.FINISH)


def recount(session: Session, sheet_id: UUID, line_ids: list[UUID], comment: str) -> Stocktake:
    """Lines that are doubted are counted again; what was counted before stays on record."""
    sheet = sheet_to_change(session, sheet_id)
    rules.after(sheet.status, rules.RECOUNT, sheet.number)
    lines = queries.lines_of(session, sheet.id, StocktakeLine.id.in_(line_ids))
    known = {line.id for line in lines}
    for place, line_id in enumerate(line_ids):
        if line_id not in known or line_id in line_ids[:place]:
            raise StocktakeLineUnknown(f"/line_ids/{place}", line=line_id, number=sheet.number)
    for line in lines:
        line.flag = rules.UNCOUNTED
        for name, nothing in BLANK.items():
            setattr(line, name, nothing)
    session.flush()
    sum_up(session, sheet)
    return move(session, sheet, rules.RECOUNT, comment)


def cancel(session: Session, sheet_id: UUID, comment: str) -> Stocktake:
    """Nothing of a sheet is booked."""
    return move(session, sheet_to_change(session, sheet_id), rules.CANCEL, comment)


def sheet_to_change(session: Session, sheet_id: UUID) -> Stocktake:
    """A sheet under its row lock."""
    sheet = session.get(Stocktake, sheet_id, with_for_update=True)
    if sheet is None:
        raise NotFound
    return sheet


def lock_sheets(session: Session, warehouse_id: UUID) -> None:
    """Wait until nobody else writes lines on sheets of a warehouse."""
    lock(session, [f"stocktakes/{warehouse_id}"])


def refuse_overlap(session: Session, sheet: Stocktake) -> None:
    """A lot stands on one open sheet of its warehouse only."""
    twice = queries.open_elsewhere(session, sheet)
    if twice:
        raise StocktakeOverlaps(product=twice.code, lot=twice.lot, number=twice.number)


def new_line(
    sheet_id: UUID, product_id: UUID, lot_id: UUID | None, number: str, expiry: Any
) -> Told:
    """A line as it stands before anybody counted."""
    told: Told = {
        "id": new_id(),
        "stocktake_id": sheet_id,
        "product_id": product_id,
        "lot_id": lot_id,
    }
    told |= {"lot": number, "expiry": expiry, "found": False, "times": 0}
    return told | {"flag": rules.UNCOUNTED}


def sum_up(session: Session, sheet: Stocktake) -> None:
    """Count the sheet's lines by what was found."""
    totals = queries.totals(session, sheet.id)
    lines = {flag: row.lines for flag, row in totals.items()}
    worth = {flag: row.amount or NIL for flag, row in totals.items()}
    sheet.line_count = sum(lines.values())
    sheet.counted_lines = sheet.line_count - lines.get(rules.UNCOUNTED, 0)
    sheet.surplus_lines = lines.get(rules.SURPLUS, 0)
    sheet.shortage_lines = lines.get(rules.SHORTAGE, 0)
    sheet.surplus = worth.get(rules.SURPLUS, NIL)
    sheet.shortage = worth.get(rules.SHORTAGE, NIL)


def move(session: Session, sheet: Stocktake, verb: str, comment: str = "") -> Stocktake:
    """Bring a sheet to the state after a verb, and say why where somebody did."""
    before, sheet.status = sheet.status, rules.after(sheet.status, verb, sheet.number)
    sheet.comment = comment or sheet.comment
    sheet.version += 1
    session.flush()
    change = {"status": before}, {"status": sheet.status}
    record(session, f"stocktake/{sheet.id}", *change, comment)
    return sheet


def _sheet(session: Session, warehouse_id: UUID, told: Told, lines: int) -> Stocktake:
    drawer = actor(session)
    return Stocktake(
        id=new_id(),
        version=1,
        status=rules.DRAWN_UP,
        warehouse_id=warehouse_id,
        blind=told["blind"],
        remark=told["remark"],
        line_count=lines,
        counted_lines=0,
        surplus_lines=0,
        shortage_lines=0,
        surplus=NIL,
        shortage=NIL,
        drawn_up_by=drawer.id,
        drawn_up_by_name=drawer.name,
        created_at=clock.now(),
    )
