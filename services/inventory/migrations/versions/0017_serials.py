"""Serial numbers: lots of one piece with the batch they came in, and where each of them is."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Id, Instant

revision = "0017"
down_revision = "0016"

OLD = "tracking IN ('none', 'lot')"
NEW = "tracking IN ('none', 'lot', 'serial')"
BATCH, CUSTOMER = sa.text("batch IS NOT NULL"), sa.text("customer_id IS NOT NULL")


def upgrade() -> None:
    _allow_serial_tracking()
    op.add_column("lots", sa.Column("batch", sa.String(60)))
    op.create_index(
        "ix_lots_batch",
        "lots",
        ["product_id", "batch"],
        postgresql_where=BATCH,
        sqlite_where=BATCH,
    )
    op.add_column("receipt_lines", sa.Column("batch", sa.String(60)))
    _create_serials()


def _allow_serial_tracking() -> None:
    """SQLite can't alter a CHECK, and a copied table would lose those who refer to it: there the
    table's own text is edited, as its manual says for changes that leave the rows as they are."""
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint("ck_products_tracking", "products", type_="check")
        op.create_check_constraint(op.f("ck_products_tracking"), "products", NEW)
        return
    version = op.get_bind().exec_driver_sql("PRAGMA schema_version").scalar_one()
    op.execute("PRAGMA writable_schema = ON")
    quoted = [text.replace("'", "''") for text in (OLD, NEW)]
    op.execute(
        "UPDATE sqlite_master SET sql = replace(sql, '{}', '{}') "
        "WHERE type = 'table' AND name = 'products'".format(*quoted)
    )
    op.execute(f"PRAGMA schema_version = {version + 1}")
    op.execute("PRAGMA writable_schema = RESET")


def _create_serials() -> None:
    op.create_table(
        "serials",
        sa.Column("lot_id", Id, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("batch", sa.String(60)),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("warehouse_id", Id),
        sa.Column("customer_id", Id),
        sa.Column("moved_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_serials_lot_id_lots")),
        sa.PrimaryKeyConstraint("lot_id", name=op.f("pk_serials")),
    )
    op.create_index("ix_serials_product", "serials", ["product_id", "state"])
    op.create_index("ix_serials_number", "serials", ["number"])
    op.create_index(
        "ix_serials_customer",
        "serials",
        ["customer_id"],
        postgresql_where=CUSTOMER,
        sqlite_where=CUSTOMER,
    )
