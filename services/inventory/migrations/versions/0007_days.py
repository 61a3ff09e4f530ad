"""Stock as it was before each day on which a product moved; of days gone by, from the ledger."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Day, Id, Money, Quantity

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("pools", sa.Column("moved_on", Day))
    op.create_table(
        "pool_days",
        sa.Column("product_id", Id, nullable=False),
        sa.Column("day", Day, nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("value", Money, nullable=False),
        sa.Column("quarantine_quantity", Quantity, nullable=False),
        sa.Column("quarantine_value", Money, nullable=False),
        sa.PrimaryKeyConstraint("product_id", "day", name=op.f("pk_pool_days")),
    )
    op.create_table(
        "balance_days",
        sa.Column("product_id", Id, nullable=False),
        sa.Column("day", Day, nullable=False),
        sa.Column("warehouse_id", Id, nullable=False),
        sa.Column("quantity", Quantity, nullable=False),
        sa.Column("quarantined", Quantity, nullable=False),
        sa.PrimaryKeyConstraint("product_id", "day", "warehouse_id", name=op.f("pk_balance_days")),
    )
    op.execute(_POOL_DAYS)
    op.execute(_BALANCE_DAYS)
    op.execute(
        "UPDATE pools SET moved_on = (SELECT MAX(booked_on) FROM movements"
        " WHERE movements.product_id = pools.product_id)"
    )


def _sum(of: str, pool: str) -> str:
    return f"SUM(CASE WHEN pool = '{pool}' THEN {of} ELSE 0 END)"


_POOL_DAYS = f"""
    INSERT INTO pool_days
        (product_id, day, quantity, value, quarantine_quantity, quarantine_value)
    SELECT product_id, booked_on, COALESCE(SUM(q) OVER before, 0), COALESCE(SUM(v) OVER before, 0),
           COALESCE(SUM(qq) OVER before, 0), COALESCE(SUM(qv) OVER before, 0)
      FROM (SELECT product_id, booked_on, {_sum("quantity", "stock")} AS q,
                   {_sum("value", "stock")} AS v, {_sum("quantity", "quarantine")} AS qq,
                   {_sum("value", "quarantine")} AS qv
              FROM movements GROUP BY product_id, booked_on) AS moved
    WINDOW before AS (PARTITION BY product_id ORDER BY booked_on
                      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"""
_BALANCE_DAYS = f"""
    INSERT INTO balance_days (product_id, day, warehouse_id, quantity, quarantined)
    SELECT d.product_id, d.day, m.warehouse_id, {_sum("m.quantity", "stock")},
           {_sum("m.quantity", "quarantine")}
      FROM pool_days d JOIN movements m ON m.product_id = d.product_id AND m.booked_on < d.day
     GROUP BY d.product_id, d.day, m.warehouse_id"""
