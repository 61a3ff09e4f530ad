"""What waits for its inspection counts as on order: found by product and warehouse."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

_AWAITED = sa.text("status IN ('waiting', 'inspecting')")


def upgrade() -> None:
    op.create_index(
        "ix_inspections_awaited",
        "inspections",
        ["product_id", "warehouse_id"],
        postgresql_where=_AWAITED,
        sqlite_where=_AWAITED,
    )
