"""Incoming inspection: plans, how suppliers stand, inspections with what they found and did."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Day, Id, Instant, Json, Money, Quantity, UnitPrice

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column(
        "products",
        sa.Column("automotive", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    _create_plans()
    _create_standings()
    _create_inspections()
    _create_lots()
    _create_defects()
    _create_measurements()
    _create_disposals()


def _reference(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def _create_plans() -> None:
    op.create_table(
        "inspection_plans",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("supplier_id", Id),
        sa.Column("level", sa.String(4), nullable=False),
        sa.Column("aql", sa.String(6), nullable=False),
        sa.Column("accept_on_zero", sa.Boolean, nullable=False),
        sa.Column("reducible", sa.Boolean, nullable=False),
        sa.Column("characteristics", sa.Text),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        _reference("inspection_plans", "product_id", "products"),
        _reference("inspection_plans", "supplier_id", "suppliers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_plans")),
    )
    op.create_index(op.f("ix_inspection_plans_product_id"), "inspection_plans", ["product_id"])


def _create_standings() -> None:
    op.create_table(
        "inspection_standings",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("supplier_id", Id, nullable=False),
        sa.Column("severity", sa.String(12), nullable=False),
        sa.Column("score", sa.Integer, nullable=False),
        sa.Column("recent", Json, nullable=False),
        sa.Column("in_row", sa.Integer, nullable=False),
        sa.Column("rejected", sa.Integer, nullable=False),
        sa.Column("lots_accepted", sa.Integer, nullable=False),
        sa.Column("lots_rejected", sa.Integer, nullable=False),
        sa.Column("inspected_on", Day),
        sa.Column("switched_at", Instant),
        sa.Column("created_at", Instant, nullable=False),
        _reference("inspection_standings", "product_id", "products"),
        _reference("inspection_standings", "supplier_id", "suppliers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_standings")),
        sa.UniqueConstraint(
            "product_id", "supplier_id", name=op.f("uq_inspection_standings_product_id")
        ),
    )
    op.create_index(
        op.f("ix_inspection_standings_supplier_id"), "inspection_standings", ["supplier_id"]
    )


def _create_inspections() -> None:
    op.create_table(
        "inspections",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("receipt_id", Id, nullable=False),
        sa.Column("receipt_number", sa.String(40), nullable=False),
        sa.Column("received_on", Day, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("supplier_id", Id, nullable=False),
        sa.Column("warehouse_id", Id, nullable=False),
        sa.Column("plan_id", Id, nullable=False),
        sa.Column("barred", Json, nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("cost", Money, nullable=False),
        sa.Column("released", Quantity, nullable=False),
        sa.Column("sent_back", Quantity, nullable=False),
        sa.Column("scrapped", Quantity, nullable=False),
        sa.Column("level", sa.String(4)),
        sa.Column("aql", sa.String(6)),
        sa.Column("severity", sa.String(12)),
        sa.Column("letter", sa.String(1)),
        sa.Column("sample_size", sa.Integer),
        sa.Column("accept", sa.Integer),
        sa.Column("reject", sa.Integer),
        sa.Column("defects_found", sa.Integer),
        sa.Column("inspector", Id),
        sa.Column("inspector_name", sa.String(120)),
        sa.Column("started_at", Instant),
        sa.Column("completed_at", Instant),
        sa.Column("remark", sa.Text),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        sa.CheckConstraint(
            "released >= 0 AND sent_back >= 0 AND scrapped >= 0"
            " AND released + sent_back + scrapped <= quantity",
            name=op.f("ck_inspections_pieces"),
        ),
        _reference("inspections", "product_id", "products"),
        _reference("inspections", "supplier_id", "suppliers"),
        _reference("inspections", "warehouse_id", "warehouses"),
        _reference("inspections", "plan_id", "inspection_plans"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspections")),
        sa.UniqueConstraint("number", name=op.f("uq_inspections_number")),
    )
    op.create_index(op.f("ix_inspections_receipt_id"), "inspections", ["receipt_id"])
    op.create_index("ix_inspections_supplier", "inspections", ["supplier_id", "product_id"])
    op.create_index("ix_inspections_status", "inspections", ["status", "id"])


def _create_lots() -> None:
    op.create_table(
        "inspected_lots",
        sa.Column("id", Id, nullable=False),
        sa.Column("inspection_id", Id, nullable=False),
        sa.Column("lot_id", Id, nullable=False),
        sa.Column("lot", sa.String(60), nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("cost", Money, nullable=False),
        sa.Column("gone", Quantity, nullable=False),
        sa.Column("gone_cost", Money, nullable=False),
        sa.CheckConstraint("gone >= 0 AND gone <= quantity", name=op.f("ck_inspected_lots_gone")),
        _reference("inspected_lots", "inspection_id", "inspections"),
        _reference("inspected_lots", "lot_id", "lots"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspected_lots")),
        sa.UniqueConstraint(
            "inspection_id", "lot_id", name=op.f("uq_inspected_lots_inspection_id")
        ),
    )
    op.create_index(op.f("ix_inspected_lots_lot_id"), "inspected_lots", ["lot_id"])


def _create_defects() -> None:
    op.create_table(
        "inspection_defects",
        sa.Column("id", Id, nullable=False),
        sa.Column("inspection_id", Id, nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("remark", sa.Text),
        _reference("inspection_defects", "inspection_id", "inspections"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_defects")),
    )
    op.create_index(
        op.f("ix_inspection_defects_inspection_id"), "inspection_defects", ["inspection_id"]
    )


def _create_measurements() -> None:
    op.create_table(
        "measurements",
        sa.Column("id", Id, nullable=False),
        sa.Column("inspection_id", Id, nullable=False),
        sa.Column("characteristic", sa.String(100), nullable=False),
        sa.Column("unit", sa.String(20)),
        sa.Column("value", UnitPrice, nullable=False),
        sa.Column("lower", UnitPrice),
        sa.Column("upper", UnitPrice),
        _reference("measurements", "inspection_id", "inspections"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurements")),
    )
    op.create_index(op.f("ix_measurements_inspection_id"), "measurements", ["inspection_id"])


def _create_disposals() -> None:
    op.create_table(
        "inspection_disposals",
        sa.Column("id", Id, nullable=False),
        sa.Column("inspection_id", Id, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("cost", Money, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("operator", Id, nullable=False),
        sa.Column("operator_name", sa.String(120), nullable=False),
        sa.Column("disposed_on", Day, nullable=False),
        _reference("inspection_disposals", "inspection_id", "inspections"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_disposals")),
    )
    op.create_index(
        op.f("ix_inspection_disposals_inspection_id"), "inspection_disposals", ["inspection_id"]
    )
