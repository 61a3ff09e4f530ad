"""Names beside the ids of who sold, wrote, asked, decided, reversed, settled, sent, released and closed;
of what was done before, as the journal knows them."""

from alembic import op

from chassis.data.migrations import add_names

revision = "0026"
down_revision = "0025"

NAMED = {
    "credit_holds": ("salesperson_id", "released_by"),
    "credit_notes": ("salesperson_id",),
    "credit_reversals": ("salesperson_id",),
    "debit_notes": ("asked_by", "decided_by"),
    "deliveries": ("salesperson_id",),
    "delivery_steps": ("by",),
    "dunning_letters": ("sent_by",),
    "opening_lines": ("reversed_by",),
    "openings": ("asked_by", "decided_by"),
    "order_versions": ("by",),
    "payments": ("operator_id", "reversed_by"),
    "periods": ("closed_by", "reopened_by"),
    "quotations": ("salesperson_id", "operator_id"),
    "receivables": ("salesperson_id",),
    "refunds": ("asked_by", "decided_by", "reversed_by"),
    "returns": ("salesperson_id", "operator_id"),
    "settlement_lines": ("operator_id",),
    "settlements": ("operator_id",),
    "write_offs": ("asked_by", "decided_by"),
}


def upgrade() -> None:
    add_names(op, NAMED)
