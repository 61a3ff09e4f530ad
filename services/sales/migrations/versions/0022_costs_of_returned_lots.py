"""Return lines keep what each of their lots cost, and of which lots their judged pieces are.

Of which lots those were that had been judged before, nothing says: sales had not kept it, and facts that
took effect are not kept. So of a line judged in part by then and charged in part, the cost of the
rest may go by another lot's cost, a cent off where the lots cost alike; amounts owed are untouched, and
what is credited whole takes its line's whole cost. No later migration can know better.
"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Id, Json, Money, Quantity
from chassis.numbers import ZERO, part, quantity as exact, spread

revision = "0022"
down_revision = "0021"

_DELIVERED = sa.table(
    "delivery_lines",
    sa.column("id", Id),
    *(sa.column(name, Json) for name in ("lots", "lot_costs")),
)
_RETURNED = sa.table(
    "return_lines",
    *(sa.column(name, Id) for name in ("id", "delivery_line_id")),
    *(sa.column(name, Json) for name in ("lots", "lot_costs", "sent_lots", "judged_lots")),
    *(sa.column(name, Quantity) for name in ("quantity", "judged", "credited", "reversed")),
    sa.column("cost", Money),
)


def upgrade() -> None:
    added = ("lot_costs", "judged_lots")
    for name in added:
        column = sa.Column(name, Json, nullable=False, server_default="[]")
        op.add_column("return_lines", column)
    fill(op.get_bind())
    if op.get_bind().dialect.name == "postgresql":
        for name in added:
            op.alter_column("return_lines", name, server_default=None)


def fill(connection: sa.Connection) -> None:
    """Share the cost of every return line among its lots as it was reckoned: by what each lot cost,
    after what had come back of it before. Of lines that still wait for some of their verdict, the
    judged pieces are taken for the first ones."""
    paid = (_DELIVERED.c.lots.label("delivered"), _DELIVERED.c.lot_costs.label("paid"))
    both = _RETURNED.join(_DELIVERED, _DELIVERED.c.id == _RETURNED.c.delivery_line_id)
    query = sa.select(*_RETURNED.c, *paid).select_from(both).order_by(_RETURNED.c.id)
    back: defaultdict[tuple[UUID, str], Decimal] = defaultdict(lambda: ZERO)
    costs = []
    for row in connection.execute(query):
        whole = {
            lot["lot_id"]: (Decimal(cost), exact(lot["quantity"]))
            for lot, cost in zip(row.delivered, row.paid, strict=True)
        }
        parts = []
        for lot in row.lots:
            of_lot, came = (row.delivery_line_id, lot["lot_id"]), exact(lot["quantity"])
            parts.append(part(*whole[lot["lot_id"]], back[of_lot], came))
            back[of_lot] += came
        for lot in row.sent_lots:
            back[row.delivery_line_id, lot["lot_id"]] -= exact(lot["quantity"])
        told = [str(cost) for cost in spread(row.cost, parts)]
        costs.append({"one": row.id, "told": told, "seen": list(_judged(row))})
    if costs:
        one = _RETURNED.update().where(_RETURNED.c.id == sa.bindparam("one", type_=Id))
        told, seen = (sa.bindparam(name, type_=Json) for name in ("told", "seen"))
        connection.execute(one.values(lot_costs=told, judged_lots=seen), costs)


def _judged(row: Any) -> Iterator[dict[str, Any]]:
    """The judged pieces by their lots, those first that the customer is charged for."""
    on_receipt = row.credited + row.reversed == row.quantity
    charged = min(row.reversed, row.judged) if on_receipt else row.judged - row.credited
    left = [(lot["lot_id"], exact(lot["quantity"])) for lot in row.lots]
    waits = row.judged < row.quantity
    for is_charged, quantity in ((True, charged), (False, row.judged - charged)):
        while waits and quantity > 0:
            lot_id, there = left.pop(0)
            taken = min(there, quantity)
            quantity -= taken
            left[:0] = [(lot_id, there - taken)] if taken < there else []
            yield {"lot_id": lot_id, "quantity": str(taken), "is_charged": is_charged}
