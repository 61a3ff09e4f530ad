"""The declarative base of the inventory service's tables."""

from typing import Any

from chassis.data.database import make_base

Base: Any = make_base()
