"""Who wrote or changed a purchase order, so that none of them checks or receives it."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Json

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("purchase_orders", sa.Column("makers", Json, nullable=False, server_default="[]"))
