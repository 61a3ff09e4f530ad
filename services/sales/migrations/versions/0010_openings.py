"""Opening balances: batches that two people sign for, and their lines; what was open on a past day."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Day, Id, Instant, Money

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    _create_openings()
    _create_opening_lines()
    op.create_index("ix_settlement_lines_booked_on", "settlement_lines", ["booked_on"])


def _create_openings() -> None:
    op.create_table(
        "openings",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("as_of", Day, nullable=False),
        sa.Column("receivables", Money, nullable=False),
        sa.Column("credits", Money, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("asked_by", Id, nullable=False),
        sa.Column("decided_by", Id),
        sa.Column("decided_at", Instant),
        sa.Column("comment", sa.String(500)),
        sa.Column("archived_at", Instant),
        sa.CheckConstraint(
            "status IN ('asked', 'approved', 'rejected')", name=op.f("ck_openings_status")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_openings")),
        sa.UniqueConstraint("number", name=op.f("uq_openings_number")),
    )
    op.create_index(op.f("ix_openings_digest"), "openings", ["digest"])


def _create_opening_lines() -> None:
    op.create_table(
        "opening_lines",
        sa.Column("id", Id, nullable=False),
        sa.Column("opening_id", Id, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("customer_code", sa.String(40), nullable=False),
        sa.Column("customer_name", sa.String(200), nullable=False),
        sa.Column("reference", sa.String(80), nullable=False),
        sa.Column("document_on", Day),
        sa.Column("due_on", Day),
        sa.Column("amount", Money, nullable=False),
        sa.Column("invoice_number", sa.String(40)),
        sa.CheckConstraint("amount > 0", name=op.f("ck_opening_lines_amount")),
        sa.CheckConstraint("kind IN ('receivable', 'credit')", name=op.f("ck_opening_lines_kind")),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["openings.id"], name=op.f("fk_opening_lines_opening_id_openings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_lines")),
    )
    op.create_index("ix_opening_lines_customer_id", "opening_lines", ["customer_id", "reference"])
    op.create_index(op.f("ix_opening_lines_opening_id"), "opening_lines", ["opening_id"])
