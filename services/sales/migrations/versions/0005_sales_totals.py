"""Kept totals per month in three grains instead of those of all time, and quality cost per month."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Day, Id, Money, Quantity

revision = "0005"
down_revision = "0004"

QUANTITIES = ("delivered_quantity", "returned_quantity")
MEASURES = (
    "delivered_quantity",
    "delivered_net",
    "delivered_gross",
    "delivered_cost",
    "returned_quantity",
    "returned_net",
    "credited_net",
    "credited_gross",
    "credited_cost",
)
GRAINS = {
    "sales_totals": ("month", "customer_id", "product_id", "salesperson_id", "department"),
    "customer_totals": ("month", "customer_id", "salesperson_id", "department"),
    "product_totals": ("month", "product_id", "salesperson_id", "department"),
}
INDEXES = {
    "sales_totals": ("customer_id", "product_id"),
    "customer_totals": ("customer_id",),
    "product_totals": ("product_id",),
}


def upgrade() -> None:
    _book_returns()
    _name_sellers()
    for table, key in GRAINS.items():
        _create_totals(table, key)
    _create_quality_totals()
    _index_documents()
    month = _month_of()
    for table, key in GRAINS.items():
        _fill(table, key, month)
    _fill_quality(month)
    op.drop_index("ix_margin_totals_product_id", "margin_totals")
    op.drop_table("margin_totals")


def _book_returns() -> None:
    """Returns so far were booked the day they came."""
    epoch = sa.text("'1970-01-01'")
    op.add_column("returns", sa.Column("booked_on", Day, nullable=False, server_default=epoch))
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "UPDATE returns SET booked_on = (received_at AT TIME ZONE 'Asia/Shanghai')::date"
        )
        op.alter_column("returns", "booked_on", server_default=None)
    else:
        op.execute(
            "UPDATE returns SET booked_on = date(received_at / 1000000 + 28800, 'unixepoch')"
        )


def _name_sellers() -> None:
    """Goods of several sellers may come back in one return, so its lines say whose they were."""
    postgres = op.get_bind().dialect.name == "postgresql"
    nobody = "00000000-0000-0000-0000-000000000000"
    default = nobody if postgres else nobody.replace("-", "")
    for table in ("return_lines", "credit_note_lines"):
        seller = sa.Column("salesperson_id", Id, nullable=False, server_default=default)
        op.add_column(table, seller)
        op.execute(
            f"UPDATE {table} SET salesperson_id ="
            f" (SELECT d.salesperson_id FROM deliveries d WHERE d.id = {table}.delivery_id)"
        )
        if postgres:
            op.alter_column(table, "salesperson_id", server_default=None)


def _create_totals(table: str, key: tuple[str, ...]) -> None:
    kinds = {"month": Day, "department": sa.String(40)}
    op.create_table(
        table,
        *(sa.Column(name, kinds.get(name, Id), nullable=False) for name in key),
        *(
            sa.Column(name, Quantity if name in QUANTITIES else Money, nullable=False)
            for name in MEASURES
        ),
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{table}")),
    )
    for name in INDEXES[table]:
        op.create_index(f"ix_{table}_{name}", table, [name, "month"])


def _create_quality_totals() -> None:
    key = ("month", "customer_id", "product_id")
    op.create_table(
        "quality_totals",
        sa.Column("month", Day, nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("product_id", Id, nullable=False),
        sa.Column("cost", Money, nullable=False),
        sa.Column("recharged", Money, nullable=False),
        sa.PrimaryKeyConstraint(*key, name=op.f("pk_quality_totals")),
    )
    op.create_index("ix_quality_totals_customer_id", "quality_totals", ["customer_id", "month"])


def _index_documents() -> None:
    """The order in which the sales list reads documents."""
    for table, day in (("deliveries", "booked_on"), ("credit_notes", "issued_on")):
        short = day.removesuffix("_on")
        op.create_index(f"ix_{table}_{day}", table, [day, "id"])
        op.create_index(f"ix_{table}_customer_{short}", table, ["customer_id", day, "id"])


def _month_of() -> str:
    """SQL of the first day of a day's month; `{}` is the day."""
    if op.get_bind().dialect.name == "postgresql":
        return "date_trunc('month', {})::date"
    return "substr({}, 1, 7) || '-01'"


def _fill(table: str, key: tuple[str, ...], month: str) -> None:
    sums = ", ".join(f"SUM({name})" for name in MEASURES)
    grouped = ", ".join(key)
    columns = ", ".join((*key, *MEASURES))
    op.execute(
        f"INSERT INTO {table} ({columns}) SELECT {grouped}, {sums} FROM ({_moved(month)}) AS moved"
        f" GROUP BY {grouped}"
    )


def _moved(month: str) -> str:
    """What the documents so far moved, one row per line."""
    head = "h.customer_id, l.product_id, h.salesperson_id, h.department"
    line = "h.customer_id, l.product_id, l.salesperson_id, l.department"
    cost = "CASE WHEN h.kind = 'sale' THEN l.cost ELSE 0 END"
    delivered = f"l.quantity, l.net, l.gross, {cost}, 0, 0, 0, 0, 0"
    named = delivered.split(", ")
    delivered = ", ".join(f"{value} AS {name}" for value, name in zip(named, MEASURES, strict=True))
    return (
        f"SELECT {month.format('h.booked_on')} AS month, {head}, {delivered}"
        " FROM delivery_lines l JOIN deliveries h ON h.id = l.delivery_id"
        f" UNION ALL SELECT {month.format('h.booked_on')}, {line}, 0, 0, 0, 0, l.quantity, l.net, 0, 0, 0"
        " FROM return_lines l JOIN returns h ON h.id = l.return_id"
        f" UNION ALL SELECT {month.format('h.issued_on')}, {line}, 0, 0, 0, 0, 0, 0, l.net, l.gross, l.cost"
        " FROM credit_note_lines l JOIN credit_notes h ON h.id = l.credit_note_id"
    )


def _fill_quality(month: str) -> None:
    nobody = "'00000000-0000-0000-0000-000000000000'"
    if op.get_bind().dialect.name == "postgresql":
        nobody += "::uuid"
    else:
        nobody = "'00000000000000000000000000000000'"
    named = f"{month.format('booked_on')}, customer_id, COALESCE(product_id, {nobody})"
    op.execute(
        f"INSERT INTO quality_totals (month, customer_id, product_id, cost, recharged) SELECT {named},"
        " SUM(CASE WHEN kind = 'recharge' THEN 0 ELSE amount END),"
        " SUM(CASE WHEN kind = 'recharge' THEN -amount ELSE 0 END)"
        " FROM quality_costs GROUP BY 1, 2, 3"
    )
