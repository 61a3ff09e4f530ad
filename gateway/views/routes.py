"""The cross-cutting views over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response, g

from chassis.data.plain import to_json
from chassis.web.door import Door
from chassis.web.problems import language

from ..running import running
from .customer import customer_view
from .parts import Reader
from .schemas import CustomerViewOut, TraceBeginning, TraceViewOut
from .trace import trace_view

views = Door(
    "views",
    __name__,
    url_prefix="/api/v1/views",
    zh="跨服务视图:客户全景与追溯",
    en="Views over all services: customer 360 and trace",
)


@views.get(
    "/customers/<uuid:customer_id>", needs="gateway.customer_view.read", gives=CustomerViewOut,
    zh="客户全景", en="Customer 360",
)  # fmt: skip
def show_customer(customer_id: UUID) -> Response:
    return _answer(customer_view(_reader(), customer_id))


@views.get(
    "/trace", needs="gateway.trace_view.read", query=TraceBeginning, gives=TraceViewOut,
    zh="追溯", en="Trace sale, lot, receipt, return and case",
)  # fmt: skip
def show_trace(query: dict[str, UUID]) -> Response:
    ((beginning, of),) = query.items()
    return _answer(trace_view(_reader(), beginning, str(of)))


def _reader() -> Reader:
    return Reader(running(), g.caller, language(), g.request_id)


def _answer(view: dict[str, Any]) -> Response:
    return Response(to_json(view), content_type="application/json")
