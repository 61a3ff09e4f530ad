"""Quotations; and on orders where the goods go, and when they are wished."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Day, Id, Instant, Money, Quantity, Rate, UnitPrice

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    _create_quotations()
    _create_quotation_lines()
    _widen_orders()


def _create_quotations() -> None:
    op.create_table(
        "quotations",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("first_id", Id, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("customer_code", sa.String(40), nullable=False),
        sa.Column("customer_name", sa.String(200), nullable=False),
        sa.Column("salesperson_id", Id, nullable=False),
        sa.Column("operator_id", Id, nullable=False),
        sa.Column("department", sa.String(40), nullable=False),
        sa.Column("quoted_on", Day, nullable=False),
        sa.Column("valid_until", Day, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("price_mode", sa.String(10), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("rate", Rate, nullable=False),
        sa.Column("discount", Money, nullable=False),
        sa.Column("net", Money, nullable=False),
        sa.Column("tax", Money, nullable=False),
        sa.Column("gross", Money, nullable=False),
        sa.Column("remark", sa.String(500), nullable=False),
        sa.Column("sent_at", Instant),
        sa.Column("answered_at", Instant),
        sa.Column("decline_reason", sa.String(500)),
        sa.Column("order_id", Id),
        sa.Column("order_number", sa.String(40)),
        sa.Column("archived_at", Instant),
        sa.CheckConstraint(
            "status IN ('draft', 'sent', 'accepted', 'declined', 'expired', 'revised')",
            name=op.f("ck_quotations_status"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotations")),
        sa.UniqueConstraint("number", "revision", name="uq_quotations_revision"),
        sa.UniqueConstraint("order_id", name=op.f("uq_quotations_order_id")),
    )
    op.create_index("ix_quotations_first_id", "quotations", ["first_id"])
    op.create_index("ix_quotations_customer_id", "quotations", ["customer_id", "id"])
    op.create_index("ix_quotations_salesperson_id", "quotations", ["salesperson_id", "id"])


def _create_quotation_lines() -> None:
    op.create_table(
        "quotation_lines",
        sa.Column("id", Id, nullable=False),
        sa.Column("quotation_id", Id, nullable=False),
        sa.Column("line_no", sa.Integer, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("product_code", sa.String(40), nullable=False),
        sa.Column("product_name", sa.String(200), nullable=False),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("price", UnitPrice, nullable=False),
        sa.Column("discount", Money, nullable=False),
        sa.Column("order_discount", Money, nullable=False),
        sa.Column("tax_rate", Rate, nullable=False),
        sa.Column("net", Money, nullable=False),
        sa.Column("tax", Money, nullable=False),
        sa.Column("gross", Money, nullable=False),
        sa.Column("remark", sa.String(200), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_quotation_lines_quantity")),
        sa.ForeignKeyConstraint(
            ["quotation_id"],
            ["quotations.id"],
            name=op.f("fk_quotation_lines_quotation_id_quotations"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotation_lines")),
    )
    op.create_index("ix_quotation_lines_quotation_id", "quotation_lines", ["quotation_id"])


def _widen_orders() -> None:
    for column in (
        sa.Column("quotation_id", Id),
        sa.Column("wished_on", Day),
        sa.Column("delivery_address", sa.String(300)),
        sa.Column("consignee_id", Id),
        sa.Column("consignee", sa.String(100)),
        sa.Column("consignee_phone", sa.String(40)),
    ):
        op.add_column("orders", column)
    remark = sa.Column("remark", sa.String(200), nullable=False, server_default="")
    op.add_column("order_lines", remark)
    op.create_index("ix_orders_consignee_id", "orders", ["consignee_id"])
    op.create_index("uq_orders_quotation_id", "orders", ["quotation_id"], unique=True)
