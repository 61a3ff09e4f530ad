"""Returns to suppliers, and how much of receipt lines and order lines went back."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Day, Id, Instant, Money, Quantity

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    _count_returned("receipt_lines", "returned >= 0 AND returned <= quantity")
    _count_returned("purchase_order_lines", "returned >= 0 AND returned <= received")
    _create_returns()
    _create_lines()


def _count_returned(table: str, check: str) -> None:
    kind = Quantity.compile(dialect=op.get_bind().dialect)
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN returned {kind} DEFAULT 0 NOT NULL"
        f" CONSTRAINT ck_{table}_returned CHECK ({check})"
    )


def _create_returns() -> None:
    op.create_table(
        "supplier_returns",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("receipt_id", Id, nullable=False),
        sa.Column("purchase_order_id", Id, nullable=False),
        sa.Column("supplier_id", Id, nullable=False),
        sa.Column("warehouse_id", Id, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("from_held", sa.Boolean, nullable=False),
        sa.Column("case_number", sa.String(40)),
        sa.Column("asked_by", Id, nullable=False),
        sa.Column("asked_by_name", sa.String(120), nullable=False),
        sa.Column("released_by", Id),
        sa.Column("released_by_name", sa.String(120)),
        sa.Column("released_at", Instant),
        sa.Column("shipped_by", Id),
        sa.Column("shipped_by_name", sa.String(120)),
        sa.Column("shipped_on", Day),
        sa.Column("cancel_reason", sa.Text),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        *(_key("supplier_returns", column, table) for column, table in _NAMED.items()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier_returns")),
        sa.UniqueConstraint("number", name=op.f("uq_supplier_returns_number")),
    )
    for column in ("receipt_id", "supplier_id"):
        op.create_index(op.f(f"ix_supplier_returns_{column}"), "supplier_returns", [column])


def _create_lines() -> None:
    op.create_table(
        "supplier_return_lines",
        sa.Column("id", Id, nullable=False),
        sa.Column("return_id", Id, nullable=False),
        sa.Column("receipt_line_id", Id, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("lot_id", Id, nullable=False),
        sa.Column("lot", sa.String(60), nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("value", Money),
        sa.Column("difference", Money),
        *(_key("supplier_return_lines", column, table) for column, table in _OF_LINES.items()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplier_return_lines")),
    )
    for column in ("return_id", "receipt_line_id", "lot_id"):
        op.create_index(
            op.f(f"ix_supplier_return_lines_{column}"), "supplier_return_lines", [column]
        )


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)


_NAMED = {
    "receipt_id": "receipts",
    "purchase_order_id": "purchase_orders",
    "supplier_id": "suppliers",
    "warehouse_id": "warehouses",
}
_OF_LINES = {
    "return_id": "supplier_returns",
    "receipt_line_id": "receipt_lines",
    "product_id": "products",
    "lot_id": "lots",
}
