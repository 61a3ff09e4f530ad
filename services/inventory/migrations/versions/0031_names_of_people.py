"""Names beside the ids of who checked, wrote, proposed, changed and finished; of what was done before, as
the journal knows them."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Id

revision = "0031"
down_revision = "0030"

NAMED = (
    ("purchase_orders", "checked_by", "checked_by_name"),
    ("purchase_orders", "operator", "operator_name"),
    ("suppliers", "pending_by", "pending_by_name"),
    ("settings", "changed_by", "changed_by_name"),
    ("stocktakes", "finished_by", "finished_by_name"),
)
JOURNAL = sa.table("journal", sa.column("actor", Id), sa.column("actor_name", sa.String))


def upgrade() -> None:
    known = sa.select(JOURNAL.c.actor, sa.func.max(JOURNAL.c.actor_name)).group_by(JOURNAL.c.actor)
    people = [tuple(row) for row in op.get_bind().execute(known)]
    for table, id, name in NAMED:
        op.add_column(table, sa.Column(name, sa.String(120)))
        rows = sa.table(table, sa.column(id, Id), sa.column(name, sa.String))
        for person, called in people:
            op.execute(sa.update(rows).where(rows.c[id] == person).values({name: called}))
