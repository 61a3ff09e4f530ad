"""Stocktakes: sheets, their lines, and every count that was made."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Day, Id, Instant, Money, Quantity, UnitPrice

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    _create_sheets()
    _create_lines()
    _create_counts()


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def _create_sheets() -> None:
    op.create_table(
        "stocktakes",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("warehouse_id", Id, nullable=False),
        sa.Column("category", sa.String(100)),
        sa.Column("blind", sa.Boolean, nullable=False),
        sa.Column("remark", sa.Text),
        sa.Column("line_count", sa.Integer, nullable=False),
        sa.Column("counted_lines", sa.Integer, nullable=False),
        sa.Column("surplus_lines", sa.Integer, nullable=False),
        sa.Column("shortage_lines", sa.Integer, nullable=False),
        sa.Column("surplus", Money, nullable=False),
        sa.Column("shortage", Money, nullable=False),
        sa.Column("drawn_up_by", Id, nullable=False),
        sa.Column("drawn_up_by_name", sa.String(120), nullable=False),
        sa.Column("started_at", Instant),
        sa.Column("finished_by", Id),
        sa.Column("finished_at", Instant),
        sa.Column("approved_by", Id),
        sa.Column("approved_by_name", sa.String(120)),
        sa.Column("approved_at", Instant),
        sa.Column("booked_on", Day),
        sa.Column("comment", sa.Text),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        _reference("stocktakes", "warehouse_id", "warehouses"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stocktakes")),
        sa.UniqueConstraint("number", name=op.f("uq_stocktakes_number")),
    )
    op.create_index("ix_stocktakes_open", "stocktakes", ["warehouse_id", "status"])


def _create_lines() -> None:
    op.create_table(
        "stocktake_lines",
        sa.Column("id", Id, nullable=False),
        sa.Column("stocktake_id", Id, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("lot_id", Id),
        sa.Column("lot", sa.String(60), nullable=False),
        sa.Column("expiry", Day),
        sa.Column("found", sa.Boolean, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("flag", sa.String(10), nullable=False),
        sa.Column("book", Quantity),
        sa.Column("counted", Quantity),
        sa.Column("difference", Quantity),
        sa.Column("unit_cost", UnitPrice),
        sa.Column("amount", Money),
        sa.Column("counted_at", Instant),
        sa.Column("counted_on", Day),
        sa.Column("counter", Id),
        sa.Column("counter_name", sa.String(120)),
        _reference("stocktake_lines", "stocktake_id", "stocktakes"),
        _reference("stocktake_lines", "product_id", "products"),
        _reference("stocktake_lines", "lot_id", "lots"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stocktake_lines")),
        sa.UniqueConstraint(
            "stocktake_id", "product_id", "lot", name=op.f("uq_stocktake_lines_stocktake_id")
        ),
    )
    op.create_index("ix_stocktake_lines_lot", "stocktake_lines", ["product_id", "lot"])


def _create_counts() -> None:
    op.create_table(
        "stocktake_counts",
        sa.Column("id", Id, nullable=False),
        sa.Column("stocktake_id", Id, nullable=False),
        sa.Column("line_id", Id, nullable=False),
        sa.Column("nth", sa.Integer, nullable=False),
        sa.Column("book", Quantity, nullable=False),
        sa.Column("counted", Quantity, nullable=False),
        sa.Column("counted_at", Instant, nullable=False),
        sa.Column("counter", Id, nullable=False),
        sa.Column("counter_name", sa.String(120), nullable=False),
        _reference("stocktake_counts", "stocktake_id", "stocktakes"),
        _reference("stocktake_counts", "line_id", "stocktake_lines"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stocktake_counts")),
        sa.UniqueConstraint("line_id", "nth", name=op.f("uq_stocktake_counts_line_id")),
    )
    op.create_index("ix_stocktake_counts_counter", "stocktake_counts", ["stocktake_id", "counter"])
