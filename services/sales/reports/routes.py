"""The reports' door."""

from typing import Any

from flask import Response

from chassis.data.database import reading, transaction
from chassis.data.plain import to_json
from chassis.web.door import Door
from chassis.web.replies import expected_version, reply
from chassis.web.shape import Shape

from . import commands, documents, grades, queries, risks
from .models import RiskRule
from .risk_schemas import AtRiskQuery, AtRiskReport, GradesOut, GradesQuery, RiskRuleIn, RiskRuleOut
from .schemas import (
    MarginQuery,
    RankingOut,
    RankingQuery,
    ReturnRateQuery,
    ReturnRatesOut,
    SalesListOut,
    SalesListQuery,
)

RISK_RULE = Shape(RiskRuleOut, RiskRule)

reports = Door(
    "reports",
    __name__,
    url_prefix="/reports",
    zh="销售报表:一览表、排名、毛利与退货率",
    en="Sales reports: lists, rankings, margins and return rates",
)


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


@reports.get(
    "/grades",
    needs="sales.grade_report.read",
    query=GradesQuery,
    gives=GradesOut,
    zh="客户等级建议",
    en="Grade proposal",
)
def list_proposed_grades(asked: dict[str, Any]) -> Response:
    with reading() as session:
        return _told(grades.propose_grades(session, asked))


@reports.get(
    "/customers-at-risk",
    needs="sales.risk_report.read",
    query=AtRiskQuery,
    gives=AtRiskReport,
    zh="危险客户",
    en="Customers at risk",
)
def list_customers_at_risk(asked: dict[str, Any]) -> Response:
    with reading() as session:
        return _told(risks.at_risk(session, asked))


@reports.get(
    "/risk-rule",
    needs="sales.risk_report.read",
    gives=RISK_RULE,
    zh="危险客户规则",
    en="When a customer is at risk",
)
def show_risk_rule() -> Response:
    with reading() as session:
        return reply(session, RISK_RULE.one(session))


@reports.patch(
    "/risk-rule",
    needs="sales.risk_rule.change",
    takes=RiskRuleIn,
    gives=RISK_RULE,
    zh="设置危险客户规则",
    en="Set when a customer is at risk",
)
def change_risk_rule(body: dict[str, Any]) -> Response:
    with transaction() as session:
        commands.change_risk_rule(session, body, expected_version())
        session.flush()
        return reply(session, RISK_RULE.one(session))


def _told(body: dict[str, Any]) -> Response:
    return Response(to_json(body), content_type="application/json")
