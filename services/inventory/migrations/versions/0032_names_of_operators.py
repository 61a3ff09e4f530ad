"""Names beside the ids of who issued, moved stock last, and wrote into the ledger; rows that the ledger
has already stay as they are."""

import sqlalchemy as sa
from alembic import op

from chassis.data.migrations import add_names

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    add_names(op, {"issues": ("operator",), "balances": ("moved_by",)})
    op.add_column("movements", sa.Column("operator_name", sa.String(120)))
