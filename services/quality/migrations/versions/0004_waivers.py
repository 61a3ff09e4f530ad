"""Waivers: for which customer a hold lets pieces go, how many of them left; batches of serial numbers."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Id, Quantity

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("lots", sa.Column("batch", sa.String(60)))
    op.create_index("ix_lots_product_id_batch", "lots", ["product_id", "batch"])
    op.add_column("hold_endings", sa.Column("customer_id", Id))
    op.add_column("hold_endings", sa.Column("customer_name", sa.String(200)))
    op.add_column("hold_endings", sa.Column("used", Quantity))
    op.add_column("hold_endings", sa.Column("waiver_status", sa.String(10)))
