"""Which customers may take pieces of a held lot by waiver; serial numbers that order lines name."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Json

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("order_lines", sa.Column("serials", Json))
    op.add_column("lots", sa.Column("waivers", Json, nullable=False, server_default="[]"))
