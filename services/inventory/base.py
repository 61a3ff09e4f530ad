"""The declarative base of the inventory service's tables."""

from chassis.data.database import make_base

Base = make_base()
