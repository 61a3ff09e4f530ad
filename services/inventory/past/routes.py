"""The HTTP door of stock as of a day."""

from datetime import date
from typing import Any

from flask import Response, request
from marshmallow import ValidationError

from chassis import clock
from chassis.data.database import reading
from chassis.web.door import Door
from chassis.web.listing import ParameterWrong
from chassis.web.replies import reply

from . import queries, rules
from .schemas import DayAsked, TotalThenOut
from .shapes import stock_at

stock_as_of = Door(
    "stock_as_of",
    __name__,
    url_prefix="/stock-as-of",
    zh="任一过去日期的库存与金额",
    en="Stock and value as of any past date",
)


@stock_as_of.get(
    "",
    needs="inventory.stock.read",
    lists=stock_at(date.max),
    zh="截至某日的库存",
    en="List stock as of a day",
)
def list_stock_as_of() -> Response:
    with reading() as session:
        return queries.stock_page(session, rules.settled(_asked(), clock.today()))


@stock_as_of.get(
    "/total",
    needs="inventory.cost.read",
    query=DayAsked,
    gives=TotalThenOut,
    zh="截至某日的库存总额",
    en="Value of all stock as of a day",
)
def get_total(asked: dict[str, Any]) -> Response:
    with reading() as session:
        day = rules.settled(asked["as_of"], clock.today())
        return reply(session, queries.total(session, day))


def _asked() -> date | None:
    text = request.args.get("as_of")
    try:
        return None if text is None else DayAsked().load({"as_of": text})["as_of"]
    except ValidationError as problem:
        raise ParameterWrong(name="as_of", why="malformed value / 值的格式有误") from problem
