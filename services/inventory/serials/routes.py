"""The HTTP door of serial numbers."""

from uuid import UUID

from flask import Response

from chassis.data.database import reading
from chassis.web.door import Door
from chassis.web.replies import reply

from . import queries
from .schemas import SERIAL, SERIALS

serials = Door(
    "serials",
    __name__,
    url_prefix="/serials",
    zh="序列号:逐件去向",
    en="Serial numbers: where each piece is",
)


@serials.get(
    "", needs="inventory.lot.read", lists=SERIALS, zh="序列号列表", en="List serial numbers"
)
def list_serials() -> Response:
    with reading() as session:
        return SERIALS.page(session)


@serials.get(
    "/<uuid:serial_id>",
    needs="inventory.trace.read",
    gives=SERIAL,
    zh="序列号履历",
    en="A serial number with its history",
)
def get_serial(serial_id: UUID) -> Response:
    with reading() as session:
        return reply(session, queries.serial_shown(session, serial_id))
