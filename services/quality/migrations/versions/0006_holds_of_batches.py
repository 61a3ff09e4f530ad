"""Holds of whole batches of serial numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_OF_BATCH = sa.text("batch IS NOT NULL")


def upgrade() -> None:
    op.add_column("holds", sa.Column("batch", sa.String(60)))
    op.create_index(
        "ix_holds_batch",
        "holds",
        ["product_id", "batch"],
        postgresql_where=_OF_BATCH,
        sqlite_where=_OF_BATCH,
    )
