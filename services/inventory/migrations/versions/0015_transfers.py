"""Transfers: the place between warehouses, the documents, losses; what is said of a warehouse."""

from uuid import UUID

import sqlalchemy as sa
from alembic import op

from chassis import clock
from chassis.data.types import Id, Instant, Json, Money, Quantity

revision = "0015"
down_revision = "0014"

TRANSIT = UUID("00000000-0000-7000-8000-000000000001")


def upgrade() -> None:
    _widen_warehouses()
    for table in ("balances", "lot_balances"):
        _count_between(table)
    _create_transfers()
    _create_lines()
    _create_pieces()
    _create_arrivals()
    _create_losses()


def _widen_warehouses() -> None:
    for name, kind in (("keeper", sa.String(120)), ("phone", sa.String(40)), ("remark", sa.Text)):
        op.add_column("warehouses", sa.Column(name, kind))
    table = sa.table(
        "warehouses",
        sa.column("id", Id),
        sa.column("version", sa.Integer),
        sa.column("code", sa.String),
        sa.column("name", sa.String),
        sa.column("is_default", sa.Boolean),
        sa.column("created_at", Instant),
    )
    place = {"id": TRANSIT, "version": 1, "code": "TRANSIT", "name": "调拨在途 In transit"}
    op.bulk_insert(table, [place | {"is_default": False, "created_at": clock.now()}])


def _count_between(table: str) -> None:
    """Said in SQL, because SQLite takes a CHECK only together with its column."""
    kind = Quantity.compile(op.get_bind().dialect)
    check = f'CONSTRAINT ck_{table}_between CHECK ("between" >= 0)'
    op.execute(f'ALTER TABLE {table} ADD COLUMN "between" {kind} DEFAULT 0 NOT NULL {check}')


def _create_transfers() -> None:
    op.create_table(
        "transfers",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("from_id", Id, nullable=False),
        sa.Column("to_id", Id, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("made_by", Id, nullable=False),
        sa.Column("made_by_name", sa.String(120), nullable=False),
        sa.Column("shipped_by", Id),
        sa.Column("shipped_by_name", sa.String(120)),
        sa.Column("shipped_at", Instant),
        sa.Column("settled_at", Instant),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_transfers_places")),
        sa.ForeignKeyConstraint(
            ["from_id"], ["warehouses.id"], name=op.f("fk_transfers_from_id_warehouses")
        ),
        sa.ForeignKeyConstraint(
            ["to_id"], ["warehouses.id"], name=op.f("fk_transfers_to_id_warehouses")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfers")),
        sa.UniqueConstraint("number", name=op.f("uq_transfers_number")),
    )


def _create_lines() -> None:
    op.create_table(
        "transfer_lines",
        sa.Column("id", Id, nullable=False),
        sa.Column("transfer_id", Id, nullable=False),
        sa.Column("line_no", sa.Integer, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("product_code", sa.String(40), nullable=False),
        sa.Column("product_name", sa.String(200), nullable=False),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.Column("lots", Json, nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        *_names("transfer_lines", transfer_id="transfers", product_id="products"),
    )
    op.create_index(op.f("ix_transfer_lines_transfer_id"), "transfer_lines", ["transfer_id"])


def _create_pieces() -> None:
    op.create_table(
        "transfer_pieces",
        sa.Column("id", Id, nullable=False),
        sa.Column("transfer_id", Id, nullable=False),
        sa.Column("line_id", Id, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("lot_id", Id, nullable=False),
        sa.Column("lot", sa.String(60), nullable=False),
        sa.Column("shipped", Quantity, nullable=False),
        sa.Column("value", Money, nullable=False),
        sa.Column("received", Quantity, nullable=False),
        sa.Column("sent_back", Quantity, nullable=False),
        sa.Column("written_off", Quantity, nullable=False),
        sa.CheckConstraint(
            "received >= 0 AND sent_back >= 0 AND written_off >= 0",
            name=op.f("ck_transfer_pieces_parts"),
        ),
        sa.CheckConstraint(
            "received + sent_back + written_off <= shipped", name=op.f("ck_transfer_pieces_whole")
        ),
        sa.UniqueConstraint("line_id", "lot_id", name=op.f("uq_transfer_pieces_line_id")),
        *_names(
            "transfer_pieces",
            transfer_id="transfers",
            line_id="transfer_lines",
            product_id="products",
            lot_id="lots",
        ),
    )
    op.create_index(op.f("ix_transfer_pieces_transfer_id"), "transfer_pieces", ["transfer_id"])
    op.create_index(op.f("ix_transfer_pieces_lot_id"), "transfer_pieces", ["lot_id"])


def _create_arrivals() -> None:
    op.create_table(
        "transfer_arrivals",
        sa.Column("id", Id, nullable=False),
        sa.Column("transfer_id", Id, nullable=False),
        sa.Column("piece_id", Id, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("lot", sa.String(60), nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("remark", sa.Text),
        sa.Column("operator", Id, nullable=False),
        sa.Column("operator_name", sa.String(120), nullable=False),
        sa.Column("at", Instant, nullable=False),
        *_names("transfer_arrivals", transfer_id="transfers", piece_id="transfer_pieces"),
    )
    op.create_index(op.f("ix_transfer_arrivals_transfer_id"), "transfer_arrivals", ["transfer_id"])


def _create_losses() -> None:
    op.create_table(
        "transfer_losses",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("transfer_id", Id, nullable=False),
        sa.Column("piece_id", Id, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("lot_id", Id, nullable=False),
        sa.Column("lot", sa.String(60), nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("value", Money),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("proposed_by", Id, nullable=False),
        sa.Column("proposed_by_name", sa.String(120), nullable=False),
        sa.Column("decided_by", Id),
        sa.Column("decided_by_name", sa.String(120)),
        sa.Column("decided_at", Instant),
        sa.Column("created_at", Instant, nullable=False),
        *_names(
            "transfer_losses",
            transfer_id="transfers",
            piece_id="transfer_pieces",
            product_id="products",
            lot_id="lots",
        ),
    )
    op.create_index(op.f("ix_transfer_losses_transfer_id"), "transfer_losses", ["transfer_id"])


def _names(table: str, **others: str) -> list[sa.Constraint]:
    """The primary key and the foreign keys of a table, by the names the models give them."""
    keys: list[sa.Constraint] = [sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))]
    for column, other in others.items():
        name = op.f(f"fk_{table}_{column}_{other}")
        keys.append(sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name))
    return keys
