"""Which word of sales on a return's outcome is the newest."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    told = sa.Column("outcome_told", sa.Integer, nullable=False, server_default="0")
    op.add_column("entries", told)
