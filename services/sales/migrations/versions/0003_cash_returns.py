"""Receivables, credit notes and returns."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Day, Id, Instant, Json, Money, Quantity, Rate, UnitPrice

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _create_receivables()
    _create_credit_notes()
    _create_credit_note_lines()
    _create_settlements()
    _create_returns()
    _create_return_lines()


def _create_receivables() -> None:
    op.create_table(
        "receivables",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("delivery_id", Id, nullable=False),
        sa.Column("delivery_number", sa.String(40), nullable=False),
        sa.Column("order_id", Id, nullable=False),
        sa.Column("order_number", sa.String(40), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("customer_name", sa.String(200), nullable=False),
        sa.Column("salesperson_id", Id, nullable=False),
        sa.Column("department", sa.String(40), nullable=False),
        sa.Column("booked_on", Day, nullable=False),
        sa.Column("due_on", Day, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("net", Money, nullable=False),
        sa.Column("tax", Money, nullable=False),
        sa.Column("gross", Money, nullable=False),
        sa.Column("open", Money, nullable=False),
        sa.Column("archived_at", Instant),
        sa.CheckConstraint("open >= 0 AND open <= gross", name=op.f("ck_receivables_open")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receivables")),
        sa.UniqueConstraint("delivery_id", name=op.f("uq_receivables_delivery_id")),
        sa.UniqueConstraint("number", name=op.f("uq_receivables_number")),
    )
    op.create_index("ix_receivables_customer_id", "receivables", ["customer_id", "id"])
    op.create_index("ix_receivables_order_id", "receivables", ["order_id"])
    op.create_index("ix_receivables_salesperson_id", "receivables", ["salesperson_id", "id"])


def _create_credit_notes() -> None:
    op.create_table(
        "credit_notes",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("return_id", Id, nullable=False),
        sa.Column("disposal_id", Id),
        sa.Column("return_number", sa.String(40), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("customer_name", sa.String(200), nullable=False),
        sa.Column("salesperson_id", Id, nullable=False),
        sa.Column("department", sa.String(40), nullable=False),
        sa.Column("issued_on", Day, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("net", Money, nullable=False),
        sa.Column("tax", Money, nullable=False),
        sa.Column("gross", Money, nullable=False),
        sa.Column("cost", Money, nullable=False),
        sa.Column("open", Money, nullable=False),
        sa.Column("archived_at", Instant),
        sa.CheckConstraint("open >= 0 AND open <= gross", name=op.f("ck_credit_notes_open")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_notes")),
        sa.UniqueConstraint("disposal_id", name=op.f("uq_credit_notes_disposal_id")),
        sa.UniqueConstraint("number", name=op.f("uq_credit_notes_number")),
    )
    op.create_index("ix_credit_notes_customer_id", "credit_notes", ["customer_id", "id"])
    op.create_index("ix_credit_notes_return_id", "credit_notes", ["return_id"])
    op.create_index("ix_credit_notes_salesperson_id", "credit_notes", ["salesperson_id", "id"])


def _create_credit_note_lines() -> None:
    op.create_table(
        "credit_note_lines",
        sa.Column("id", Id, nullable=False),
        sa.Column("credit_note_id", Id, nullable=False),
        sa.Column("return_line_id", Id, nullable=False),
        sa.Column("delivery_id", Id, nullable=False),
        sa.Column("delivery_line_id", Id, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("product_code", sa.String(40), nullable=False),
        sa.Column("product_name", sa.String(200), nullable=False),
        sa.Column("department", sa.String(40), nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("price", UnitPrice, nullable=False),
        sa.Column("discount", Money, nullable=False),
        sa.Column("tax_rate", Rate, nullable=False),
        sa.Column("net", Money, nullable=False),
        sa.Column("tax", Money, nullable=False),
        sa.Column("gross", Money, nullable=False),
        sa.Column("cost", Money, nullable=False),
        sa.ForeignKeyConstraint(
            ["credit_note_id"],
            ["credit_notes.id"],
            name=op.f("fk_credit_note_lines_credit_note_id_credit_notes"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_note_lines")),
    )
    op.create_index(
        op.f("ix_credit_note_lines_credit_note_id"), "credit_note_lines", ["credit_note_id"]
    )


def _create_settlements() -> None:
    op.create_table(
        "settlements",
        sa.Column("id", Id, nullable=False),
        sa.Column("credit_note_id", Id, nullable=False),
        sa.Column("receivable_id", Id, nullable=False),
        sa.Column("amount", Money, nullable=False),
        sa.Column("settled_at", Instant, nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_settlements_amount")),
        sa.ForeignKeyConstraint(
            ["credit_note_id"],
            ["credit_notes.id"],
            name=op.f("fk_settlements_credit_note_id_credit_notes"),
        ),
        sa.ForeignKeyConstraint(
            ["receivable_id"],
            ["receivables.id"],
            name=op.f("fk_settlements_receivable_id_receivables"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlements")),
    )
    op.create_index(op.f("ix_settlements_credit_note_id"), "settlements", ["credit_note_id"])
    op.create_index(op.f("ix_settlements_receivable_id"), "settlements", ["receivable_id"])


def _create_returns() -> None:
    op.create_table(
        "returns",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("customer_name", sa.String(200), nullable=False),
        sa.Column("salesperson_id", Id, nullable=False),
        sa.Column("department", sa.String(40), nullable=False),
        sa.Column("operator_id", Id, nullable=False),
        sa.Column("phase", sa.String(20), nullable=False),
        sa.Column("severity", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("credit_when", sa.String(20), nullable=False),
        sa.Column("received_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returns")),
        sa.UniqueConstraint("number", name=op.f("uq_returns_number")),
    )
    op.create_index("ix_returns_customer_id", "returns", ["customer_id", "id"])
    op.create_index("ix_returns_salesperson_id", "returns", ["salesperson_id", "id"])


def _create_return_lines() -> None:
    op.create_table(
        "return_lines",
        sa.Column("id", Id, nullable=False),
        sa.Column("return_id", Id, nullable=False),
        sa.Column("delivery_id", Id, nullable=False),
        sa.Column("delivery_number", sa.String(40), nullable=False),
        sa.Column("delivery_line_id", Id, nullable=False),
        sa.Column("order_id", Id, nullable=False),
        sa.Column("department", sa.String(40), nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("product_code", sa.String(40), nullable=False),
        sa.Column("product_name", sa.String(200), nullable=False),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("condition", sa.String(20), nullable=False),
        sa.Column("price", UnitPrice, nullable=False),
        sa.Column("discount", Money, nullable=False),
        sa.Column("tax_rate", Rate, nullable=False),
        sa.Column("lots", Json, nullable=False),
        sa.Column("net", Money, nullable=False),
        sa.Column("tax", Money, nullable=False),
        sa.Column("gross", Money, nullable=False),
        sa.Column("cost", Money, nullable=False),
        sa.Column("judged", Quantity, nullable=False),
        sa.Column("credited", Quantity, nullable=False),
        sa.CheckConstraint(
            "judged <= quantity AND credited <= judged", name=op.f("ck_return_lines_judged")
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_return_lines_quantity")),
        sa.ForeignKeyConstraint(
            ["return_id"], ["returns.id"], name=op.f("fk_return_lines_return_id_returns")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_lines")),
    )
    op.create_index(op.f("ix_return_lines_delivery_line_id"), "return_lines", ["delivery_line_id"])
    op.create_index(op.f("ix_return_lines_return_id"), "return_lines", ["return_id"])
