"""Stock: pools, balances, lots, the ledger that only grows, issues and holds."""

import sqlalchemy as sa
from alembic import op

from chassis.data.migrations import forbid_changes
from chassis.data.types import Day, Id, Instant, Money, Quantity, UnitPrice

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _create_pools()
    _create_balances()
    _create_lots()
    _create_lot_balances()
    _create_movements()
    _create_issues()
    _create_holds()
    _create_displaced()
    forbid_changes(op, "movements")


def _create_pools() -> None:
    op.create_table(
        "pools",
        sa.Column("product_id", Id, nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("value", Money, nullable=False),
        sa.Column("quarantine_quantity", Quantity, nullable=False),
        sa.Column("quarantine_value", Money, nullable=False),
        sa.Column("last_average", UnitPrice),
        sa.CheckConstraint("quantity > 0 OR value = 0", name=op.f("ck_pools_stock_empty")),
        sa.CheckConstraint("quantity >= 0 AND value >= 0", name=op.f("ck_pools_stock")),
        sa.CheckConstraint(
            "quarantine_quantity > 0 OR quarantine_value = 0",
            name=op.f("ck_pools_quarantine_empty"),
        ),
        sa.CheckConstraint(
            "quarantine_quantity >= 0 AND quarantine_value >= 0", name=op.f("ck_pools_quarantine")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_pools_product_id_products")
        ),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_pools")),
    )


def _create_balances() -> None:
    op.create_table(
        "balances",
        sa.Column("id", Id, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("warehouse_id", Id, nullable=False),
        sa.Column("free", Quantity, nullable=False),
        sa.Column("reserved", Quantity, nullable=False),
        sa.Column("held", Quantity, nullable=False),
        sa.Column("quarantined", Quantity, nullable=False),
        sa.Column("moved_at", Instant),
        sa.Column("moved_by", Id),
        sa.CheckConstraint(
            "free >= 0 AND reserved >= 0 AND held >= 0 AND quarantined >= 0",
            name=op.f("ck_balances_pieces"),
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_balances_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouses.id"], name=op.f("fk_balances_warehouse_id_warehouses")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_balances")),
        sa.UniqueConstraint("product_id", "warehouse_id", name=op.f("uq_balances_product_id")),
    )


def _create_lots() -> None:
    op.create_table(
        "lots",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("expiry", Day),
        sa.Column("held", sa.Boolean, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_lots_product_id_products")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lots")),
        sa.UniqueConstraint("product_id", "number", name=op.f("uq_lots_product_id")),
    )


def _create_lot_balances() -> None:
    op.create_table(
        "lot_balances",
        sa.Column("id", Id, nullable=False),
        sa.Column("lot_id", Id, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("warehouse_id", Id, nullable=False),
        sa.Column("available", Quantity, nullable=False),
        sa.Column("named", Quantity, nullable=False),
        sa.Column("held", Quantity, nullable=False),
        sa.Column("quarantined", Quantity, nullable=False),
        sa.CheckConstraint(
            "available >= 0 AND held >= 0 AND quarantined >= 0", name=op.f("ck_lot_balances_pieces")
        ),
        sa.CheckConstraint("named >= 0 AND named <= available", name=op.f("ck_lot_balances_named")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_lot_balances_lot_id_lots")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_lot_balances_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"],
            ["warehouses.id"],
            name=op.f("fk_lot_balances_warehouse_id_warehouses"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot_balances")),
        sa.UniqueConstraint("lot_id", "warehouse_id", name=op.f("uq_lot_balances_lot_id")),
    )
    op.create_index(op.f("ix_lot_balances_product_id"), "lot_balances", ["product_id"])


def _create_movements() -> None:
    op.create_table(
        "movements",
        sa.Column("id", Id, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("booked_on", Day, nullable=False),
        sa.Column("pool", sa.String(10), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("warehouse_id", Id, nullable=False),
        sa.Column("lot_id", Id, nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("unit_cost", UnitPrice, nullable=False),
        sa.Column("value", Money, nullable=False),
        sa.Column("source_kind", sa.String(12), nullable=False),
        sa.Column("source_id", Id, nullable=False),
        sa.Column("source_line", Id, nullable=False),
        sa.Column("order_line_id", Id),
        sa.Column("customer_id", Id),
        sa.Column("fact_id", Id),
        sa.Column("operator", Id, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movements")),
        sa.UniqueConstraint(
            "source_line", "kind", "pool", "lot_id", name=op.f("uq_movements_source_line")
        ),
    )
    op.create_index("ix_movements_lot", "movements", ["lot_id", "id"])
    op.create_index("ix_movements_product", "movements", ["product_id", "id"])


def _create_issues() -> None:
    op.create_table(
        "issues",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("warehouse_id", Id, nullable=False),
        sa.Column("issued_on", Day, nullable=False),
        sa.Column("order_id", Id),
        sa.Column("order_number", sa.String(40)),
        sa.Column("customer_id", Id),
        sa.Column("customer_name", sa.String(200)),
        sa.Column("reason", sa.Text),
        sa.Column("operator", Id, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouses.id"], name=op.f("fk_issues_warehouse_id_warehouses")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issues")),
    )
    op.create_index(op.f("ix_issues_order_id"), "issues", ["order_id"])


def _create_holds() -> None:
    op.create_table(
        "holds",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("case_id", Id, nullable=False),
        sa.Column("case_number", sa.String(40), nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("lot_id", Id, nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("taken", Quantity, nullable=False),
        sa.Column("freed", Quantity, nullable=False),
        sa.Column("ground", sa.String(20)),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("ended_at", Instant),
        sa.Column("archived_at", Instant),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_holds_lot_id_lots")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_holds_product_id_products")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
    )
    op.create_index(op.f("ix_holds_lot_id"), "holds", ["lot_id"])


def _create_displaced() -> None:
    op.create_table(
        "displaced",
        sa.Column("hold_id", Id, nullable=False),
        sa.Column("line_id", Id, nullable=False),
        sa.Column("lot_id", Id, nullable=False),
        sa.Column("order_id", Id, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.ForeignKeyConstraint(["hold_id"], ["holds.id"], name=op.f("fk_displaced_hold_id_holds")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_displaced_lot_id_lots")),
        sa.PrimaryKeyConstraint("hold_id", "line_id", name=op.f("pk_displaced")),
    )
    op.create_index(op.f("ix_displaced_lot_id"), "displaced", ["lot_id"])
