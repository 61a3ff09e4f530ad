"""Copies, credit and margins."""

import sqlalchemy as sa
from alembic import op

from chassis.data.migrations import create_chassis_tables
from chassis.data.types import Day, Id, Instant, Json, Money, Rate, UnitPrice
from paper.tables import create_paper_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_chassis_tables(op)
    create_paper_tables(op)
    _create_customers()
    _create_products()
    _create_lots()
    _create_credit_accounts()
    _create_credit_holds()
    _create_margin_totals()
    _create_quality_costs()


def _create_customers() -> None:
    op.create_table(
        "customers",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("copied_at", Instant, nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("display_name", sa.String(200), nullable=False),
        sa.Column("type", sa.String(20), nullable=False),
        sa.Column("category", sa.String(20), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("grade", sa.String(20)),
        sa.Column("region", sa.String(40)),
        sa.Column("owner_id", Id),
        sa.Column("department", sa.String(40)),
        sa.Column("terms_kind", sa.String(20), nullable=False),
        sa.Column("terms_days", sa.Integer, nullable=False),
        sa.Column("return_credit", sa.String(20), nullable=False),
        sa.Column("approved", sa.Boolean, nullable=False),
        sa.Column("archived", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
    )


def _create_products() -> None:
    op.create_table(
        "products",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("copied_at", Instant, nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.Column("category", sa.String(60)),
        sa.Column("tax_rate", Rate, nullable=False),
        sa.Column("tracking", sa.String(20), nullable=False),
        sa.Column("sale_price", UnitPrice),
        sa.Column("archived", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
    )


def _create_lots() -> None:
    op.create_table(
        "lots",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("copied_at", Instant, nullable=False),
        sa.Column("lot", sa.String(80), nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("held", sa.Boolean, nullable=False),
        sa.Column("holds", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lots")),
    )
    op.create_index("ix_lots_product_id", "lots", ["product_id", "lot"])


def _create_credit_accounts() -> None:
    op.create_table(
        "credit_accounts",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("credit_limit", Money),
        sa.Column("rating", sa.String(1)),
        sa.Column("terms_version", sa.BigInteger, nullable=False),
        sa.Column("open_receivables", Money, nullable=False),
        sa.Column("unallocated", Money, nullable=False),
        sa.Column("undelivered", Money, nullable=False),
        sa.Column("archived_at", Instant),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_accounts")),
    )


def _create_credit_holds() -> None:
    op.create_table(
        "credit_holds",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("order_id", Id, nullable=False),
        sa.Column("order_number", sa.String(40), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("customer_name", sa.String(200), nullable=False),
        sa.Column("salesperson_id", Id, nullable=False),
        sa.Column("department", sa.String(40), nullable=False),
        sa.Column("verb", sa.String(20), nullable=False),
        sa.Column("ground", sa.String(20), nullable=False),
        sa.Column("amount", Money, nullable=False),
        sa.Column("exposure", Money, nullable=False),
        sa.Column("credit_limit", Money),
        sa.Column("rating", sa.String(1)),
        sa.Column("withheld", Money, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(500)),
        sa.Column("released_by", Id),
        sa.Column("released_at", Instant),
        sa.Column("archived_at", Instant),
        sa.CheckConstraint(
            "status IN ('open', 'released', 'lapsed')", name=op.f("ck_credit_holds_status")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_holds")),
    )
    op.create_index("ix_credit_holds_order_id", "credit_holds", ["order_id"])
    op.create_index("ix_credit_holds_salesperson_id", "credit_holds", ["salesperson_id", "id"])
    op.create_index(
        "uq_credit_holds_open",
        "credit_holds",
        ["order_id"],
        unique=True,
        postgresql_where=sa.text("status = 'open'"),
        sqlite_where=sa.text("status = 'open'"),
    )


def _create_margin_totals() -> None:
    op.create_table(
        "margin_totals",
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("department", sa.String(40), nullable=False),
        sa.Column("net", Money, nullable=False),
        sa.Column("cost", Money, nullable=False),
        sa.PrimaryKeyConstraint(
            "customer_id", "product_id", "department", name=op.f("pk_margin_totals")
        ),
    )
    op.create_index("ix_margin_totals_product_id", "margin_totals", ["product_id"])


def _create_quality_costs() -> None:
    op.create_table(
        "quality_costs",
        sa.Column("id", Id, nullable=False),
        sa.Column("case_id", Id, nullable=False),
        sa.Column("case_number", sa.String(40), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("product_id", Id),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("amount", Money, nullable=False),
        sa.Column("booked_on", Day, nullable=False),
        sa.Column("recorded_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_costs")),
    )
    op.create_index("ix_quality_costs_customer_id", "quality_costs", ["customer_id", "product_id"])
