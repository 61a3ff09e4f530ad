"""Sales: orders to cash, what a customer may owe, what it sent back and what its business earned."""

from typing import Any

from chassis.data.database import Database
from chassis.service import Service
from chassis.settings import Settings
from chassis.web.app import new_app

from .base import Base
from .cash.routes import credit_notes, receivables
from .closing.routes import periods
from .consumers import LINES
from .credit.routes import accounts, holds
from .deliveries.routes import deliveries
from .orders.routes import orders
from .references.models import Customer, Lot, Product
from .reports.routes import reports
from .returns.routes import returns
from .seed import TIMER, write_demo_documents

SERVICE = Service(
    "sales",
    __name__,
    Base.metadata,
    LINES,
    timers={TIMER: write_demo_documents},
    copies=(Customer.__table__, Product.__table__, Lot.__table__),
)
DOORS = (orders, holds, accounts, deliveries, receivables, credit_notes, returns, reports, periods)


def create_app(settings: Settings | None = None, database: Database | None = None) -> Any:
    """The app of the sales service."""
    return new_app(SERVICE, DOORS, settings, database)
