"""The margin report's door."""

from typing import Any

from flask import Response, json

from chassis.data.database import reading
from chassis.data.plain import plain
from chassis.web.door import Door

from . import queries
from .schemas import MarginQuery, MarginReport

margins = Door("margins", __name__, url_prefix="/reports/margins")


@margins.get(
    "",
    needs="sales.margin.read",
    query=MarginQuery,
    gives=MarginReport,
    zh="客户毛利",
    en="Margins by customer",
)
def report_margins(asked: dict[str, Any]) -> Response:
    with reading() as session:
        lines = queries.margins(session, **asked)
    more = lines[-1]["customer_id"] if len(lines) == asked["limit"] else None
    body = json.dumps(plain({"items": lines, "next": more}))
    return Response(body, content_type="application/json")
