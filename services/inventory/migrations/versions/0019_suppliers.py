"""Suppliers have terms, a status, a tolerance, and bank details that wait for a second person."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Id, Instant, Rate

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    for column in (
        sa.Column("email", sa.String(254)),
        sa.Column("terms_kind", sa.String(20), nullable=False, server_default="cash"),
        sa.Column("terms_days", sa.Integer, nullable=False, server_default="0"),
        sa.Column("tolerance", Rate),
        sa.Column("status", sa.String(10), nullable=False, server_default="active"),
        sa.Column("block_reason", sa.Text),
        sa.Column("pending_bank", sa.String(200)),
        sa.Column("pending_account", sa.String(60)),
        sa.Column("pending_by", Id),
        sa.Column("pending_at", Instant),
    ):
        op.add_column("suppliers", column)
