"""How many pieces each ending of a hold let go; of earlier ones what was asked is taken for it."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Quantity

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("hold_endings", sa.Column("released", Quantity))
    names = (sa.column(name) for name in ("quantity", "released", "ground"))
    endings = sa.table("hold_endings", *names)
    earlier = sa.update(endings).where(endings.c.ground != "waiver")
    op.execute(earlier.values(released=endings.c.quantity))
