"""Payments, refunds, customers' debit notes and write-offs."""

import sqlalchemy as sa
from alembic import op

from chassis import clock
from chassis.data.types import Day, Id, Instant, Money, Rate
from chassis.ids import new_id

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    _create_payments()
    _create_refunds()
    _create_debit_notes()
    _create_write_offs()
    _create_write_off_rules()
    _set_the_first_rules()


def _create_payments() -> None:
    op.create_table(
        "payments",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("customer_name", sa.String(200), nullable=False),
        sa.Column("method", sa.String(20), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("rate", Rate, nullable=False),
        sa.Column("amount", Money, nullable=False),
        sa.Column("received_on", Day, nullable=False),
        sa.Column("booked_on", Day, nullable=False),
        sa.Column("bank_reference", sa.String(80)),
        sa.Column("payer", sa.String(200)),
        sa.Column("bill_kind", sa.String(20)),
        sa.Column("bill_number", sa.String(80)),
        sa.Column("drawer", sa.String(200)),
        sa.Column("acceptor", sa.String(200)),
        sa.Column("matures_on", Day),
        sa.Column("operator_id", Id, nullable=False),
        sa.Column("remark", sa.String(500), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("reversal_kind", sa.String(20)),
        sa.Column("reversal_reason", sa.String(500)),
        sa.Column("reversed_on", Day),
        sa.Column("reversed_by", Id),
        sa.Column("archived_at", Instant),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payments_amount")),
        sa.CheckConstraint(
            "(method = 'bill') = (bill_number IS NOT NULL AND matures_on IS NOT NULL)",
            name=op.f("ck_payments_bill"),
        ),
        sa.CheckConstraint("status IN ('received', 'reversed')", name=op.f("ck_payments_status")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
        sa.UniqueConstraint("number", name=op.f("uq_payments_number")),
    )
    op.create_index(op.f("ix_payments_bank_reference"), "payments", ["bank_reference"])
    op.create_index(op.f("ix_payments_bill_number"), "payments", ["bill_number"])
    op.create_index("ix_payments_customer_id", "payments", ["customer_id", "id"])
    op.create_index("ix_payments_matures_on", "payments", ["matures_on", "id"])


def _create_refunds() -> None:
    op.create_table(
        "refunds",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("source_id", Id, nullable=False),
        sa.Column("source_number", sa.String(40), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("customer_name", sa.String(200), nullable=False),
        sa.Column("amount", Money, nullable=False),
        sa.Column("method", sa.String(20), nullable=False),
        sa.Column("bank_reference", sa.String(80)),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("asked_by", Id, nullable=False),
        sa.Column("decided_by", Id),
        sa.Column("decided_at", Instant),
        sa.Column("comment", sa.String(500)),
        sa.Column("paid_on", Day),
        sa.Column("settlement_id", Id),
        sa.Column("archived_at", Instant),
        sa.CheckConstraint("amount > 0", name=op.f("ck_refunds_amount")),
        sa.CheckConstraint(
            "status IN ('asked', 'approved', 'rejected')", name=op.f("ck_refunds_status")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_refunds_source_id_sources")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refunds")),
        sa.UniqueConstraint("number", name=op.f("uq_refunds_number")),
    )
    op.create_index("ix_refunds_customer_id", "refunds", ["customer_id", "id"])
    op.create_index(op.f("ix_refunds_source_id"), "refunds", ["source_id"])


def _create_debit_notes() -> None:
    op.create_table(
        "debit_notes",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("customer_name", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("amount", Money, nullable=False),
        sa.Column("claimed_on", Day, nullable=False),
        sa.Column("customer_reference", sa.String(80)),
        sa.Column("receivable_id", Id),
        sa.Column("case_id", Id),
        sa.Column("case_number", sa.String(40)),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("asked_by", Id, nullable=False),
        sa.Column("decided_by", Id),
        sa.Column("decided_at", Instant),
        sa.Column("comment", sa.String(500)),
        sa.Column("agreed_on", Day),
        sa.Column("reversed_on", Day),
        sa.Column("archived_at", Instant),
        sa.CheckConstraint("amount > 0", name=op.f("ck_debit_notes_amount")),
        sa.CheckConstraint(
            "status IN ('asked', 'approved', 'rejected', 'reversed')",
            name=op.f("ck_debit_notes_status"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_debit_notes")),
        sa.UniqueConstraint("number", name=op.f("uq_debit_notes_number")),
    )
    op.create_index(op.f("ix_debit_notes_case_id"), "debit_notes", ["case_id"])
    op.create_index("ix_debit_notes_customer_id", "debit_notes", ["customer_id", "id"])


def _create_write_offs() -> None:
    op.create_table(
        "write_offs",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("receivable_id", Id, nullable=False),
        sa.Column("receivable_number", sa.String(40), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("customer_name", sa.String(200), nullable=False),
        sa.Column("amount", Money, nullable=False),
        sa.Column("recovered", Money, nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("asked_by", Id, nullable=False),
        sa.Column("decided_by", Id),
        sa.Column("decided_at", Instant),
        sa.Column("comment", sa.String(500)),
        sa.Column("settlement_id", Id),
        sa.Column("archived_at", Instant),
        sa.CheckConstraint("amount > 0", name=op.f("ck_write_offs_amount")),
        sa.CheckConstraint("kind IN ('tail', 'bad_debt')", name=op.f("ck_write_offs_kind")),
        sa.CheckConstraint(
            "recovered >= 0 AND recovered <= amount", name=op.f("ck_write_offs_recovered")
        ),
        sa.CheckConstraint(
            "status IN ('asked', 'approved', 'rejected')", name=op.f("ck_write_offs_status")
        ),
        sa.ForeignKeyConstraint(
            ["receivable_id"],
            ["receivables.id"],
            name=op.f("fk_write_offs_receivable_id_receivables"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_write_offs")),
        sa.UniqueConstraint("number", name=op.f("uq_write_offs_number")),
    )
    op.create_index("ix_write_offs_customer_id", "write_offs", ["customer_id", "id"])
    op.create_index(op.f("ix_write_offs_receivable_id"), "write_offs", ["receivable_id"])


def _create_write_off_rules() -> None:
    op.create_table(
        "write_off_rules",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("tail_limit", Money, nullable=False),
        sa.Column("archived_at", Instant),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_write_off_rules")),
    )


def _set_the_first_rules() -> None:
    """A tail is at most 10.00 until finance says otherwise."""
    rules = sa.table(
        "write_off_rules",
        sa.column("id", Id),
        sa.column("version", sa.Integer),
        sa.column("created_at", Instant),
        sa.column("tail_limit", Money),
    )
    first = {"id": new_id(), "version": 1, "created_at": clock.now(), "tail_limit": 10}
    op.execute(rules.insert().values(first))
