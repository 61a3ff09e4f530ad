"""The inventory service: products, suppliers, purchasing, and stock to the cent and to the piece."""

from flask import Flask

from chassis.data.database import Database
from chassis.service import Service
from chassis.settings import Settings
from chassis.web.app import new_app
from paper.sheets.exporting import export
from paper.sheets.importing import sheet_jobs
from paper.sheets.routes import doors

from .base import Base
from .categories.routes import categories
from .consumers import LINES, TIMERS
from .counts.routes import adjustments
from .documents.routes import documents, movements
from .holds.expiry import expire_lots
from .holds.routes import expiries
from .inspections.routes import inspection_plans, inspections, standings
from .limits.routes import stock_limits
from .offers.routes import offers
from .openings.routes import openings
from .past.routes import stock_as_of
from .products.routes import products
from .purchasing.routes import purchase_orders
from .receiving.routes import receipts
from .replenishment.routes import alerts, proposals
from .serials.routes import serials
from .settings.routes import settings as stock_settings
from .sheets import FORMS
from .stock.commands import EXPIRE
from .stock.routes import issues, lots, stock
from .stocktakes.routes import stocktakes
from .supplier_returns.routes import supplier_returns
from .suppliers.routes import suppliers
from .trace.routes import traces
from .transfers.routes import transfer_losses, transfers
from .warehouses.routes import warehouses

SERVICE = Service(
    "inventory",
    __name__,
    Base.metadata,
    lines=LINES,
    timers=TIMERS | {EXPIRE: expire_lots},
    jobs=sheet_jobs(FORMS),
)
DOORS = (
    categories,
    products,
    stock_settings,
    stock_limits,
    proposals,
    alerts,
    offers,
    warehouses,
    suppliers,
    stock,
    stock_as_of,
    lots,
    expiries,
    movements,
    issues,
    inspection_plans,
    standings,
    inspections,
    purchase_orders,
    receipts,
    supplier_returns,
    adjustments,
    openings,
    stocktakes,
    traces,
    documents,
    serials,
    transfers,
    transfer_losses,
)


def create_app(settings: Settings | None = None, database: Database | None = None) -> Flask:
    """The HTTP door to everything the service owns."""
    return new_app(
        SERVICE, (*DOORS, *doors("inventory", FORMS)), settings, database, exporter=export
    )
