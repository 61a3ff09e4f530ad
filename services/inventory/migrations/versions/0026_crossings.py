"""Crossings of stock limits are counted apart from what people change of them."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    none = sa.text("0")
    column = sa.Column("crossings", sa.Integer, nullable=False, server_default=none)
    op.add_column("stock_limits", column)
    # facts of a limit were numbered by its version; the next one comes after all of them
    op.execute("UPDATE stock_limits SET crossings = version")
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("stock_limits", "crossings", server_default=None)
