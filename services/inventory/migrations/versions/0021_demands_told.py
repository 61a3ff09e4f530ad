"""Which word of sales the lines of an order follow: an amended one is told again, whole."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    none = sa.text("0")
    op.add_column("demands", sa.Column("told", sa.BigInteger, nullable=False, server_default=none))
