"""Copies of warehouses; on orders the names of who wrote and sold them and the number on the sheet that
brought them in; on their lines the warehouse's code."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Id, Instant

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "warehouses",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("copied_at", Instant, nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("archived", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warehouses")),
    )
    op.add_column("order_lines", sa.Column("warehouse_code", sa.String(40)))
    op.add_column("orders", sa.Column("salesperson_name", sa.String(120)))
    op.add_column("orders", sa.Column("operator_name", sa.String(120)))
    op.add_column("orders", sa.Column("former_number", sa.String(40)))
    op.create_index("ix_orders_former_number", "orders", ["former_number"])
    op.create_index("ix_orders_salesperson_name", "orders", ["salesperson_name", "salesperson_id"])
