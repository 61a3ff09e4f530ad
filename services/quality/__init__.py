"""The quality service: customer concerns, cases, holds, returned pieces and what they cost."""

from flask import Flask

from chassis.data.database import Database
from chassis.service import Service
from chassis.settings import Settings
from chassis.web.app import new_app
from paper.sheets.exporting import export

from .base import Base
from .cases.routes import cases
from .clock.commands import TICK, tick
from .consumers import LINES
from .costs.routes import costs
from .holds.models import AffectedCustomer, AffectedOrder
from .holds.routes import holds
from .references.models import Customer, Lot, Product
from .seed import TIMER, write_demo_case

COPIES = (Customer, Product, Lot, AffectedCustomer, AffectedOrder)

SERVICE = Service(
    name="quality",
    package=__name__,
    metadata=Base.metadata,
    lines=LINES,
    timers={TICK: tick, TIMER: write_demo_case},
    copies=tuple(copy.__table__ for copy in COPIES),
)


def create_app(settings: Settings | None = None, database: Database | None = None) -> Flask:
    """The HTTP door."""
    return new_app(SERVICE, [cases, holds, costs], settings, database, exporter=export)
