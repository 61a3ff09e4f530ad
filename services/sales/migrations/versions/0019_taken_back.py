"""What is taken back: refunds that came back, quotations withdrawn, orders called off, as versions."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Day, Id

revision = "0019"
down_revision = "0018"

_STATES = {
    "refunds": ("asked", "approved", "rejected", "reversed"),
    "quotations": ("draft", "sent", "accepted", "declined", "expired", "revised", "withdrawn"),
}


def upgrade() -> None:
    for table, states in _STATES.items():
        allowed = ", ".join(f"'{state}'" for state in states)
        with op.batch_alter_table(table) as altered:
            altered.drop_constraint(op.f(f"ck_{table}_status"), type_="check")
            altered.create_check_constraint(op.f(f"ck_{table}_status"), f"status IN ({allowed})")
    op.add_column("refunds", sa.Column("reversed_on", Day))
    op.add_column("refunds", sa.Column("reversed_by", Id))
    op.add_column("refunds", sa.Column("reversal_reason", sa.String(500)))
    op.add_column("quotations", sa.Column("withdraw_reason", sa.String(500)))
    amended = sa.Column("act", sa.String(20), nullable=False, server_default="amended")
    op.add_column("order_versions", amended)
    op.execute("UPDATE order_versions SET act = 'promised' WHERE status = 'original'")
