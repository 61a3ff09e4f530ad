"""The company's own sales region of a customer, which reports group by where the file names one."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("customers", sa.Column("sales_region", sa.String(60)))
