"""What of a customer fell due last is found by index; what was booked when, by the customer's alone."""

from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_index("ix_receivables_customer_due", "receivables", ["customer_id", "due_on"])
    op.drop_index("ix_receivables_customer_booked", "receivables")
