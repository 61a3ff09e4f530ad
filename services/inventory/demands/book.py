"""The book of demands: orders with their lines, read under their row locks and written in bulk.

Locks have one order everywhere: products first, then orders by id. Whoever reads an order here may
state it whole, for nobody else can change a line of it before the commit.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from chassis import clock
from chassis.data.bulk import insert_rows, update_rows

from ..stock import models as stock_models
from ..stock.ledger import name_of
from . import models
from .orders import Demand, Issue, Line

demands, demand_lines = models.Demand.__table__, models.DemandLine.__table__
allotments = models.Allotment.__table__
issues = stock_models.Issue.__table__
_HEAD = [
    demands.c[n]
    for n in [
        "id",
        "state",
        "number",
        "customer_id",
        "customer_name",
        "queued_at",
        "version",
        "kind",
        "told",
    ]
]
_LINE = [
    demand_lines.c[n]
    for n in [
        "id",
        "product_id",
        "warehouse_id",
        "lot",
        "ordered",
        "reserved",
        "issued",
        "cancelled",
        "order_id",
        "serials",
        "numbered",
    ]
]
_ALLOTTED = [allotments.c[n] for n in ["line_id", "lot", "waived", "quantity"]]


def read_demands(session: Session, order_ids: Iterable[UUID]) -> dict[UUID, Demand]:
    """Those of these orders that are known, locked until the commit, each with all its lines."""
    wanted = sorted(set(order_ids))
    if not wanted:
        return {}
    heads = select(*_HEAD).where(demands.c.id.in_(wanted)).order_by(demands.c.id)
    known = {row.id: _demand(row) for row in session.execute(heads.with_for_update())}
    lines = select(*_LINE).where(demand_lines.c.order_id.in_(list(known)))
    numbered = {}
    for row in session.execute(lines.order_by(demand_lines.c.id)) if known else ():
        demand = known[row.order_id]
        line = Line(row[0], demand, *row[1:8])
        line.serials = tuple(row.serials or ())
        demand.lines.append(line)
        if row.numbered:
            numbered[line.id] = line
    _read_allotments(session, numbered)
    for demand in known.values():
        demand.stated = demand.position()
    return known


def _read_allotments(session: Session, lines: dict[UUID, Line]) -> None:
    """What lines have reserved of lots by their number; most lines have nothing."""
    query = select(*_ALLOTTED).where(allotments.c.line_id.in_(list(lines)))
    for line_id, lot, waived, quantity in session.execute(query) if lines else ():
        numbers = lines[line_id].waived if waived else lines[line_id].allotted
        numbers[lot] = quantity


def _demand(row: Any) -> Demand:
    *head, told = row
    demand = Demand(*head)
    demand.told = told
    return demand


def write_demands(session: Session, changed: Iterable[Demand]) -> None:
    """Store orders and lines that changed; each such order gets its next version."""
    orders = [demand for demand in changed if demand.changed]
    for demand in orders:
        demand.version += 1
    fresh = [demand for demand in orders if demand.fresh]
    known = [demand for demand in orders if not demand.fresh]
    _insert_orders(session, fresh)
    update_rows(session, demands, [{n: getattr(x, n) for n in _STEPS} for x in known])
    lines = [line for each in known for line in each.lines if line.changed]
    insert_rows(session, demand_lines, [_line(x) | _moved(x) for x in lines if x.fresh])
    update_rows(session, demand_lines, [_moved(x) for x in lines if not x.fresh])
    _write_allotments(session, [line for each in orders for line in each.lines if line.renumbered])
    for demand in orders:
        demand.fresh = demand.changed = False
        for line in demand.lines:
            line.changed = line.fresh = False


def _write_allotments(session: Session, lines: list[Line]) -> None:
    if not lines:
        return
    mine = [line.id for line in lines]
    session.execute(delete(allotments).where(allotments.c.line_id.in_(mine)))
    rows = [
        {"line_id": line.id, "lot": lot, "waived": waived, "quantity": quantity}
        for line in lines
        for waived, numbers in ((False, line.allotted), (True, line.waived))
        for lot, quantity in numbers.items()
    ]
    insert_rows(session, allotments, rows)
    for line in lines:
        line.renumbered = False


def write_issues(session: Session, made: list[Issue]) -> None:
    """Store issue documents; what they took stands in the ledger."""
    now, today = clock.now(), clock.today()
    rows = [
        {
            "id": issue.id,
            "version": 1,
            "kind": issue.kind,
            "warehouse_id": issue.warehouse_id,
            "issued_on": today,
            "order_id": issue.demand.id,
            "order_number": issue.demand.number,
            "customer_id": issue.demand.customer_id,
            "customer_name": issue.demand.customer_name,
            "operator": issue.operator,
            "operator_name": name_of(session, issue.operator),
            "created_at": now,
        }
        for issue in made
    ]
    insert_rows(session, issues, rows)


_STEPS = ("id", "state", "version", "told", "queued_at")


def _insert_orders(session: Session, fresh: list[Demand]) -> None:
    if not fresh:
        return
    now = clock.now()
    insert_rows(session, demands, [_head(demand) | {"created_at": now} for demand in fresh])
    rows = [_line(line) | _moved(line) for demand in fresh for line in demand.lines]
    insert_rows(session, demand_lines, rows)


def _head(demand: Demand) -> dict[str, Any]:
    return {column.name: getattr(demand, column.name) for column in _HEAD}


def _line(line: Line) -> dict[str, Any]:
    return {
        "order_id": line.order.id,
        "product_id": line.product_id,
        "warehouse_id": line.warehouse_id,
        "lot": line.lot,
        "serials": list(line.serials) or None,
    }


def _moved(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "queued_at": line.order.queued_at,
        "ordered": line.ordered,
        "reserved": line.reserved,
        "issued": line.issued,
        "cancelled": line.cancelled,
        "backordered": line.backordered,
        "numbered": line.numbered,
    }
