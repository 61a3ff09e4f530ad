"""The reports' door."""

from typing import Any

from flask import Response, json

from chassis.data.database import reading
from chassis.data.plain import plain
from chassis.web.door import Door

from . import documents, queries
from .schemas import (
    MarginQuery,
    RankingOut,
    RankingQuery,
    ReturnRateQuery,
    ReturnRatesOut,
    SalesListOut,
    SalesListQuery,
)

reports = Door("reports", __name__, url_prefix="/reports")


@reports.get(
    "/sales",
    needs="sales.report.read",
    query=SalesListQuery,
    gives=SalesListOut,
    zh="客户销售资料一览表",
    en="Sales list",
)
def list_sales(asked: dict[str, Any]) -> Response:
    with reading() as session:
        return _told(documents.sales_list(session, asked))


@reports.get(
    "/ranking",
    needs="sales.report.read",
    query=RankingQuery,
    gives=RankingOut,
    zh="销售排名",
    en="Sales ranking",
)
def rank_sales(asked: dict[str, Any]) -> Response:
    with reading() as session:
        return _told(queries.ranking(session, asked, "sales.report"))


@reports.get(
    "/margins",
    needs="sales.margin.read",
    query=MarginQuery,
    gives=RankingOut,
    zh="客户销售毛利排名表",
    en="Gross-margin ranking",
)
def rank_margins(asked: dict[str, Any]) -> Response:
    with reading() as session:
        return _told(queries.ranking(session, asked, "sales.margin"))


@reports.get(
    "/return-rates",
    needs="sales.report.read",
    query=ReturnRateQuery,
    gives=ReturnRatesOut,
    zh="退货率",
    en="Return rates",
)
def show_return_rates(asked: dict[str, Any]) -> Response:
    with reading() as session:
        return _told(queries.return_rates(session, asked, "sales.report"))


def _told(body: dict[str, Any]) -> Response:
    return Response(json.dumps(plain(body)), content_type="application/json")
