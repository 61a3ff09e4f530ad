"""The customer service: customers' files and credit, signed by three people, read by secrecy class."""

from flask import Flask

from chassis.data.database import Database
from chassis.service import Service
from chassis.settings import Settings
from chassis.web.app import new_app
from paper.sheets.exporting import export

from .base import Base
from .consumers import LINES
from .credit.routes import credit
from .files.routes import customers

SERVICE = Service("customer", __name__, Base.metadata, lines=LINES)


def create_app(settings: Settings | None = None, database: Database | None = None) -> Flask:
    """The HTTP door to files and credit."""
    return new_app(SERVICE, [customers, credit], settings, database, exporter=export)
