"""Jobs with their files and faults, and the customer's own number on an order: sheets in and out."""

import sqlalchemy as sa
from alembic import op

from chassis.jobs.tables import create_job_tables

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    create_job_tables(op)
    op.add_column("orders", sa.Column("reference", sa.String(60)))
    op.create_index("ix_orders_reference", "orders", ["reference", "customer_id"])
