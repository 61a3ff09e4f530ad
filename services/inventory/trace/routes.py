"""The HTTP door of traces."""

from uuid import UUID

from flask import Response

from chassis.data.database import reading
from chassis.web.door import Door
from chassis.web.replies import reply

from . import queries
from .schemas import TraceOut

traces = Door(
    "traces",
    __name__,
    url_prefix="/lots",
    zh="追溯:批次上溯供应商、下追客户",
    en="Traces of a lot, up to its supplier and down to customers",
)


@traces.get(
    "/<uuid:lot_id>/trace",
    needs="inventory.trace.read",
    gives=TraceOut,
    zh="批次追溯",
    en="Trace of a lot",
)
def get_trace(lot_id: UUID) -> Response:
    with reading() as session:
        return reply(session, queries.trace(session, lot_id))
