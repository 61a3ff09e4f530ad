"""Names beside the ids of who checked, wrote, proposed, changed and finished; of what was done before, as
the journal knows them."""

from alembic import op

from chassis.data.migrations import add_names

revision = "0031"
down_revision = "0030"

NAMED = {
    "purchase_orders": ("checked_by", "operator"),
    "suppliers": ("pending_by",),
    "settings": ("changed_by",),
    "stocktakes": ("finished_by",),
}


def upgrade() -> None:
    add_names(op, NAMED)
