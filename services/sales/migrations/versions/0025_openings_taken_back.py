"""Lines of signed opening balances that were taken back."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Day, Id

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.add_column("opening_lines", sa.Column("reversed_on", Day))
    op.add_column("opening_lines", sa.Column("reversed_by", Id))
    op.add_column("opening_lines", sa.Column("reversal_reason", sa.String(500)))
