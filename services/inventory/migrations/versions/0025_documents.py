"""From a document to what it moved: what was done about which return, and indexes by number."""

from uuid import UUID

import sqlalchemy as sa
from alembic import op

from chassis.data.types import Id, Instant

revision = "0025"
down_revision = "0024"

_DISPOSALS = sa.table(
    "disposals",
    sa.column("id", Id),
    sa.column("return_id", Id),
    sa.column("number", sa.String),
    sa.column("created_at", Instant),
)
_MOVEMENTS = sa.table(
    "movements",
    sa.column("source_kind", sa.String),
    sa.column("source_id", Id),
    sa.column("lot_id", Id),
    sa.column("at", Instant),
)
_RETURNS = sa.table("returns", sa.column("id", Id), sa.column("number", sa.String))
_RETURNED = sa.table("returned", sa.column("return_id", Id), sa.column("lot_id", Id))


def upgrade() -> None:
    op.create_table(
        "disposals",
        sa.Column("id", Id, nullable=False),
        sa.Column("return_id", Id, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["return_id"], ["returns.id"], name=op.f("fk_disposals_return_id_returns")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposals")),
    )
    op.create_index(op.f("ix_disposals_return_id"), "disposals", ["return_id"])
    op.create_index(op.f("ix_disposals_number"), "disposals", ["number"])
    found = earlier(op.get_bind())
    if found:
        op.bulk_insert(_DISPOSALS, found)
    op.create_index("ix_movements_source", "movements", ["source_id"])
    op.create_index(op.f("ix_returns_number"), "returns", ["number"])
    op.create_index(op.f("ix_issues_order_number"), "issues", ["order_number"])
    op.create_index(op.f("ix_holds_case_number"), "holds", ["case_number"])


def earlier(connection: sa.Connection) -> list[dict]:
    """What was disposed of before belongs to the return that alone brought back its lots; where
    several did, nobody wrote down which, and it stays without one."""
    m, r = _MOVEMENTS.c, _RETURNED.c
    query = (
        sa.select(m.source_id, sa.func.min(m.at).label("at"))
        .select_from(_MOVEMENTS.join(_RETURNED, r.lot_id == m.lot_id))
        .where(m.source_kind == "disposal")
        .group_by(m.source_id)
        .having(sa.func.count(sa.distinct(r.return_id)) == 1)
    )
    return [
        {"id": row.source_id, "created_at": row.at} | _return_of(connection, row.source_id)
        for row in connection.execute(query)
    ]


def _return_of(connection: sa.Connection, disposal: UUID) -> dict:
    lots = sa.select(_MOVEMENTS.c.lot_id).where(_MOVEMENTS.c.source_id == disposal)
    ids = sa.select(_RETURNED.c.return_id).where(_RETURNED.c.lot_id.in_(lots))
    query = sa.select(_RETURNS.c.id, _RETURNS.c.number).where(_RETURNS.c.id.in_(ids))
    row = connection.execute(query).one()
    return {"return_id": row.id, "number": row.number}
