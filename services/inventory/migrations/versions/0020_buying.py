"""Categories, further units, limits per warehouse and offers; orders in units, to a warehouse, with
what is open of each line."""

from uuid import UUID

import sqlalchemy as sa
from alembic import op

from chassis import clock
from chassis.data.types import Day, Id, Instant, Quantity, Rate, UnitPrice
from chassis.ids import new_id

revision = "0020"
down_revision = "0019"

_BELOW, _ABOVE = sa.text("below_since IS NOT NULL"), sa.text("above_since IS NOT NULL")
_OPEN, _PREFERRED = sa.text("open > 0"), sa.text("preferred")
_NOWHERE = UUID(int=0)


def upgrade() -> None:
    _create_categories()
    _create_units()
    _create_limits()
    _create_offers()
    _sort_products()
    _limit_default_warehouse()
    _widen_orders()
    _widen_receipts()


def _create_categories() -> None:
    op.create_table(
        "categories",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("parent_id", Id),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        _key("categories", "parent_id", "categories"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_categories")),
        sa.UniqueConstraint("code", name=op.f("uq_categories_code")),
        sa.UniqueConstraint("name", name=op.f("uq_categories_name")),
    )
    op.create_index(op.f("ix_categories_parent_id"), "categories", ["parent_id"])


def _create_units() -> None:
    op.create_table(
        "product_units",
        sa.Column("id", Id, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.Column("factor", Quantity, nullable=False),
        sa.CheckConstraint("factor > 0", name=op.f("ck_product_units_factor")),
        _key("product_units", "product_id", "products"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product_units")),
        sa.UniqueConstraint("product_id", "unit", name=op.f("uq_product_units_product_id")),
    )


def _create_limits() -> None:
    op.create_table(
        "stock_limits",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("warehouse_id", Id, nullable=False),
        sa.Column("minimum", Quantity),
        sa.Column("maximum", Quantity),
        sa.Column("below_since", Instant),
        sa.Column("above_since", Instant),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        sa.CheckConstraint(
            "minimum >= 0 AND maximum >= 0 AND minimum <= maximum",
            name=op.f("ck_stock_limits_order"),
        ),
        _key("stock_limits", "product_id", "products"),
        _key("stock_limits", "warehouse_id", "warehouses"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_limits")),
        sa.UniqueConstraint("product_id", "warehouse_id", name=op.f("uq_stock_limits_product_id")),
    )
    for name, where in (("below", _BELOW), ("above", _ABOVE)):
        op.create_index(
            f"ix_stock_limits_{name}",
            "stock_limits",
            ["id"],
            postgresql_where=where,
            sqlite_where=where,
        )


def _create_offers() -> None:
    op.create_table(
        "offers",
        sa.Column("id", Id, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("supplier_id", Id, nullable=False),
        sa.Column("supplier_code", sa.String(60)),
        sa.Column("unit", sa.String(20)),
        sa.Column("price", UnitPrice, nullable=False),
        sa.Column("price_mode", sa.String(10), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("lead_days", sa.Integer),
        sa.Column("minimum_order", Quantity),
        sa.Column("pack", Quantity),
        sa.Column("tolerance", Rate),
        sa.Column("preferred", sa.Boolean, nullable=False),
        sa.Column("remark", sa.String(500)),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("archived_at", Instant),
        sa.CheckConstraint("minimum_order >= 0 AND pack > 0", name=op.f("ck_offers_quantities")),
        _key("offers", "product_id", "products"),
        _key("offers", "supplier_id", "suppliers"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
        sa.UniqueConstraint("product_id", "supplier_id", name=op.f("uq_offers_product_id")),
    )
    op.create_index(op.f("ix_offers_supplier_id"), "offers", ["supplier_id"])
    op.create_index(
        "uq_offers_preferred",
        "offers",
        ["product_id"],
        unique=True,
        postgresql_where=_PREFERRED,
        sqlite_where=_PREFERRED,
    )


def _sort_products() -> None:
    """Every name of a category that products carry becomes a category."""
    kind = Id.compile(dialect=op.get_bind().dialect)
    op.execute(
        f"ALTER TABLE products ADD COLUMN category_id {kind}"
        " CONSTRAINT fk_products_category_id_categories REFERENCES categories (id)"
    )
    op.create_index(op.f("ix_products_category_id"), "products", ["category_id"])
    op.add_column("products", sa.Column("tolerance", Rate))
    products = sa.table("products", sa.column("category"), sa.column("category_id", Id))
    named = sa.select(products.c.category).where(products.c.category.is_not(None)).distinct()
    names = sorted(op.get_bind().scalars(named))
    columns = {"id": Id, "version": sa.Integer, "code": sa.String, "name": sa.String}
    categories = sa.table(
        "categories",
        *(sa.column(name, kind) for name, kind in columns.items()),
        sa.column("created_at", Instant),
    )
    for place, name in enumerate(names, 1):
        row = {"id": new_id(), "version": 1, "code": f"C-{place:03d}", "name": name[:60]}
        op.execute(categories.insert().values(**row, created_at=clock.now()))
        same = products.update().where(products.c.category == name)
        op.execute(same.values(category_id=row["id"], category=row["name"]))


def _limit_default_warehouse() -> None:
    """A product's own limits become those in the default warehouse."""
    names = ("id", "product_id", "warehouse_id")
    limits = sa.table(
        "stock_limits",
        *(sa.column(name, Id) for name in names),
        sa.column("version", sa.Integer),
        sa.column("minimum", Quantity),
        sa.column("maximum", Quantity),
        sa.column("created_at", Instant),
    )
    products = sa.table(
        "products",
        sa.column("id", Id),
        sa.column("minimum", Quantity),
        sa.column("maximum", Quantity),
    )
    some = sa.or_(products.c.minimum.is_not(None), products.c.maximum.is_not(None))
    default = op.get_bind().scalar(_default_warehouse())
    for product in op.get_bind().execute(sa.select(products).where(some)).all():
        row = {"id": new_id(), "version": 1, "product_id": product.id, "warehouse_id": default}
        row |= {"minimum": product.minimum, "maximum": product.maximum}
        op.execute(limits.insert().values(**row, created_at=clock.now()))
    op.drop_column("products", "minimum")
    op.drop_column("products", "maximum")


def _widen_orders() -> None:
    nowhere = _NOWHERE.hex
    for column in (
        sa.Column("revision", sa.Integer, nullable=False, server_default="1"),
        sa.Column("warehouse_id", Id, nullable=False, server_default=nowhere),
        sa.Column("delivery_address", sa.String(500)),
        sa.Column("supplier_reference", sa.String(100)),
        sa.Column("expected_on", Day),
    ):
        op.add_column("purchase_orders", column)
    for column in (
        sa.Column("warehouse_id", Id, nullable=False, server_default=nowhere),
        sa.Column("unit", sa.String(20), nullable=False, server_default=""),
        sa.Column("factor", Quantity, nullable=False, server_default="0"),
        sa.Column("pieces", Quantity, nullable=False, server_default="0"),
        sa.Column("tolerance", Rate, nullable=False, server_default="0"),
        sa.Column("allowed", Quantity, nullable=False, server_default="0"),
        sa.Column("cancelled", Quantity, nullable=False, server_default="0"),
        sa.Column("open", Quantity, nullable=False, server_default="0"),
    ):
        op.add_column("purchase_order_lines", column)
    _fill_lines()
    op.create_index(
        "ix_purchase_order_lines_open",
        "purchase_order_lines",
        ["product_id", "warehouse_id"],
        postgresql_where=_OPEN,
        sqlite_where=_OPEN,
    )


def _fill_lines() -> None:
    """Lines were in stock units; what is open of them follows from their order's status."""
    one = "1000" if op.get_bind().dialect.name == "sqlite" else "1"
    default = "(SELECT id FROM warehouses WHERE is_default)"
    order = "(SELECT status FROM purchase_orders o WHERE o.id = purchase_order_lines.order_id)"
    op.execute(f"UPDATE purchase_orders SET warehouse_id = {default}")
    op.execute(
        f"UPDATE purchase_order_lines SET warehouse_id = {default}, factor = {one},"
        " pieces = quantity, allowed = quantity, unit ="
        " (SELECT unit FROM products p WHERE p.id = purchase_order_lines.product_id)"
    )
    rest = "SET {} = quantity - received WHERE quantity > received AND " + order
    op.execute(
        "UPDATE purchase_order_lines "
        + rest.format("open")
        + " IN ('draft', 'checked', 'receiving')"
    )
    op.execute(
        "UPDATE purchase_order_lines " + rest.format("cancelled") + " IN ('closed', 'cancelled')"
    )


def _widen_receipts() -> None:
    op.add_column("receipts", sa.Column("delivery_note", sa.String(100)))
    op.add_column("receipt_lines", sa.Column("unit", sa.String(20)))
    op.add_column("receipt_lines", sa.Column("unit_quantity", Quantity))


def _default_warehouse() -> sa.Select[tuple[UUID]]:
    warehouses = sa.table("warehouses", sa.column("id", Id), sa.column("is_default", sa.Boolean))
    return sa.select(warehouses.c.id).where(warehouses.c.is_default)


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name)
