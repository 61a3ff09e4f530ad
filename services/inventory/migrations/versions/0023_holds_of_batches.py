"""Holds of whole batches of serial numbers, and those of numbers that arrive for one."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

_OF_BATCH = sa.text("batch IS NOT NULL")


def upgrade() -> None:
    op.add_column("holds", sa.Column("batch", sa.String(60)))
    asked_for = sa.Column("on_arrival", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("holds", asked_for)
    op.create_index(
        "ix_holds_batch",
        "holds",
        ["product_id", "batch"],
        postgresql_where=_OF_BATCH,
        sqlite_where=_OF_BATCH,
    )
