"""What is done to count: each line is held against what the ledger had at the moment of its count."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.bulk import insert_rows, update_rows
from chassis.data.database import actor
from chassis.data.journal import record
from chassis.ids import new_id

from ...errors import CountNamesNothing, ProductUnknown, StocktakeLineUnknown
from ...products.models import Product
from ...products.queries import products_by_id
from ...stock.queries import lots_by_number
from ...stock.shelf import lock_products
from ...stock.slots import NONE
from .. import queries, rules
from ..models import Stocktake, StocktakeCount, StocktakeLine
from .sheets import lock_sheets, move, new_line, refuse_overlap, sheet_to_change, sum_up

Told = dict[str, Any]
Counted = list[tuple[StocktakeLine, Told, str]]
LINES, COUNTS = StocktakeLine.__table__, StocktakeCount.__table__


def count_lines(session: Session, sheet_id: UUID, entries: Sequence[Told]) -> Stocktake:
    """Enter what was counted, for lines of the sheet or for what was found beside it.

    An entry names `line_id`, or `product_id` with `lot` (and `expiry`), and says `counted` and when
    (`counted_at`, None for now). Any number of them is taken at once.
    """
    sheet = sheet_to_change(session, sheet_id)
    rules.after(sheet.status, rules.COUNT, sheet.number)
    lock_sheets(session, sheet.warehouse_id)
    counted = _lines(session, sheet, entries)
    products = {line.product_id for line, _, _ in counted}
    lock_products(session, products)
    _check(session, sheet, counted)
    now = clock.now()
    rows = _held_against_the_books(session, sheet, counted, now)
    update_rows(session, LINES, rows)
    insert_rows(session, COUNTS, [_on_record(sheet, row) for row in rows])
    session.expire_all()
    sum_up(session, sheet)
    entered = {str(row["id"]): row["counted"] for row in rows}
    record(session, f"stocktake/{sheet.id}", None, {"counted": entered})
    return move(session, sheet, rules.COUNT)


def _lines(session: Session, sheet: Stocktake, entries: Sequence[Told]) -> Counted:
    """The line of each entry; what was found beside the sheet gets one."""
    named = [entry["line_id"] for entry in entries if entry.get("line_id")]
    by_id = {line.id: line for line in _by_id(session, sheet, named)}
    found = _found(session, sheet, entries)
    counted: Counted = []
    seen: set[UUID] = set()
    for place, entry in enumerate(entries):
        pointer = f"/counts/{place}"
        line = by_id.get(entry["line_id"]) if entry.get("line_id") else found[place]
        wrong = _wrong_name(line, entry, seen)
        if line is None or wrong:
            raise StocktakeLineUnknown(f"{pointer}/{wrong}", line=entry[wrong], number=sheet.number)
        seen.add(line.id)
        counted.append((line, entry, pointer))
    return counted


def _wrong_name(line: StocktakeLine | None, entry: Told, seen: set[UUID]) -> str:
    """The field of an entry that doesn't fit its line, if there is one."""
    if line is None or line.id in seen:
        return "line_id" if entry.get("line_id") else "product_id"
    if (entry.get("product_id") or line.product_id) != line.product_id:
        return "product_id"
    return "lot" if (entry.get("lot") or line.lot) != line.lot else ""


def _by_id(session: Session, sheet: Stocktake, line_ids: list[UUID]) -> list[StocktakeLine]:
    if not line_ids:
        return []
    return queries.lines_of(session, sheet.id, StocktakeLine.id.in_(line_ids))


def _found(session: Session, sheet: Stocktake, entries: Sequence[Told]) -> dict[int, StocktakeLine]:
    """Lines by product and lot, made where the sheet has none: a lot that no book knows included."""
    beside = {place: each for place, each in enumerate(entries) if not each.get("line_id")}
    keys = _keys(session, beside)
    known = queries.counted_lines(session, sheet.id, set(keys.values()))
    fresh = {key: beside[place] for place, key in keys.items() if key not in known}
    lots = lots_by_number(session, fresh)
    for (product_id, lot), entry in fresh.items():
        told = new_line(sheet.id, product_id, lots.get((product_id, lot)), lot, entry.get("expiry"))
        known[product_id, lot] = StocktakeLine(**told | {"found": True})
    session.add_all(known[key] for key in fresh)
    session.flush()
    if fresh:
        refuse_overlap(session, sheet)
    return {place: known[key] for place, key in keys.items()}


def _keys(session: Session, beside: dict[int, Told]) -> dict[int, tuple[UUID, str]]:
    named = [each["product_id"] for each in beside.values() if each.get("product_id")]
    products = products_by_id(session, named)
    keys = {}
    for place, entry in beside.items():
        pointer, product_id = f"/counts/{place}", entry.get("product_id")
        if product_id is None:
            raise CountNamesNothing(pointer)
        if product_id not in products:
            raise ProductUnknown(f"{pointer}/product_id", product=product_id)
        lot = rules.lot_named(products[product_id], entry.get("lot"), pointer)
        keys[place] = (product_id, lot)
    return keys


def _check(session: Session, sheet: Stocktake, counted: Counted) -> None:
    products: dict[UUID, Product] = products_by_id(
        session, [line.product_id for line, _, _ in counted]
    )
    started, now = sheet.started_at or sheet.created_at, clock.now()
    for line, entry, pointer in counted:
        product = products[line.product_id]
        rules.refuse_second_serial(product, entry["counted"], pointer)
        rules.refuse_time(entry.get("counted_at") or now, started, now, pointer)


def _held_against_the_books(
    session: Session, sheet: Stocktake, counted: Counted, now: datetime
) -> list[Told]:
    """Book quantity, difference and its worth per line. The products are locked, so nothing moves
    between reading and entering."""
    lot_ids = [line.lot_id for line, _, _ in counted if line.lot_id]
    there = queries.pieces_there(session, sheet.warehouse_id, lot_ids)
    dated = [entry["counted_at"] for _, entry, _ in counted if entry.get("counted_at")]
    since = queries.moved_since(session, sheet.warehouse_id, lot_ids, min(dated)) if dated else {}
    pools = queries.pools_of(session, {line.product_id for line, _, _ in counted})
    who, rows = actor(session), []
    for line, entry, _ in counted:
        at = entry.get("counted_at") or now
        book = there.get(line.lot_id, NONE) if line.lot_id else NONE
        book = rules.book_at(book, since.get(line.lot_id, ()) if line.lot_id else (), at)
        difference = entry["counted"] - book
        unit_cost, amount = rules.worth(pools.get(line.product_id), difference)
        row = {"id": line.id, "book": book, "counted": entry["counted"], "difference": difference}
        row |= {"unit_cost": unit_cost, "amount": amount, "flag": rules.flag_of(difference)}
        row |= {"times": line.times + 1, "counted_at": at, "counted_on": clock.day_of(at)}
        rows.append(row | {"counter": who.id, "counter_name": who.name})
    return rows


def _on_record(sheet: Stocktake, row: Told) -> Told:
    same = ("book", "counted", "counted_at", "counter", "counter_name")
    told = {"id": new_id(), "stocktake_id": sheet.id, "line_id": row["id"], "nth": row["times"]}
    return told | {name: row[name] for name in same}
