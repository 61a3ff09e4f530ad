"""Orders and deliveries."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Day, Id, Instant, Json, Money, Quantity, Rate, UnitPrice

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _create_orders()
    _create_order_lines()
    _create_deliveries()
    _create_delivery_lines()


def _create_orders() -> None:
    op.create_table(
        "orders",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("customer_code", sa.String(40), nullable=False),
        sa.Column("customer_name", sa.String(200), nullable=False),
        sa.Column("salesperson_id", Id, nullable=False),
        sa.Column("operator_id", Id, nullable=False),
        sa.Column("department", sa.String(40), nullable=False),
        sa.Column("ordered_on", Day, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("fulfilment", sa.String(10), nullable=False),
        sa.Column("price_mode", sa.String(10), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("rate", Rate, nullable=False),
        sa.Column("discount", Money, nullable=False),
        sa.Column("net", Money, nullable=False),
        sa.Column("tax", Money, nullable=False),
        sa.Column("gross", Money, nullable=False),
        sa.Column("delivered_net", Money, nullable=False),
        sa.Column("cost", Money, nullable=False),
        sa.Column("remark", sa.String(500), nullable=False),
        sa.Column("terms_kind", sa.String(20)),
        sa.Column("terms_days", sa.Integer),
        sa.Column("confirmed_at", Instant),
        sa.Column("posted_at", Instant),
        sa.Column("cancel_reason", sa.String(500)),
        sa.Column("was_held", sa.Boolean, nullable=False),
        sa.Column("attention", sa.String(20)),
        sa.Column("attention_lot", sa.String(80)),
        sa.Column("attention_case_id", Id),
        sa.Column("attention_case_number", sa.String(40)),
        sa.Column("demand_version", sa.BigInteger, nullable=False),
        sa.Column("held_version", sa.BigInteger, nullable=False),
        sa.Column("whole_version", sa.BigInteger, nullable=False),
        sa.Column("archived_at", Instant),
        sa.CheckConstraint(
            "status IN ('draft', 'confirmed', 'posted', 'cancelling', 'cancelled', 'closed')",
            name=op.f("ck_orders_status"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("number", name=op.f("uq_orders_number")),
    )
    op.create_index("ix_orders_customer_id", "orders", ["customer_id", "id"])
    op.create_index("ix_orders_salesperson_id", "orders", ["salesperson_id", "id"])
    op.create_index("ix_orders_status", "orders", ["status", "id"])


def _create_order_lines() -> None:
    op.create_table(
        "order_lines",
        sa.Column("id", Id, nullable=False),
        sa.Column("order_id", Id, nullable=False),
        sa.Column("line_no", sa.Integer, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("product_code", sa.String(40), nullable=False),
        sa.Column("product_name", sa.String(200), nullable=False),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.Column("warehouse_id", Id),
        sa.Column("lot", sa.String(80)),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("price", UnitPrice, nullable=False),
        sa.Column("discount", Money, nullable=False),
        sa.Column("order_discount", Money, nullable=False),
        sa.Column("tax_rate", Rate, nullable=False),
        sa.Column("net", Money, nullable=False),
        sa.Column("tax", Money, nullable=False),
        sa.Column("gross", Money, nullable=False),
        sa.Column("reserved", Quantity, nullable=False),
        sa.Column("backordered", Quantity, nullable=False),
        sa.Column("delivered", Quantity, nullable=False),
        sa.Column("cancelled", Quantity, nullable=False),
        sa.Column("delivered_net", Money, nullable=False),
        sa.Column("cost", Money, nullable=False),
        sa.CheckConstraint("delivered + cancelled <= quantity", name=op.f("ck_order_lines_whole")),
        sa.CheckConstraint("delivered >= 0 AND cancelled >= 0", name=op.f("ck_order_lines_fates")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_order_lines_quantity")),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["orders.id"],
            name=op.f("fk_order_lines_order_id_orders"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_lines")),
    )
    op.create_index(op.f("ix_order_lines_order_id"), "order_lines", ["order_id"])


def _create_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("issue_id", Id, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("order_id", Id, nullable=False),
        sa.Column("order_number", sa.String(40), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("customer_name", sa.String(200), nullable=False),
        sa.Column("salesperson_id", Id, nullable=False),
        sa.Column("department", sa.String(40), nullable=False),
        sa.Column("warehouse_id", Id, nullable=False),
        sa.Column("delivered_on", Day, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("price_mode", sa.String(10), nullable=False),
        sa.Column("net", Money, nullable=False),
        sa.Column("tax", Money, nullable=False),
        sa.Column("gross", Money, nullable=False),
        sa.Column("cost", Money, nullable=False),
        sa.Column("archived_at", Instant),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("issue_id", name=op.f("uq_deliveries_issue_id")),
        sa.UniqueConstraint("number", name=op.f("uq_deliveries_number")),
    )
    op.create_index("ix_deliveries_customer_id", "deliveries", ["customer_id", "id"])
    op.create_index("ix_deliveries_order_id", "deliveries", ["order_id"])
    op.create_index("ix_deliveries_salesperson_id", "deliveries", ["salesperson_id", "id"])


def _create_delivery_lines() -> None:
    op.create_table(
        "delivery_lines",
        sa.Column("id", Id, nullable=False),
        sa.Column("delivery_id", Id, nullable=False),
        sa.Column("order_line_id", Id, nullable=False),
        sa.Column("issue_line_id", Id, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("product_code", sa.String(40), nullable=False),
        sa.Column("product_name", sa.String(200), nullable=False),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("price", UnitPrice, nullable=False),
        sa.Column("discount", Money, nullable=False),
        sa.Column("tax_rate", Rate, nullable=False),
        sa.Column("net", Money, nullable=False),
        sa.Column("tax", Money, nullable=False),
        sa.Column("gross", Money, nullable=False),
        sa.Column("cost", Money, nullable=False),
        sa.Column("lots", Json, nullable=False),
        sa.Column("lot_costs", Json, nullable=False),
        sa.Column("returned", Quantity, nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_delivery_lines_quantity")),
        sa.CheckConstraint(
            "returned >= 0 AND returned <= quantity", name=op.f("ck_delivery_lines_returned")
        ),
        sa.ForeignKeyConstraint(
            ["delivery_id"],
            ["deliveries.id"],
            name=op.f("fk_delivery_lines_delivery_id_deliveries"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_lines")),
    )
    op.create_index(op.f("ix_delivery_lines_delivery_id"), "delivery_lines", ["delivery_id"])
    op.create_index(op.f("ix_delivery_lines_order_line_id"), "delivery_lines", ["order_line_id"])
