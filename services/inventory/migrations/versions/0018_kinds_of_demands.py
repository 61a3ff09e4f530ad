"""What a demand's goods leave as: sold, or free of charge as a replacement."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    kind = sa.Column("kind", sa.String(20), nullable=False, server_default="sale")
    op.add_column("demands", kind)
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("demands", "kind", server_default=None)
