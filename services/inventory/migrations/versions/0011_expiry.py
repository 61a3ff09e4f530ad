"""Lots that are put aside when they expire: their mark, and a timer for each day to come."""

from datetime import datetime, time, timedelta

import sqlalchemy as sa
from alembic import op

from chassis import clock
from chassis.data.types import Day
from chassis.ids import new_id
from chassis.transport.tables import timers

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column(
        "lots", sa.Column("expired", sa.Boolean, nullable=False, server_default=sa.false())
    )
    lots = sa.table("lots", sa.column("expiry", Day))
    days = op.get_bind().scalars(sa.select(lots.c.expiry).where(lots.c.expiry.is_not(None)))
    for day in sorted(set(days)):
        over = datetime.combine(day + timedelta(days=1), time.min, clock.zone())
        timer = {"name": "expire_lots", "key": day.isoformat(), "due": over, "data": {}}
        op.execute(sa.insert(timers).values(id=new_id(), **timer))
