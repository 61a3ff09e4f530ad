"""How cases are entered, worked and shown; labels and choices live here."""

from chassis.web import fields

from ..clock.schemas import DeadlineOut
from ..costs.schemas import CostOut
from ..entries.schemas import PHASES, SEVERITIES, EntryOut
from ..holds.schemas import AffectedCustomerOut, AffectedOrderOut, CaseHoldOut, EndingOut
from ..returns.schemas import DispositionOut, PieceOut

STATUSES = {
    "opened": ("已立案", "Opened"),
    "contained": ("已遏制", "Contained"),
    "analysed": ("已分析", "Analysed"),
    "replied": ("已回复", "Replied"),
    "judged": ("已判定", "Judged"),
    "closed": ("已关闭", "Closed"),
}
PATHS = {"short": ("简易流程", "Short path"), "eightd": ("8D报告", "8D report")}
REASONS = {
    "zero_km": ("零公里", "zero-km"),
    "severe": ("致命或严重", "fatal or serious"),
    "repeat": ("重复发生", "repeat"),
    "customer_demand": ("客户要求", "customer's demand"),
    "cost": ("成本超限", "cost over the threshold"),
}
PLACES = {
    "customer": ("客户处", "Customer"),
    "transit": ("在途", "Transit"),
    "finished_goods": ("成品", "Finished goods"),
    "work_in_progress": ("在制品", "Work in progress"),
    "supplier": ("供应商", "Supplier"),
}
ANSWERS = {"counted": ("已清点", "Counted"), "none": ("无", "None")}
CAUSES = {"occurrence": ("发生原因", "Occurrence"), "escape": ("流出原因", "Escape")}


def _count(zh: str, en: str):
    return fields.quantity(zh, en, min="0", allow_none=True, load_default=None)


class TargetIn(fields.Schema):
    """What to hold: a lot by id, a lot by number (of the case's product unless named), or a product."""

    lot_id = fields.ref("批次", "Lot", allow_none=True, load_default=None)
    lot = fields.code("批号", "Lot no.", max=60, allow_none=True, load_default=None)
    product_id = fields.ref("商品", "Product", allow_none=True, load_default=None)


class LocationIn(fields.Schema):
    """One place where suspect goods may be, answered."""

    place = fields.choice("地点", "Place", PLACES, required=True)
    answer = fields.choice("结果", "Answer", ANSWERS, required=True)
    found = _count("发现数量", "Found")
    sorted = _count("已挑选数量", "Sorted")
    bad = _count("不合格数量", "Bad")
    owner = fields.text("负责人", "Owner", max=120, required=True)
    effective = fields.flag("是否有效", "Effective", allow_none=True, load_default=None)


class ContainIn(fields.Schema):
    """遏制; without `holds` the case's own lots are held."""

    holds = fields.many("冻结对象", "Holds", TargetIn, max=50, allow_none=True, load_default=None)
    locations = fields.many("遏制地点", "Locations", LocationIn, max=50, load_default=list)


class CauseIn(fields.Schema):
    """原因."""

    kind = fields.choice("类别", "Kind", CAUSES, required=True)
    text = fields.text("原因", "Cause", max=2000, required=True)


class ReplyIn(fields.Schema):
    """回复."""

    text = fields.text("回复内容", "Reply", max=4000, required=True)


class CloseIn(fields.Schema):
    """关闭."""

    summary = fields.text("结案说明", "Summary", max=2000, required=True)


class CaseLotOut(fields.Schema):
    """涉及批次."""

    product_id = fields.ref("商品", "Product")
    lot_id = fields.ref("批次", "Lot")
    lot = fields.text("批号", "Lot no.")
    quantity = fields.quantity("数量", "Quantity", allow_none=True)


