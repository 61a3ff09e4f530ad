"""A delivery's way to the customer: shipped, signed for, and the trail of both."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Day, Id, Instant, Quantity

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    _add_columns()
    op.create_table(
        "delivery_steps",
        sa.Column("id", Id, nullable=False),
        sa.Column("delivery_id", Id, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("by", Id, nullable=False),
        sa.Column("day", Day, nullable=False),
        sa.Column("reason", sa.String(500)),
        sa.ForeignKeyConstraint(
            ["delivery_id"],
            ["deliveries.id"],
            name=op.f("fk_delivery_steps_delivery_id_deliveries"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_steps")),
    )
    op.create_index("ix_delivery_steps_delivery_id", "delivery_steps", ["delivery_id"])


def _add_columns() -> None:
    issued, no = sa.text("'issued'"), sa.false()
    for column in (
        sa.Column("status", sa.String(20), nullable=False, server_default=issued),
        sa.Column("shipped_on", Day),
        sa.Column("carrier", sa.String(100)),
        sa.Column("waybill", sa.String(60)),
        sa.Column("packages", sa.Integer),
        sa.Column("signed_on", Day),
        sa.Column("signed_by", sa.String(100)),
        sa.Column("claim_note", sa.String(500)),
        sa.Column("differs", sa.Boolean, nullable=False, server_default=no),
    ):
        op.add_column("deliveries", column)
    op.add_column("delivery_lines", sa.Column("signed", Quantity))
    op.create_index(
        "ix_deliveries_in_transit",
        "deliveries",
        ["delivered_on"],
        postgresql_where=sa.text("signed_on IS NULL"),
        sqlite_where=sa.text("signed_on IS NULL"),
    )
    if op.get_bind().dialect.name == "postgresql":
        states = "status IN ('issued', 'shipped', 'signed_for')"
        op.create_check_constraint(op.f("ck_deliveries_status"), "deliveries", states)
