"""Sales: orders to cash, what a customer may owe, what it sent back and what its business earned."""

from typing import Any

from chassis.data.database import Database
from chassis.service import Service
from chassis.settings import Settings
from chassis.web.app import new_app
from paper.sheets.exporting import export
from paper.sheets.importing import sheet_jobs
from paper.sheets.routes import doors

from .base import Base
from .closing.routes import periods
from .consumers import LINES
from .credit.routes import accounts, holds
from .credit_notes.routes import credit_notes, credit_reversals
from .debit_notes.routes import debit_notes
from .deliveries.routes import deliveries
from .dues.routes import reports as dues
from .dunning.routes import dunning_levels
from .letters.routes import letters
from .openings.routes import openings
from .openings.sheets import SHEET as OPENINGS
from .orders.routes import orders
from .orders.sheets import SHEET as ORDERS
from .payments.routes import payments, refunds
from .quotations.commands import EXPIRY, expire_quotation
from .quotations.routes import quotations
from .receivables.commands import OVERDUE_TIMER, state_overdue_receivables
from .receivables.routes import receivables
from .references.models import Case, Customer, Lot, Product, Warehouse
from .reports.routes import reports
from .returns.routes import returns
from .seed import TIMER, write_demo_documents
from .settlements.routes import settlements, sources
from .write_offs.routes import write_off_rules, write_offs

FORMS = (ORDERS, OPENINGS)
SERVICE = Service(
    "sales",
    __name__,
    Base.metadata,
    LINES,
    timers={
        TIMER: write_demo_documents,
        OVERDUE_TIMER: state_overdue_receivables,
        EXPIRY: expire_quotation,
    },
    jobs=sheet_jobs(FORMS),
    copies=(
        Customer.__table__,
        Product.__table__,
        Warehouse.__table__,
        Lot.__table__,
        Case.__table__,
    ),
)
DOORS = (
    orders,
    quotations,
    holds,
    accounts,
    deliveries,
    receivables,
    sources,
    payments,
    refunds,
    debit_notes,
    write_offs,
    write_off_rules,
    dunning_levels,
    letters,
    settlements,
    credit_notes,
    credit_reversals,
    returns,
    reports,
    dues,
    openings,
    periods,
)


def create_app(settings: Settings | None = None, database: Database | None = None) -> Any:
    """The app of the sales service."""
    return new_app(SERVICE, (*DOORS, *doors("sales", FORMS)), settings, database, exporter=export)
