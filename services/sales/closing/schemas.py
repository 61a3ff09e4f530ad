"""What month closing takes and shows."""

from chassis.web import fields

from ..words import HINDRANCE, PERIOD_KIND, PERIOD_STATUS


class CloseIn(fields.Schema):
    period = fields.text("期间", "Period", max=7, required=True)
    accepted = fields.plain_list(
        "确认接受的事项",
        "Accepted in spite of",
        fields.choice("事项", "What hinders", HINDRANCE),
        max=20,
        load_default=list,
    )


class ReopenIn(fields.Schema):
    reason = fields.text("反结账原因", "Reason", max=500, required=True)


class HindranceQuery(fields.Schema):
    period = fields.text("期间", "Period", max=7, required=True)


class HindranceOut(fields.Schema):
    code = fields.choice("事项", "What hinders", HINDRANCE)
    blocks = fields.flag("必须先处理", "Must be settled first")
    count = fields.whole("数量", "Count")


class HindrancesOut(fields.Schema):
    period = fields.text("期间", "Period", max=7)
    items = fields.many("未了事项", "What hinders", HindranceOut)


class PeriodOut(fields.Schema):
    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    name = fields.text("期间", "Period", max=7, sort=True, filter=True)
    kind = fields.choice("类型", "Kind", PERIOD_KIND, filter=True)
    starts_on = fields.day("起始日期", "Starts on", sort=True, filter=True)
    ends_on = fields.day("截止日期", "Ends on", filter=True)
    status = fields.choice("状态", "Status", PERIOD_STATUS, filter=True)
    accepted = fields.many("结账时未了事项", "Under way when closed", HindranceOut)
    closed_by = fields.ref("结账人", "Closed by")
    closed_by_name = fields.text("结账人姓名", "Closer's name", allow_none=True)
    closed_at = fields.instant("结账时间", "Closed at", sort=True)
    reopened_by = fields.ref("反结账人", "Re-opened by", allow_none=True)
    reopened_by_name = fields.text("反结账人姓名", "Re-opener's name", allow_none=True)
    reopened_at = fields.instant("反结账时间", "Re-opened at", allow_none=True)
    reopen_reason = fields.text("反结账原因", "Reason", max=500, allow_none=True)
