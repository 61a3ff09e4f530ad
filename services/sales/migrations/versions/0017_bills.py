"""What became of a bill: held, endorsed, discounted, honoured or dishonoured, since when, to whom."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Day

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("payments", sa.Column("bill_state", sa.String(20)))
    op.add_column("payments", sa.Column("bill_state_on", Day))
    op.add_column("payments", sa.Column("bill_to", sa.String(200)))
    op.execute("""
        UPDATE payments SET bill_state_on = coalesce(reversed_on, received_on), bill_state =
               CASE WHEN reversal_kind = 'dishonoured' THEN 'dishonoured' ELSE 'held' END
         WHERE method = 'bill'""")
    with op.batch_alter_table("payments") as payments:
        payments.create_check_constraint(
            op.f("ck_payments_bill_state"), "(method = 'bill') = (bill_state IS NOT NULL)"
        )
