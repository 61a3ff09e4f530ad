"""Dunning levels and letters, the level of each account, and the quality cases that dispute a debt."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Day, Id, Instant, Json, Money

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    _create_dunning_levels()
    _create_dunning_letters()
    _create_cases()
    with op.batch_alter_table("credit_accounts") as table:
        zero, no = sa.text("0"), sa.false()
        level = sa.Column("dunning_level", sa.Integer, nullable=False, server_default=zero)
        table.add_column(level)
        table.add_column(sa.Column("dunning_holds", sa.Boolean, nullable=False, server_default=no))
    with op.batch_alter_table("credit_accounts") as table:
        table.alter_column("dunning_level", existing_type=sa.Integer, server_default=None)
        table.alter_column("dunning_holds", existing_type=sa.Boolean, server_default=None)


def _create_dunning_levels() -> None:
    op.create_table(
        "dunning_levels",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("days_overdue", sa.Integer, nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("holds", sa.Boolean, nullable=False),
        sa.Column("text_zh", sa.String(2000), nullable=False),
        sa.Column("text_en", sa.String(2000), nullable=False),
        sa.Column("archived_at", Instant),
        sa.CheckConstraint("level > 0 AND days_overdue > 0", name=op.f("ck_dunning_levels_level")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dunning_levels")),
        sa.UniqueConstraint("days_overdue", name=op.f("uq_dunning_levels_days_overdue")),
        sa.UniqueConstraint("level", name=op.f("uq_dunning_levels_level")),
    )


def _create_dunning_letters() -> None:
    op.create_table(
        "dunning_letters",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("customer_name", sa.String(200), nullable=False),
        sa.Column("as_of", Day, nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("days_overdue", sa.Integer, nullable=False),
        sa.Column("amount", Money, nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("holds", sa.Boolean, nullable=False),
        sa.Column("text_zh", sa.String(2000), nullable=False),
        sa.Column("text_en", sa.String(2000), nullable=False),
        sa.Column("lines", Json, nullable=False),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("sent_on", Day),
        sa.Column("sent_by", Id),
        sa.Column("remark", sa.String(500)),
        sa.Column("archived_at", Instant),
        sa.CheckConstraint(
            "status IN ('proposed', 'sent', 'dropped', 'lapsed')",
            name=op.f("ck_dunning_letters_status"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dunning_letters")),
        sa.UniqueConstraint("number", name=op.f("uq_dunning_letters_number")),
    )
    op.create_index("ix_dunning_letters_customer_id", "dunning_letters", ["customer_id", "id"])
    op.create_index(
        "uq_dunning_letters_proposed",
        "dunning_letters",
        ["customer_id"],
        unique=True,
        postgresql_where=sa.text("status = 'proposed'"),
        sqlite_where=sa.text("status = 'proposed'"),
    )


def _create_cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("copied_at", Instant, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("customer_id", Id),
        sa.Column("return_id", Id),
        sa.Column("status", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
    )
    op.create_index(op.f("ix_cases_return_id"), "cases", ["return_id"])
