"""Kept totals count what went back to the customers of what they had returned; what replaces a returned
line is found by index."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Quantity

revision = "0021"
down_revision = "0020"

CUSTOMER, PRODUCT = "h.customer_id = t.customer_id", "l.product_id = t.product_id"
SELLER = "l.salesperson_id = t.salesperson_id AND l.department = t.department"
GRAINS = {
    "sales_totals": (CUSTOMER, PRODUCT, SELLER),
    "customer_totals": (CUSTOMER, SELLER),
    "product_totals": (PRODUCT, SELLER),
}


def upgrade() -> None:
    postgres = op.get_bind().dialect.name == "postgresql"
    month = (
        "date_trunc('month', h.booked_on)::date"
        if postgres
        else "date(h.booked_on, 'start of month')"
    )
    replaces = sa.text("return_line_id IS NOT NULL")
    op.create_index(
        "ix_delivery_lines_return_line_id",
        "delivery_lines",
        ["return_line_id"],
        postgresql_where=replaces,
        sqlite_where=replaces,
    )
    for table, same in GRAINS.items():
        column = sa.Column("sent_back_quantity", Quantity, nullable=False, server_default="0")
        op.add_column(table, column)
        _fill(table, [f"{month} = t.month", *same])
        if postgres:
            op.alter_column(table, "sent_back_quantity", server_default=None)


def _fill(table: str, same: list[str]) -> None:
    """The day was not kept until now: pieces count in the month in which they had come."""
    op.execute(f"""
        UPDATE {table} AS t SET sent_back_quantity = COALESCE((
               SELECT SUM(l.sent_back) FROM return_lines l JOIN returns h ON h.id = l.return_id
                WHERE {" AND ".join(same)}), 0)""")
