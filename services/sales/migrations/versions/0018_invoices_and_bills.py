"""Invoices are found by their number; the bill of a payment taken out of the books is not held."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

_NUMBERS = ("invoice_number", "red_number")


def upgrade() -> None:
    for name in _NUMBERS:
        named = sa.text(f"{name} IS NOT NULL")
        op.create_index(
            f"ix_receivables_{name}",
            "receivables",
            [name],
            postgresql_where=named,
            sqlite_where=named,
        )
    op.execute("""
        UPDATE payments SET bill_state = reversal_kind, bill_state_on = reversed_on
         WHERE method = 'bill' AND status = 'reversed'""")
