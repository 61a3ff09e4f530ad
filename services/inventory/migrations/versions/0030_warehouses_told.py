"""What warehouses there are is told to who copies them, the first one too, which no command made."""

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Id, Instant
from chassis.ids import new_id
from chassis.transport.fact import Fact
from chassis.transport.outbox import row_of
from chassis.transport.tables import outbox

revision = "0030"
down_revision = "0029"

TRANSIT = "00000000-0000-7000-8000-000000000001"
NOBODY = "00000000-0000-0000-0000-000000000000"
WAREHOUSES = sa.table(
    "warehouses",
    sa.column("id", Id),
    sa.column("version", sa.Integer),
    sa.column("code", sa.String),
    sa.column("name", sa.String),
    sa.column("is_default", sa.Boolean),
    sa.column("archived_at", Instant),
)


def upgrade() -> None:
    rows = op.get_bind().execute(sa.select(WAREHOUSES).order_by(WAREHOUSES.c.id)).all()
    told = [_fact(row) for row in rows if str(row.id) != TRANSIT]
    if told:
        op.bulk_insert(outbox, [row_of(fact) for fact in told])


def _fact(row: sa.Row) -> Fact:
    id = new_id()
    data = {
        "warehouse_id": str(row.id),
        "code": row.code,
        "name": row.name,
        "is_default": row.is_default,
        "archived": row.archived_at is not None,
    }
    return Fact(
        "inventory.warehouse.registered.v1",
        f"warehouse/{row.id}",
        row.version,
        data,
        id=id,
        source="inventory",
        correlation=str(id),
        actor=NOBODY,
    )
