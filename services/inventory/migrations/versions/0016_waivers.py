"""Pieces reserved by their lot's number, one row per lot; waivers and what left by them."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Day, Id, Instant, Json, Quantity

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    _create_allotments()
    _create_waivers()
    _create_uses()


def _create_allotments() -> None:
    """Until now a line named one lot at most, so that all it has reserved is of that lot."""
    op.add_column("demand_lines", sa.Column("serials", Json))
    op.add_column(
        "demand_lines", sa.Column("numbered", Quantity, nullable=False, server_default="0")
    )
    op.create_table(
        "allotments",
        sa.Column("line_id", Id, nullable=False),
        sa.Column("lot", sa.String(60), nullable=False),
        sa.Column("waived", sa.Boolean, nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_allotments_quantity")),
        sa.ForeignKeyConstraint(
            ["line_id"], ["demand_lines.id"], name=op.f("fk_allotments_line_id_demand_lines")
        ),
        sa.PrimaryKeyConstraint("line_id", "lot", "waived", name=op.f("pk_allotments")),
    )
    named = "FROM demand_lines WHERE lot IS NOT NULL AND reserved > 0"
    op.execute(f"INSERT INTO allotments SELECT id, lot, false, reserved {named}")
    op.execute("UPDATE demand_lines SET numbered = reserved WHERE lot IS NOT NULL")


def _create_waivers() -> None:
    op.create_table(
        "waivers",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("hold_id", Id, nullable=False),
        sa.Column("case_number", sa.String(40), nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("lot_id", Id, nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("used", Quantity, nullable=False),
        sa.Column("expires_on", Day, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("ended_at", Instant),
        sa.Column("archived_at", Instant),
        sa.CheckConstraint("used >= 0 AND used <= quantity", name=op.f("ck_waivers_used")),
        sa.ForeignKeyConstraint(["hold_id"], ["holds.id"], name=op.f("fk_waivers_hold_id_holds")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_waivers_lot_id_lots")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_waivers_product_id_products")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waivers")),
    )
    op.create_index(op.f("ix_waivers_hold_id"), "waivers", ["hold_id"])
    op.create_index(op.f("ix_waivers_lot_id"), "waivers", ["lot_id"])


def _create_uses() -> None:
    op.create_table(
        "waiver_uses",
        sa.Column("waiver_id", Id, nullable=False),
        sa.Column("issue_line_id", Id, nullable=False),
        sa.Column("order_id", Id, nullable=False),
        sa.Column("order_number", sa.String(40), nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["waiver_id"], ["waivers.id"], name=op.f("fk_waiver_uses_waiver_id_waivers")
        ),
        sa.PrimaryKeyConstraint("waiver_id", "issue_line_id", name=op.f("pk_waiver_uses")),
    )
