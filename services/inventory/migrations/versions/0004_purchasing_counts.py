"""Purchase orders, receipts, adjustments."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Day, Id, Instant, Money, Quantity, Rate, UnitPrice

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _create_purchase_orders()
    _create_purchase_order_lines()
    _create_receipts()
    _create_receipt_lines()
    _create_adjustments()


def _create_purchase_orders() -> None:
    op.create_table(
        "purchase_orders",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("supplier_id", Id, nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("ordered_on", Day, nullable=False),
        sa.Column("buyer_id", Id, nullable=False),
        sa.Column("buyer_name", sa.String(120), nullable=False),
        sa.Column("checked_by", Id),
        sa.Column("checked_at", Instant),
        sa.Column("operator", Id, nullable=False),
        sa.Column("price_mode", sa.String(10), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("rate", Rate, nullable=False),
        sa.Column("net", Money, nullable=False),
        sa.Column("tax", Money, nullable=False),
        sa.Column("gross", Money, nullable=False),
        sa.Column("remark", sa.Text),
        sa.Column("cancel_reason", sa.Text),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["suppliers.id"], name=op.f("fk_purchase_orders_supplier_id_suppliers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_orders")),
        sa.UniqueConstraint("number", name=op.f("uq_purchase_orders_number")),
    )
    op.create_index(op.f("ix_purchase_orders_supplier_id"), "purchase_orders", ["supplier_id"])


def _create_purchase_order_lines() -> None:
    op.create_table(
        "purchase_order_lines",
        sa.Column("id", Id, nullable=False),
        sa.Column("order_id", Id, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("unit_price", UnitPrice, nullable=False),
        sa.Column("tax_rate", Rate, nullable=False),
        sa.Column("net", Money, nullable=False),
        sa.Column("tax", Money, nullable=False),
        sa.Column("gross", Money, nullable=False),
        sa.Column("received", Quantity, nullable=False),
        sa.CheckConstraint("received >= 0", name=op.f("ck_purchase_order_lines_received")),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["purchase_orders.id"],
            name=op.f("fk_purchase_order_lines_order_id_purchase_orders"),
        ),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["products.id"],
            name=op.f("fk_purchase_order_lines_product_id_products"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purchase_order_lines")),
    )
    op.create_index(op.f("ix_purchase_order_lines_order_id"), "purchase_order_lines", ["order_id"])
    op.create_index(
        op.f("ix_purchase_order_lines_product_id"), "purchase_order_lines", ["product_id"]
    )


def _create_receipts() -> None:
    op.create_table(
        "receipts",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("purchase_order_id", Id, nullable=False),
        sa.Column("supplier_id", Id, nullable=False),
        sa.Column("warehouse_id", Id, nullable=False),
        sa.Column("received_on", Day, nullable=False),
        sa.Column("operator", Id, nullable=False),
        sa.Column("operator_name", sa.String(120), nullable=False),
        sa.Column("remark", sa.Text),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        sa.ForeignKeyConstraint(
            ["purchase_order_id"],
            ["purchase_orders.id"],
            name=op.f("fk_receipts_purchase_order_id_purchase_orders"),
        ),
        sa.ForeignKeyConstraint(
            ["supplier_id"], ["suppliers.id"], name=op.f("fk_receipts_supplier_id_suppliers")
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouses.id"], name=op.f("fk_receipts_warehouse_id_warehouses")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
        sa.UniqueConstraint("number", name=op.f("uq_receipts_number")),
    )
    op.create_index(op.f("ix_receipts_purchase_order_id"), "receipts", ["purchase_order_id"])


def _create_receipt_lines() -> None:
    op.create_table(
        "receipt_lines",
        sa.Column("id", Id, nullable=False),
        sa.Column("receipt_id", Id, nullable=False),
        sa.Column("order_line_id", Id, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("lot_id", Id, nullable=False),
        sa.Column("lot", sa.String(60), nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("value", Money, nullable=False),
        sa.Column("expiry", Day),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_receipt_lines_lot_id_lots")),
        sa.ForeignKeyConstraint(
            ["order_line_id"],
            ["purchase_order_lines.id"],
            name=op.f("fk_receipt_lines_order_line_id_purchase_order_lines"),
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_receipt_lines_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["receipts.id"], name=op.f("fk_receipt_lines_receipt_id_receipts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_lines")),
    )
    op.create_index(op.f("ix_receipt_lines_lot_id"), "receipt_lines", ["lot_id"])
    op.create_index(op.f("ix_receipt_lines_order_line_id"), "receipt_lines", ["order_line_id"])
    op.create_index(op.f("ix_receipt_lines_receipt_id"), "receipt_lines", ["receipt_id"])


def _create_adjustments() -> None:
    op.create_table(
        "adjustments",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("warehouse_id", Id, nullable=False),
        sa.Column("lot_id", Id, nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("unit_cost", UnitPrice),
        sa.Column("value", Money),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("proposed_by", Id, nullable=False),
        sa.Column("proposed_by_name", sa.String(120), nullable=False),
        sa.Column("approved_by", Id),
        sa.Column("approved_by_name", sa.String(120)),
        sa.Column("approved_at", Instant),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_adjustments_lot_id_lots")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_adjustments_product_id_products")
        ),
        sa.ForeignKeyConstraint(
            ["warehouse_id"], ["warehouses.id"], name=op.f("fk_adjustments_warehouse_id_warehouses")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustments")),
        sa.UniqueConstraint("number", name=op.f("uq_adjustments_number")),
    )
    op.create_index(op.f("ix_adjustments_product_id"), "adjustments", ["product_id"])
