"""What everything else names: products, suppliers, warehouses with the default one."""

import sqlalchemy as sa
from alembic import op

from chassis import clock
from chassis.data.migrations import create_chassis_tables
from chassis.data.types import Id, Instant, Quantity, Rate, UnitPrice
from chassis.ids import new_id
from paper.tables import create_paper_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    create_chassis_tables(op)
    create_paper_tables(op)
    _create_products()
    _create_warehouses()
    _create_suppliers()
    _make_default_warehouse()


def _create_products() -> None:
    op.create_table(
        "products",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("model", sa.String(100)),
        sa.Column("barcode", sa.String(40)),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.Column("category", sa.String(100)),
        sa.Column("description", sa.Text),
        sa.Column("tracking", sa.String(10), nullable=False),
        sa.Column("warranty", sa.String(10), nullable=False),
        sa.Column("warranty_months", sa.Integer),
        sa.Column("tax_rate", Rate, nullable=False),
        sa.Column("sale_price", UnitPrice),
        sa.Column("minimum", Quantity),
        sa.Column("maximum", Quantity),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        sa.CheckConstraint("tracking IN ('none', 'lot')", name=op.f("ck_products_tracking")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
        sa.UniqueConstraint("barcode", name=op.f("uq_products_barcode")),
        sa.UniqueConstraint("code", name=op.f("uq_products_code")),
    )


def _create_warehouses() -> None:
    op.create_table(
        "warehouses",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("address", sa.String(500)),
        sa.Column("is_default", sa.Boolean, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warehouses")),
        sa.UniqueConstraint("code", name=op.f("uq_warehouses_code")),
    )
    op.create_index(
        "uq_warehouses_default",
        "warehouses",
        ["is_default"],
        unique=True,
        postgresql_where=sa.text("is_default"),
        sqlite_where=sa.text("is_default"),
    )


def _create_suppliers() -> None:
    op.create_table(
        "suppliers",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("contact", sa.String(100)),
        sa.Column("phone", sa.String(50)),
        sa.Column("fax", sa.String(50)),
        sa.Column("address", sa.String(500)),
        sa.Column("bank", sa.String(200)),
        sa.Column("account", sa.String(60)),
        sa.Column("tax_number", sa.String(40)),
        sa.Column("products", sa.Text),
        sa.Column("rating", sa.String(1)),
        sa.Column("remark", sa.Text),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suppliers")),
        sa.UniqueConstraint("code", name=op.f("uq_suppliers_code")),
    )


def _make_default_warehouse() -> None:
    warehouse = {
        "id": new_id(),
        "version": 1,
        "code": "MAIN",
        "name": "总仓 Main warehouse",
        "is_default": True,
        "created_at": clock.now(),
    }
    warehouses = sa.table(
        "warehouses",
        sa.column("id", Id),
        sa.column("version", sa.Integer),
        sa.column("code", sa.String),
        sa.column("name", sa.String),
        sa.column("is_default", sa.Boolean),
        sa.column("created_at", Instant),
    )
    op.bulk_insert(warehouses, [warehouse])
