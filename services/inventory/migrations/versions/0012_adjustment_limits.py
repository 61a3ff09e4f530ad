"""Settings of the service; why an adjustment is, and how it ended otherwise than approved."""

from uuid import UUID

import sqlalchemy as sa
from alembic import op

from chassis import clock
from chassis.data.types import Day, Id, Instant, Money

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    _create_settings()
    op.add_column(
        "adjustments", sa.Column("cause", sa.String(20), nullable=False, server_default="count")
    )
    op.add_column("adjustments", sa.Column("booked_on", Day))
    op.add_column("adjustments", sa.Column("rejected_by", Id))
    op.add_column("adjustments", sa.Column("rejected_by_name", sa.String(120)))
    op.add_column("adjustments", sa.Column("rejected_at", Instant))
    op.add_column("adjustments", sa.Column("comment", sa.Text))
    op.create_index("ix_adjustments_booked", "adjustments", ["proposed_by", "booked_on"])


def _create_settings() -> None:
    settings = op.create_table(
        "settings",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("adjustment_limit", Money, nullable=False),
        sa.Column("changed_by", Id),
        sa.Column("changed_at", Instant),
        sa.Column("created_at", Instant, nullable=False),
        sa.CheckConstraint("adjustment_limit >= 0", name=op.f("ck_settings_adjustment_limit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settings")),
    )
    first = {"id": UUID(int=1), "version": 1, "adjustment_limit": 0}
    op.bulk_insert(settings, [first | {"created_at": clock.now()}])
