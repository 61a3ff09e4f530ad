"""When a return is credited: goods credited on receipt are not sent back to their customer."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("entries", sa.Column("credit_when", sa.String(20)))
