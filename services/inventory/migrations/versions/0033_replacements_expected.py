"""Whether goods that go back to their supplier are to be replaced, and of an order line how many are."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Quantity

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    expected = sa.Column("replacement", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("supplier_returns", expected)
    pieces = sa.Column("to_replace", Quantity, nullable=False, server_default="0")
    op.add_column("purchase_order_lines", pieces)
