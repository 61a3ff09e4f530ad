"""Booking periods, and the day on which a delivery is booked beside the day it left."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Day, Id, Instant, Json

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _create_books()
    _create_periods()
    _book_deliveries()


def _create_books() -> None:
    books = op.create_table(
        "books",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("closed_through", Day),
        sa.Column("final_through", Day),
        sa.CheckConstraint("id = 1", name=op.f("ck_books_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_books")),
    )
    op.bulk_insert(books, [{"id": 1}])


def _create_periods() -> None:
    op.create_table(
        "periods",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("name", sa.String(7), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("starts_on", Day, nullable=False),
        sa.Column("ends_on", Day, nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("accepted", Json, nullable=False),
        sa.Column("closed_by", Id, nullable=False),
        sa.Column("closed_at", Instant, nullable=False),
        sa.Column("reopened_by", Id),
        sa.Column("reopened_at", Instant),
        sa.Column("reopen_reason", sa.String(500)),
        sa.Column("archived_at", Instant),
        sa.CheckConstraint("status IN ('closed', 'open')", name=op.f("ck_periods_status")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_periods")),
        sa.UniqueConstraint("name", name=op.f("uq_periods_name")),
    )


def _book_deliveries() -> None:
    """Deliveries so far were booked the day they left."""
    epoch = sa.text("'1970-01-01'")
    op.add_column("deliveries", sa.Column("booked_on", Day, nullable=False, server_default=epoch))
    op.execute("UPDATE deliveries SET booked_on = delivered_on")
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("deliveries", "booked_on", server_default=None)
