"""The deliveries' door, to read: deliveries are written as inventory issues."""

from typing import Any
from uuid import UUID

from flask import Response

from chassis.data.database import reading
from chassis.web.door import Door
from chassis.web.shape import Shape

from ..errors import DeliveryNotFound
from . import queries
from .models import Delivery, DeliveryLine
from .schemas import DeliveryLineOut, DeliveryOut

DELIVERIES = Shape(
    DeliveryOut,
    Delivery,
    children={"lines": (DeliveryLineOut, DeliveryLine, DeliveryLine.delivery_id)},
)

deliveries = Door("deliveries", __name__, url_prefix="/deliveries")


@deliveries.get(
    "", needs="sales.delivery.read", lists=DELIVERIES, zh="发货单列表", en="List deliveries"
)
def list_deliveries() -> Response:
    with reading() as session:
        return DELIVERIES.page(session, *queries.in_scope(session))


@deliveries.get(
    "/<uuid:delivery_id>",
    needs="sales.delivery.read",
    gives=DELIVERIES,
    zh="发货单",
    en="A delivery",
)
def show_delivery(delivery_id: UUID) -> dict[str, Any]:
    with reading() as session:
        seen = queries.in_scope(session)
        missing = DeliveryNotFound()
        return DELIVERIES.one(session, Delivery.id == delivery_id, *seen, missing=missing)
