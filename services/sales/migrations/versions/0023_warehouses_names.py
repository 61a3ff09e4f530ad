"""Copies of warehouses; on orders the names of who wrote and sold them and the number on the sheet that
brought them in; on their lines the warehouse's code."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Id, Instant

revision = "0023"
down_revision = "0022"

JOURNAL = sa.table("journal", sa.column("actor", Id), sa.column("actor_name", sa.String))


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
    _name_people()
    op.create_index("ix_orders_former_number", "orders", ["former_number"])
    op.create_index("ix_orders_salesperson_name", "orders", ["salesperson_name", "salesperson_id"])


def _name_people() -> None:
    """Of orders written before, as the journal knows their people."""
    known = sa.select(JOURNAL.c.actor, sa.func.max(JOURNAL.c.actor_name)).group_by(JOURNAL.c.actor)
    people = [tuple(row) for row in op.get_bind().execute(known)]
    for id, name in (("salesperson_id", "salesperson_name"), ("operator_id", "operator_name")):
        orders = sa.table("orders", sa.column(id, Id), sa.column(name, sa.String))
        for person, called in people:
            op.execute(sa.update(orders).where(orders.c[id] == person).values({name: called}))
