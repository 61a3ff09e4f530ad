"""Opening balances."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Day, Id, Instant, Money, Quantity, UnitPrice

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "openings",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("warehouse_id", Id, nullable=False),
        sa.Column("value", Money, nullable=False),
        sa.Column("remark", sa.Text),
        sa.Column("proposed_by", Id, nullable=False),
        sa.Column("proposed_by_name", sa.String(120), nullable=False),
        sa.Column("signed_by", Id),
        sa.Column("signed_by_name", sa.String(120)),
        sa.Column("signed_at", Instant),
        sa.Column("reject_reason", sa.Text),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouses.id"], name=op.f("fk_openings_warehouse_id_warehouses")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_openings")),
        sa.UniqueConstraint("number", name=op.f("uq_openings_number")),
    )
    op.create_index(op.f("ix_openings_warehouse_id"), "openings", ["warehouse_id"])
    _create_lines()


def _create_lines() -> None:
    op.create_table(
        "opening_lines",
        sa.Column("id", Id, nullable=False),
        sa.Column("opening_id", Id, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("lot", sa.String(60), nullable=False),
        sa.Column("expiry", Day),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("unit_cost", UnitPrice, nullable=False),
        sa.Column("value", Money, nullable=False),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["openings.id"], name=op.f("fk_opening_lines_opening_id_openings")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_opening_lines_product_id_products")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_lines")),
    )
    op.create_index(op.f("ix_opening_lines_opening_id"), "opening_lines", ["opening_id"])
    op.create_index(op.f("ix_opening_lines_product_id"), "opening_lines", ["product_id"])
