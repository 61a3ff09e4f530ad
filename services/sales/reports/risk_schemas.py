"""What the grade proposal and the report of customers at risk take and show."""

from chassis.web import fields

from ..parameters import number, ticked
from .schemas import month
from .words import RISK, RISK_DOCUMENT


class GradesQuery(fields.Schema):
    month = month("评定月份", "Month of the grading")
    changed = ticked("仅看变化", "Changed ones only")
    after = number("此位次之后", "After this place", 0, 2_000_000_000, 0)
    limit = number("条数", "Limit", 1, 200, 50)


class GradeOut(fields.Schema):
    place = fields.whole("位次", "Place")
    customer_id = fields.ref("客户", "Customer")
    customer_code = fields.text("客户编号", "Customer code")
    customer_name = fields.text("客户名称", "Customer name")
    net = fields.money("不含税销售额", "Net sales", min=None)
    cumulative_share = fields.rate("累计占比", "Cumulative share", allow_none=True)
    grade = fields.text("现有等级", "Present grade", max=20, allow_none=True)
    proposed = fields.text("建议等级", "Proposed grade", max=1)
    is_changed = fields.flag("有变化", "Changed")


class GradesOut(fields.Schema):
    since = fields.text("起始月份", "From month", max=7)
    until = fields.text("截止月份", "To month", max=7)
    items = fields.many("客户等级建议", "Proposed grades", GradeOut)
    next = fields.whole("下一页起点", "Next page starts after", allow_none=True)


class AtRiskQuery(fields.Schema):
    customer_id = fields.ref("客户", "Customer", load_default=None)
    after = number("此位次之后", "After this place", 0, 2_000_000_000, 0)
    limit = number("条数", "Limit", 1, 200, 50)


class RiskDocumentOut(fields.Schema):
    kind = fields.choice("单据类型", "Kind", RISK_DOCUMENT)
    id = fields.ref("编号", "Id")
    number = fields.text("单据号", "No.")


class RiskFigureOut(fields.Schema):
    name = fields.text("名称", "Name")
    value = fields.text("数值", "Value")


class RiskReasonOut(fields.Schema):
    code = fields.choice("原因", "Reason", RISK)
    figure = fields.text("数值", "Figure")
    threshold = fields.text("阈值", "Threshold")
    told = fields.many("依据", "What it follows from", RiskFigureOut)
    documents = fields.many("相关单据", "Documents", RiskDocumentOut)


class AtRiskOut(fields.Schema):
    place = fields.whole("位次", "Place")
    customer_id = fields.ref("客户", "Customer")
    customer_code = fields.text("客户编号", "Customer code")
    customer_name = fields.text("客户名称", "Customer name")
    owner_id = fields.ref("负责销售员", "Owner", allow_none=True)
    owner_name = fields.text("负责销售员姓名", "Owner's name", allow_none=True)
    department = fields.text("部门", "Department", allow_none=True)
    region = fields.text("区域", "Region", allow_none=True)
    grade = fields.text("客户等级", "Grade", max=20, allow_none=True)
    reasons = fields.many("原因", "Reasons", RiskReasonOut)


class AtRiskReport(fields.Schema):
    as_of = fields.day("截至日期", "As of")
    items = fields.many("危险客户", "Customers at risk", AtRiskOut)
    next = fields.whole("下一页起点", "Next page starts after", allow_none=True)


class RiskRuleIn(fields.Schema):
    overdue_days = fields.whole("逾期天数超过", "Overdue for more than days", 1, 3650)
    overdue_share = fields.rate("逾期占应收比例超过", "Overdue share of the receivable above")
    silent_days = fields.whole("未下单天数", "Days without an order", 1, 3650)
    orders_before = fields.whole(
        "此前一年订单数至少", "Orders in the year before at least", 1, 10_000
    )
    margin_points = fields.rate("毛利率下降超过", "Margin rate down by more than")
    severe_cases = fields.whole("未结严重案件数至少", "Open severe cases at least", 1, 1000)


class RiskRuleOut(fields.Schema):
    version = fields.whole("版本", "Version")
    overdue_days = fields.whole("逾期天数超过", "Overdue for more than days")
    overdue_share = fields.rate("逾期占应收比例超过", "Overdue share of the receivable above")
    silent_days = fields.whole("未下单天数", "Days without an order")
    orders_before = fields.whole("此前一年订单数至少", "Orders in the year before at least")
    margin_points = fields.rate("毛利率下降超过", "Margin rate down by more than")
    severe_cases = fields.whole("未结严重案件数至少", "Open severe cases at least")
