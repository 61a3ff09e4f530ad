"""The HTTP door of expired lots."""

from uuid import UUID

from flask import Response

from chassis.data.database import transaction
from chassis.web.door import Door
from chassis.web.replies import reply

from ..stock.shapes import LOT
from ..stock.views import lot_shown
from . import expiry
from .schemas import CorrectExpiry, LaterExpiry

expiries = Door(
    "expiries", __name__, url_prefix="/lots", zh="批次有效期", en="Expiry dates of lots"
)


@expiries.post(
    "/<uuid:lot_id>/extend",
    needs="inventory.lot.extend",
    takes=LaterExpiry,
    gives=LOT,
    zh="复验延期",
    en="Extend the expiry of a lot",
)
def extend_expiry(body: dict, lot_id: UUID) -> Response:
    with transaction() as session:
        expiry.extend_expiry(session, lot_id, body["expiry"], body["reason"])
        return reply(session, lot_shown(session, lot_id))


@expiries.post(
    "/<uuid:lot_id>/correct-expiry",
    needs="inventory.lot.correct",
    takes=CorrectExpiry,
    gives=LOT,
    zh="更正有效期",
    en="Correct the expiry of a lot that was mistyped",
)
def correct_expiry(body: dict, lot_id: UUID) -> Response:
    with transaction() as session:
        expiry.correct_expiry(session, lot_id, **body)
        return reply(session, lot_shown(session, lot_id))
