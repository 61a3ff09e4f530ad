"""Amendments of promised orders: their versions, and the terms of pieces that had gone before."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Id, Instant, Json, Money

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    one, no = sa.text("1"), sa.false()
    op.add_column("orders", sa.Column("revision", sa.Integer, nullable=False, server_default=one))
    op.add_column("orders", sa.Column("amending", sa.Boolean, nullable=False, server_default=no))
    op.add_column("order_lines", sa.Column("earlier", Json))
    _allow_nothing()
    op.create_table(
        "order_versions",
        sa.Column("id", Id, nullable=False),
        sa.Column("order_id", Id, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("by", Id, nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("wished", Json),
        sa.Column("extra", Money, nullable=False),
        sa.Column("changes", Json, nullable=False),
        sa.Column("content", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_order_versions_order_id_orders")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_versions")),
        sa.UniqueConstraint("order_id", "revision", name="uq_order_versions_revision"),
    )


def _allow_nothing() -> None:
    """A line that was amended away keeps its row, with quantity 0."""
    with op.batch_alter_table("order_lines") as lines:
        lines.drop_constraint(op.f("ck_order_lines_quantity"), type_="check")
        lines.create_check_constraint(op.f("ck_order_lines_quantity"), "quantity >= 0")
