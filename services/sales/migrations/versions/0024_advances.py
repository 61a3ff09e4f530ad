"""Of an account's unallocated amount, what came in as money: it alone covers orders under rating C."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Id, Money

revision = "0024"
down_revision = "0023"

ACCOUNTS = sa.table("credit_accounts", sa.column("id", Id), sa.column("advances", Money))
SOURCES = sa.table(
    "sources", sa.column("customer_id", Id), sa.column("kind", sa.String), sa.column("open", Money)
)


def upgrade() -> None:
    column = sa.Column("advances", Money, nullable=False, server_default="0")
    op.add_column("credit_accounts", column)
    op.execute(
        sa.update(ACCOUNTS).values(
            advances=sa.select(sa.func.coalesce(sa.func.sum(SOURCES.c.open), 0))
            .where(SOURCES.c.customer_id == ACCOUNTS.c.id)
            .where(SOURCES.c.kind.in_(("payment", "opening")))
            .scalar_subquery()
        )
    )
