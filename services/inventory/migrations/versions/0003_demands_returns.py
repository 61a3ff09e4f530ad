"""What orders ask for, and what came back."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Id, Instant, Money, Quantity

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _create_demands()
    _create_demand_lines()
    _create_returns()
    _create_returned()


def _create_demands() -> None:
    op.create_table(
        "demands",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("customer_id", Id),
        sa.Column("customer_name", sa.String(200)),
        sa.Column("queued_at", Instant, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demands")),
    )


def _create_demand_lines() -> None:
    op.create_table(
        "demand_lines",
        sa.Column("id", Id, nullable=False),
        sa.Column("order_id", Id, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("warehouse_id", Id, nullable=False),
        sa.Column("lot", sa.String(60)),
        sa.Column("queued_at", Instant, nullable=False),
        sa.Column("ordered", Quantity, nullable=False),
        sa.Column("reserved", Quantity, nullable=False),
        sa.Column("issued", Quantity, nullable=False),
        sa.Column("cancelled", Quantity, nullable=False),
        sa.Column("backordered", Quantity, nullable=False),
        sa.CheckConstraint(
            "ordered = reserved + issued + cancelled + backordered",
            name=op.f("ck_demand_lines_sum"),
        ),
        sa.CheckConstraint(
            "reserved >= 0 AND issued >= 0 AND cancelled >= 0 AND backordered >= 0",
            name=op.f("ck_demand_lines_pieces"),
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["demands.id"], name=op.f("fk_demand_lines_order_id_demands")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_demand_lines")),
    )
    op.create_index(op.f("ix_demand_lines_order_id"), "demand_lines", ["order_id"])
    op.create_index(
        "ix_demand_lines_queue",
        "demand_lines",
        ["product_id", "queued_at"],
        postgresql_where=sa.text("backordered > 0"),
        sqlite_where=sa.text("backordered > 0"),
    )
    op.create_index(
        "ix_demand_lines_reserved",
        "demand_lines",
        ["product_id"],
        postgresql_where=sa.text("reserved > 0"),
        sqlite_where=sa.text("reserved > 0"),
    )


def _create_returns() -> None:
    op.create_table(
        "returns",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("received_at", Instant, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returns")),
    )


def _create_returned() -> None:
    op.create_table(
        "returned",
        sa.Column("id", Id, nullable=False),
        sa.Column("return_id", Id, nullable=False),
        sa.Column("return_line_id", Id, nullable=False),
        sa.Column("issue_line_id", Id, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("warehouse_id", Id, nullable=False),
        sa.Column("lot_id", Id, nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("cost", Money, nullable=False),
        sa.Column("disposed", Quantity, nullable=False),
        sa.Column("disposed_cost", Money, nullable=False),
        sa.Column("sent_back", Quantity, nullable=False),
        sa.CheckConstraint(
            "disposed >= 0 AND disposed <= quantity", name=op.f("ck_returned_disposed")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_returned_lot_id_lots")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_returned_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["return_id"], ["returns.id"], name=op.f("fk_returned_return_id_returns")
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouses.id"], name=op.f("fk_returned_warehouse_id_warehouses")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returned")),
        sa.UniqueConstraint("return_line_id", "lot_id", name=op.f("uq_returned_return_line_id")),
    )
    op.create_index("ix_returned_issue", "returned", ["issue_line_id", "lot_id"])
    op.create_index(op.f("ix_returned_lot_id"), "returned", ["lot_id"])
    op.create_index(op.f("ix_returned_return_id"), "returned", ["return_id"])
