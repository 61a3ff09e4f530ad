"""What is done on approval: every difference of a sheet is booked, all in one go and once."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.bulk import update_rows
from chassis.data.database import actor
from chassis.numbers import unit
from chassis.transport.outbox import emit

from ... import events
from ...counts import rules as adjusting
from ...counts.commands import find_fewer
from ...demands.commands import serve_queue
from ...errors import CostKnown
from ...stock.commands import put_away
from ...stock.queries import lots_by_number, refuse_not_missing
from ...stock.shelf import Shelf, lock_products, open_shelf
from ...stock.slots import NONE, Source
from .. import queries, rules
from ..models import Stocktake, StocktakeLine
from .sheets import move, sheet_to_change, sum_up

Told = dict[str, Any]
Costs = dict[UUID, Decimal]


def approve(session: Session, sheet_id: UUID, stated: Sequence[Told]) -> Stocktake:
    """Book what was found more at the average and what was found fewer as an issue; of what never had
    a cost the approver states one. The youngest reservations give way, what is found serves the queue."""
    sheet = sheet_to_change(session, sheet_id)
    rules.after(sheet.status, rules.APPROVE, sheet.number)
    approver = actor(session)
    counters = queries.counters_of(session, sheet.id)
    rules.refuse_involved(approver.id, sheet.drawn_up_by, counters, sheet.number)
    lines = queries.lines_of(session, sheet.id, StocktakeLine.flag.in_(DIFFERENT))
    lines.sort(key=lambda line: (line.product_id, line.flag == rules.SHORTAGE, line.id))
    lock_products(session, {line.product_id for line in lines})
    _find_lots(session, lines)
    shelf = open_shelf(
        session,
        {line.product_id for line in lines},
        [line.lot_id for line in lines if line.lot_id],
    )
    _refuse_stale(session, sheet, shelf, lines)
    surplus = [line for line in lines if line.flag == rules.SURPLUS]
    refuse_not_missing(session, [line.lot_id for line in surplus if line.lot_id])
    costs = _costs(shelf, sheet, surplus, stated)
    rows = [_book(session, shelf, sheet, line, costs) for line in lines]
    serve_queue(session, shelf, {"code": "adjusted"})
    put_away(session, shelf)
    update_rows(session, StocktakeLine.__table__, rows)
    session.expire_all()
    sum_up(session, sheet)
    sheet.approved_by, sheet.approved_by_name = approver.id, approver.name
    sheet.approved_at, sheet.booked_on = clock.now(), clock.today()
    move(session, sheet, rules.APPROVE)
    emit(session, *(events.stock_counted(row) for row in rows), events.stocktake_approved(sheet))
    return sheet


DIFFERENT = (rules.SURPLUS, rules.SHORTAGE)


def _costs(
    shelf: Shelf, sheet: Stocktake, found: Sequence[StocktakeLine], stated: Sequence[Told]
) -> Costs:
    """The stated costs by product: one of each that was found more and never had any."""
    costs: Costs = {}
    wanted = {
        line.product_id
        for line in found
        if adjusting.needs_cost(
            shelf.slot(line.product_id, sheet.warehouse_id).pool, line.difference or NONE
        )
    }
    for place, each in enumerate(stated):
        if each["product_id"] not in wanted - costs.keys():
            raise CostKnown(f"/unit_costs/{place}/product_id")
        costs[each["product_id"]] = each["unit_cost"]
    return costs


def _find_lots(session: Session, lines: list[StocktakeLine]) -> None:
    """A lot that no book knew when it was found may have been received since."""
    unknown = [line for line in lines if line.lot_id is None]
    known = lots_by_number(session, [(line.product_id, line.lot) for line in unknown])
    for line in unknown:
        line.lot_id = known.get((line.product_id, line.lot))


def _refuse_stale(
    session: Session, sheet: Stocktake, shelf: Shelf, lines: list[StocktakeLine]
) -> None:
    """A correction after the count may be of the same pieces; and what is no longer there can't be
    missing."""
    lot_ids = [line.lot_id for line in lines if line.lot_id]
    adjusted = queries.adjusted_last(session, sheet.warehouse_id, lot_ids)
    stale = [
        line.lot
        for line in lines
        if (line.lot_id in adjusted and line.counted_at and adjusted[line.lot_id] > line.counted_at)
        or _there(shelf, sheet, line) + (line.difference or NONE) < 0
    ]
    rules.refuse_stale(stale, sheet.number)


def _there(shelf: Shelf, sheet: Stocktake, line: StocktakeLine) -> Decimal:
    slot = shelf.slot(line.product_id, sheet.warehouse_id)
    here = next((each for each in slot.lots if each.lot.id == line.lot_id), None)
    return here.available + here.held if here else NONE


def _book(
    session: Session, shelf: Shelf, sheet: Stocktake, line: StocktakeLine, stated: Costs
) -> dict[str, Any]:
    lot = shelf.lots[line.lot_id] if line.lot_id else None
    lot = lot or shelf.lot(line.product_id, line.lot, line.expiry)
    slot = shelf.slot(line.product_id, sheet.warehouse_id)
    here, difference = shelf.here(slot, lot), line.difference or NONE
    source = Source("stocktake", sheet.id, line.id, actor(session).id)
    if difference > 0:
        cost = stated.get(line.product_id)
        value = adjusting.find_more(slot, here, difference, cost, source)
    else:
        value = find_fewer(session, slot, here, -difference, source)
    booked = {"id": line.id, "lot_id": lot.id, "amount": value}
    booked |= {"unit_cost": unit(value / difference)}
    return booked | {"product_id": line.product_id, "difference": difference}
