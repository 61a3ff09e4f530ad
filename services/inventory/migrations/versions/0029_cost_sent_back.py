"""Returned pieces that went to their customer again are kept at what they took of the cost."""

from collections import defaultdict
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Id, Money, Quantity
from chassis.numbers import spread

revision = "0029"
down_revision = "0028"

_RETURNED = sa.table(
    "returned",
    *(sa.column(name, Id) for name in ("id", "return_id", "lot_id")),
    *(sa.column(name, Quantity) for name in ("quantity", "sent_back")),
    *(sa.column(name, Money) for name in ("cost", "sent_back_cost")),
)
_DISPOSALS = sa.table("disposals", *(sa.column(name, Id) for name in ("id", "return_id")))
_MOVEMENTS = sa.table(
    "movements",
    *(sa.column(name, Id) for name in ("source_id", "lot_id")),
    *(sa.column(name, sa.String) for name in ("source_kind", "kind")),
    sa.column("value", Money),
)


def upgrade() -> None:
    column = sa.Column("sent_back_cost", Money, nullable=False, server_default="0")
    op.add_column("returned", column)
    fill(op.get_bind())
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("returned", "sent_back_cost", server_default=None)


def fill(connection: sa.Connection) -> None:
    """What the ledger says that left; lines of one return that share a lot share it by their pieces."""
    pieces: defaultdict[tuple[UUID, UUID], list[Any]] = defaultdict(list)
    sent = sa.select(_RETURNED).where(_RETURNED.c.sent_back > 0).order_by(_RETURNED.c.id)
    for row in connection.execute(sent):
        pieces[row.return_id, row.lot_id].append(row)
    costs = [
        {"one": row.id, "taken": cost}
        for of_lot, value in _left(connection).items()
        for row, cost in zip(
            pieces[of_lot],
            spread(value, [row.cost * row.sent_back / row.quantity for row in pieces[of_lot]]),
            strict=True,
        )
    ]
    if costs:
        one = _RETURNED.update().where(_RETURNED.c.id == sa.bindparam("one", type_=Id))
        told = sa.bindparam("taken", type_=Money)
        connection.execute(one.values(sent_back_cost=told), costs)


def _left(connection: sa.Connection) -> dict[tuple[UUID, UUID], Any]:
    gone = _MOVEMENTS.join(_DISPOSALS, _DISPOSALS.c.id == _MOVEMENTS.c.source_id)
    of_lot = (_DISPOSALS.c.return_id, _MOVEMENTS.c.lot_id)
    query = sa.select(*of_lot, sa.func.sum(-_MOVEMENTS.c.value, type_=Money)).select_from(gone)
    query = query.where(_MOVEMENTS.c.source_kind == "disposal", _MOVEMENTS.c.kind == "to_customer")
    rows = connection.execute(query.group_by(*of_lot))
    return {(return_id, lot_id): value for return_id, lot_id, value in rows}
