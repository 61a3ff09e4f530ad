"""What tax the supplier charged for received pieces, and what of it goes back with them."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Id, Money, Rate
from chassis.numbers import money

revision = "0024"
down_revision = "0023"

_RECEIVED = sa.table(
    "receipt_lines",
    sa.column("id", Id),
    sa.column("order_line_id", Id),
    sa.column("value", Money),
    sa.column("tax", Money),
)
_ORDERED = sa.table("purchase_order_lines", sa.column("id", Id), sa.column("tax_rate", Rate))
_RETURNED = sa.table(
    "supplier_return_lines",
    sa.column("id", Id),
    sa.column("receipt_line_id", Id),
    sa.column("value", Money),
    sa.column("tax", Money),
)


def upgrade() -> None:
    none = sa.text("0")
    op.add_column("receipt_lines", sa.Column("tax", Money, nullable=False, server_default=none))
    op.add_column("supplier_return_lines", sa.Column("tax", Money))
    _reckon_earlier()
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("receipt_lines", "tax", server_default=None)


def _reckon_earlier() -> None:
    """What came before this column is given the tax of its own net amount."""
    ordered = _RECEIVED.join(_ORDERED, _ORDERED.c.id == _RECEIVED.c.order_line_id)
    received = sa.select(_RECEIVED.c.id, _RECEIVED.c.value, _ORDERED.c.tax_rate)
    _set_tax(_RECEIVED, received.select_from(ordered))
    came = _RETURNED.join(_RECEIVED, _RECEIVED.c.id == _RETURNED.c.receipt_line_id)
    returned = sa.select(_RETURNED.c.id, _RETURNED.c.value, _ORDERED.c.tax_rate).select_from(
        came.join(_ORDERED, _ORDERED.c.id == _RECEIVED.c.order_line_id)
    )
    _set_tax(_RETURNED, returned.where(_RETURNED.c.value.is_not(None)))


def _set_tax(table: sa.TableClause, query: sa.Select) -> None:
    connection = op.get_bind()
    rows = [
        {"one": row.id, "owed": money(row.value * row.tax_rate)}
        for row in connection.execute(query)
    ]
    named = table.update().where(table.c.id == sa.bindparam("one", type_=Id))
    if rows:
        connection.execute(named.values(tax=sa.bindparam("owed", type_=Money)), rows)
