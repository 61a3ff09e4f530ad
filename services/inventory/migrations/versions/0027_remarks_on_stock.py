"""Remarks on the stock of a product in a warehouse."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.add_column("stock_limits", sa.Column("remark", sa.Text))
