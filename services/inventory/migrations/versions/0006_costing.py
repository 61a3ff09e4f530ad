"""How a product's pieces are costed, the layers of those costed first in, first out, and longer
names for kinds of movements and of their documents."""

import sqlalchemy as sa
from alembic import op

from chassis.data.migrations import forbid_changes
from chassis.data.types import Id, Instant, Money, Quantity

revision = "0006"
down_revision = "0005"

_LEFT = sa.text("quantity > 0")


def upgrade() -> None:
    _lengthen_kinds()
    op.execute(
        "ALTER TABLE products ADD COLUMN costing VARCHAR(10) DEFAULT 'average' NOT NULL"
        " CONSTRAINT ck_products_costing CHECK (costing IN ('average', 'fifo'))"
    )
    op.create_table(
        "layers",
        sa.Column("id", Id, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("first", sa.Boolean, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("source_id", Id, nullable=False),
        sa.Column("source_line", Id, nullable=False),
        sa.Column("whole", Quantity, nullable=False),
        sa.Column("worth", Money, nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("value", Money, nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.CheckConstraint("quantity >= 0 AND quantity <= whole", name=op.f("ck_layers_quantity")),
        sa.CheckConstraint(
            "value >= 0 AND (quantity > 0 OR value = 0)", name=op.f("ck_layers_value")
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_layers_product_id_products")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_layers")),
    )
    op.create_index(
        "ix_layers_left", "layers", ["product_id"], postgresql_where=_LEFT, sqlite_where=_LEFT
    )


def _lengthen_kinds() -> None:
    """SQLite makes the table anew, without the trigger that closes it to changes."""
    with op.batch_alter_table("movements") as batch:
        for name in ("kind", "source_kind"):
            batch.alter_column(
                name, type_=sa.String(20), existing_type=sa.String(12), existing_nullable=False
            )
    if op.get_bind().dialect.name == "sqlite":
        forbid_changes(op, "movements")
