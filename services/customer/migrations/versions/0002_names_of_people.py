"""Names beside the ids of who registered a file and proposed credit; of what was done before, as the
journal knows them."""

from alembic import op

from chassis.data.migrations import add_names

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    add_names(op, {"customers": ("registered_by",), "credit_proposals": ("proposed_by",)})
    op.create_index("ix_customers_registered_by", "customers", ["registered_by", "id"])
