"""Files, what makes them look alike, and credit."""

import sqlalchemy as sa
from alembic import op

from chassis.data.migrations import create_chassis_tables
from chassis.data.types import Day, Id, Instant, Json, Money
from paper.tables import create_paper_tables

revision = "0001"
down_revision = None

_OPEN = sa.text("state IN ('submitted', 'examined')")


def upgrade() -> None:
    create_chassis_tables(op)
    create_paper_tables(op)
    _create_customers()
    _create_credit()


def _create_customers() -> None:
    op.create_table(
        "customers",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("display_name", sa.String(200), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("grade", sa.String(1)),
        sa.Column("filing", sa.String(20), nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("pending", Json, nullable=False),
        sa.Column("makers", Json, nullable=False),
        sa.Column("missing", Json, nullable=False),
        sa.Column("registered_by", Id, nullable=False),
        sa.Column("registered_on", Day, nullable=False),
        sa.Column("due_on", Day, nullable=False),
        sa.Column("filed_on", Day),
        sa.Column("archive_reason", sa.String(500)),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        sa.Column("type", sa.String(20), nullable=False),
        sa.Column("category", sa.String(20), nullable=False),
        sa.Column("name", sa.String(200)),
        sa.Column("short_name", sa.String(60)),
        sa.Column("person_name", sa.String(100)),
        sa.Column("terms_kind", sa.String(20), nullable=False),
        sa.Column("terms_days", sa.Integer, nullable=False),
        sa.Column("return_credit", sa.String(20), nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("region", sa.String(6)),
        sa.Column("sales_region", sa.String(60)),
        sa.Column("needs", Json, nullable=False),
        sa.Column("wanted_products", sa.Text),
        sa.Column("phone_office", sa.String(40)),
        sa.Column("phone_mobile", sa.String(40)),
        sa.Column("phone_home", sa.String(40)),
        sa.Column("fax", sa.String(40)),
        sa.Column("email", sa.String(254)),
        sa.Column("qq", sa.String(20)),
        sa.Column("wechat", sa.String(60)),
        sa.Column("website", sa.String(254)),
        sa.Column("address_company", sa.String(300)),
        sa.Column("address_home", sa.String(300)),
        sa.Column("address_billing", sa.String(300)),
        sa.Column("address_delivery", sa.String(300)),
        sa.Column("postcode", sa.String(12)),
        sa.Column("introduction", sa.Text),
        sa.Column("remark", sa.Text),
        sa.Column("owner_id", Id),
        sa.Column("department", sa.String(60)),
        sa.Column("credit_code", sa.String(40)),
        sa.Column("nature", sa.String(20)),
        sa.Column("industry", sa.String(10)),
        sa.Column("legal_representative", sa.String(100)),
        sa.Column("person_in_charge", sa.String(100)),
        sa.Column("registered_capital", Money),
        sa.Column("founded_on", Day),
        sa.Column("staff", sa.Integer),
        sa.Column("main_business", sa.Text),
        sa.Column("bank", sa.String(200)),
        sa.Column("account", sa.String(40)),
        sa.Column("tax_no", sa.String(40)),
        sa.Column("employer", sa.String(200)),
        sa.Column("person_department", sa.String(100)),
        sa.Column("title", sa.String(100)),
        sa.Column("birth_date", Day),
        sa.Column("identity_kind", sa.String(20)),
        sa.Column("identity_no", sa.Text),
        sa.Column("height_cm", sa.Text),
        sa.Column("weight_kg", sa.Text),
        sa.Column("marital_status", sa.String(20)),
        sa.Column("none", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
        sa.UniqueConstraint("code", name=op.f("uq_customers_code")),
    )
    op.create_index("ix_customers_filing", "customers", ["filing", "due_on"])
    op.create_index("ix_customers_owner_id", "customers", ["owner_id"])
    op.create_table(
        "likenesses",
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("form", sa.String(200), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_likenesses_customer_id_customers")
        ),
        sa.PrimaryKeyConstraint("customer_id", "kind", "form", name=op.f("pk_likenesses")),
    )
    op.create_index("ix_likenesses_form", "likenesses", ["kind", "form"])


def _create_credit() -> None:
    op.create_table(
        "credit_proposals",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("limit", Money),
        sa.Column("rating", sa.String(1)),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("proposed_by", Id, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        sa.CheckConstraint('"limit" >= 0', name=op.f("ck_credit_proposals_limit")),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
            name=op.f("fk_credit_proposals_customer_id_customers"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_proposals")),
        sa.UniqueConstraint("number", name=op.f("uq_credit_proposals_number")),
    )
    op.create_index(
        "ix_credit_proposals_customer_id", "credit_proposals", ["customer_id", "created_at"]
    )
    op.create_index(
        "uq_credit_proposals_open",
        "credit_proposals",
        ["customer_id"],
        unique=True,
        postgresql_where=_OPEN,
        sqlite_where=_OPEN,
    )
    op.create_table(
        "credit_records",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("limit", Money),
        sa.Column("rating", sa.String(1)),
        sa.Column("proposal_id", Id, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        sa.CheckConstraint('"limit" >= 0', name=op.f("ck_credit_records_limit")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_credit_records_customer_id_customers")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["credit_proposals.id"],
            name=op.f("fk_credit_records_proposal_id_credit_proposals"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_records")),
        sa.UniqueConstraint("customer_id", name=op.f("uq_credit_records_customer_id")),
    )