class LocationOut(fields.Schema):
    """遏制地点."""

    place = fields.choice("地点", "Place", PLACES)
    answer = fields.choice("结果", "Answer", ANSWERS)
    found = fields.quantity("发现数量", "Found", allow_none=True)
    sorted = fields.quantity("已挑选数量", "Sorted", allow_none=True)
    bad = fields.quantity("不合格数量", "Bad", allow_none=True)
    owner = fields.text("负责人", "Owner")
    effective = fields.flag("是否有效", "Effective", allow_none=True)
    answered_by_name = fields.text("填写人", "Answered by")
    answered_at = fields.instant("填写时间", "Answered at")


class CauseOut(fields.Schema):
    """原因."""

    kind = fields.choice("类别", "Kind", CAUSES)
    text = fields.text("原因", "Cause")
    written_by_name = fields.text("填写人", "Written by")
    written_at = fields.instant("填写时间", "Written at")


class ReplyOut(fields.Schema):
    """回复."""

    text = fields.text("回复内容", "Reply")
    written_by_name = fields.text("填写人", "Written by")
    written_at = fields.instant("填写时间", "Written at")


class CaseHeadOut(fields.Schema):
    """案件, as the list shows it."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    number = fields.text("案件编号", "Case no.", filter=True, search=True, sort=True)
    status = fields.choice("状态", "Status", STATUSES, filter=True)
    path = fields.choice("流程", "Path", PATHS, filter=True)
    path_reasons = fields.plain_list(
        "8D原因", "Reasons for 8D", fields.choice("原因", "Reason", REASONS)
    )
    phase = fields.choice("发生阶段", "Phase", PHASES, filter=True)
    severity = fields.choice("严重度", "Severity", SEVERITIES, filter=True)
    customer_id = fields.ref("客户", "Customer", filter=True)
    customer_name = fields.text("客户名称", "Customer's name", search=True)
    product_id = fields.ref("商品", "Product", filter=True)
    product_code = fields.text("商品编号", "Product no.", filter=True, search=True)
    product_name = fields.text("商品名称", "Product name", search=True)
    lot = fields.text("批号", "Lot no.", allow_none=True, filter=True)
    return_id = fields.ref("退货单", "Return", allow_none=True, filter=True)
    return_line_id = fields.ref("退货行", "Return line", allow_none=True, filter=True)
    late = fields.flag("有逾期", "A deadline is late")
    cost = fields.money("质量成本", "Cost of poor quality", min=None, needs="quality.cost.read")
    received_at = fields.instant("接收时间", "Received at", sort=True, filter=True)
    opened_by_name = fields.text("立案人", "Opened by")
    engineer_name = fields.text("质量工程师", "Quality engineer", allow_none=True)
    contained_at = fields.instant("遏制时间", "Contained at", allow_none=True)
    closed_at = fields.instant("关闭时间", "Closed at", allow_none=True)
    lots = fields.many("涉及批次", "Lots", CaseLotOut)


class CaseOut(CaseHeadOut):
    """案件, whole."""

    closed_by_name = fields.text("关闭人", "Closed by", allow_none=True)
    summary = fields.text("结案说明", "Summary", allow_none=True)
    entry = fields.nested("顾客不良信息", "Concern", EntryOut)
    clock = fields.many("时限", "Clock", DeadlineOut)
    holds = fields.many("冻结", "Holds", CaseHoldOut)
    hold_endings = fields.many("解除记录", "Endings of holds", EndingOut)
    locations = fields.many("遏制地点", "Containment locations", LocationOut)
    affected_customers = fields.many("受影响客户", "Affected customers", AffectedCustomerOut)
    affected_orders = fields.many("受影响订单", "Affected orders", AffectedOrderOut)
    causes = fields.many("原因", "Causes", CauseOut)
    replies = fields.many("回复", "Replies", ReplyOut)
    pieces = fields.many("退货跟踪", "Returned pieces", PieceOut)
    dispositions = fields.many("处置", "Dispositions", DispositionOut)
    costs = fields.many("质量成本明细", "Costs", CostOut, needs="quality.cost.read")
