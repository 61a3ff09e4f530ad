"""Whose fault a judged piece is, what working on it cost, what a return is to end in, replacements' costs."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Id, Money

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    for name in ("outcome", "reason_code"):
        op.add_column("entries", sa.Column(name, sa.String(20)))
    op.execute("UPDATE entries SET outcome = 'credit' WHERE return_line_id IS NOT NULL")
    op.add_column("dispositions", sa.Column("fault", sa.String(20)))
    op.add_column("dispositions", sa.Column("labour", Money))
    op.add_column("costs", sa.Column("delivery_line_id", Id))
    op.create_index("uq_costs_delivery_line_id", "costs", ["delivery_line_id"], unique=True)
