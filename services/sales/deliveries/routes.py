"""The deliveries' door: to read what inventory issued, and to note its way to the customer."""

from typing import Any
from uuid import UUID

from flask import Response
from sqlalchemy.orm import Session

from chassis.data.database import reading, transaction
from chassis.web.door import Door
from chassis.web.replies import reply
from chassis.web.shape import Shape

from ..errors import DeliveryNotFound
from ..orders.models import Order
from . import queries, shipping
from .models import Delivery, DeliveryLine, DeliveryStep
from .schemas import (
    DeliveryLineOut,
    DeliveryOut,
    DeliveryReverseIn,
    DeliveryStepOut,
    ShipIn,
    SignForIn,
)

DELIVERIES = Shape(
    DeliveryOut,
    Delivery,
    children={
        "lines": (DeliveryLineOut, DeliveryLine, DeliveryLine.delivery_id),
        "steps": (DeliveryStepOut, DeliveryStep, DeliveryStep.delivery_id),
    },
    columns={
        "in_transit": queries.IN_TRANSIT,
        "wished_on": Order.wished_on,
        **queries.SHIP_TO,
    },
    joined=queries.WITH_ORDER,
    filters={"in_transit": queries.in_transit_on},
    thing="delivery",
)

deliveries = Door(
    "deliveries",
    __name__,
    url_prefix="/deliveries",
    zh="发货:发运、签收与在途",
    en="Deliveries: shipped, signed for, in transit",
)


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


@deliveries.post(
    "/<uuid:delivery_id>/ship",
    needs="sales.delivery.ship",
    takes=ShipIn,
    gives=DELIVERIES,
    zh="发运",
    en="Ship a delivery",
)
def ship_delivery(body: dict[str, Any], delivery_id: UUID) -> Response:
    with transaction() as session:
        shipping.ship(session, delivery_id, body)
        return _told(session, delivery_id)


@deliveries.post(
    "/<uuid:delivery_id>/sign-for",
    needs="sales.delivery.sign_for",
    takes=SignForIn,
    gives=DELIVERIES,
    zh="签收",
    en="Note the customer's receipt",
)
def sign_for_delivery(body: dict[str, Any], delivery_id: UUID) -> Response:
    with transaction() as session:
        shipping.sign_for(session, delivery_id, body)
        return _told(session, delivery_id)


@deliveries.post(
    "/<uuid:delivery_id>/reverse",
    needs="sales.delivery.reverse",
    takes=DeliveryReverseIn,
    gives=DELIVERIES,
    zh="撤销发运或签收",
    en="Take the last step back",
)
def reverse_delivery(body: dict[str, Any], delivery_id: UUID) -> Response:
    with transaction() as session:
        shipping.reverse(session, delivery_id, **body)
        return _told(session, delivery_id)


def _told(session: Session, delivery_id: UUID) -> Response:
    session.flush()
    return reply(session, DELIVERIES.known(session, delivery_id))
