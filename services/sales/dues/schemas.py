"""What the reports about what is due take and show."""

from chassis.web import fields

from ..money_words import BUCKET, INVOICE, MOVEMENT, RATING_REASON
from ..parameters import number, ticked
from ..words import RATING


class AsOfQuery(fields.Schema):
    as_of = fields.day("截止日期", "As of", load_default=None)


class AgeingQuery(AsOfQuery):
    customer_id = fields.ref("客户", "Customer", load_default=None)
    after = fields.ref("上一页末客户", "After this customer", load_default=None)
    limit = number("条数", "Limit", 1, 200, 50)


class CustomerAgeingQuery(AsOfQuery):
    after = fields.ref("上一页末笔应收", "After this receivable", load_default=None)
    limit = number("条数", "Limit", 1, 1000, 200)


class PeriodQuery(fields.Schema):
    first = fields.day("开始日期", "From", required=True, data_key="from")
    last = fields.day("结束日期", "To", required=True, data_key="to")


class StatementQuery(PeriodQuery):
    after = fields.ref("上一页末笔发生额", "After this movement", load_default=None)
    limit = number("条数", "Limit", 1, 1000, 200)


class OutstandingQuery(PeriodQuery):
    customer_id = fields.ref("客户", "Customer", load_default=None)


class AgeingSums(fields.Schema):
    not_due = fields.money("未到期", "Not due")
    d1_30 = fields.money("逾期 1–30 天", "1–30 days overdue")
    d31_60 = fields.money("逾期 31–60 天", "31–60 days overdue")
    d61_90 = fields.money("逾期 61–90 天", "61–90 days overdue")
    over_90 = fields.money("逾期 90 天以上", "Over 90 days overdue")
    total = fields.money("应收合计", "Receivables")
    overdue = fields.money("逾期合计", "Overdue")
    unallocated = fields.money("未核销预收与贷项", "Unallocated")


class AgeingLine(AgeingSums):
    customer_id = fields.ref("客户", "Customer")
    customer_code = fields.text("客户编号", "Customer code", allow_none=True)
    customer_name = fields.text("客户名称", "Customer name", allow_none=True)


class AgeingReport(fields.Schema):
    as_of = fields.day("截止日期", "As of")
    totals = fields.nested("合计", "Totals", AgeingSums)
    items = fields.many("客户账龄", "Customers", AgeingLine)
    next = fields.ref("下一页", "Next", allow_none=True)


class AgeingItem(fields.Schema):
    id = fields.ref("应收款", "Receivable")
    number = fields.text("应收单号", "Receivable no.")
    order_number = fields.text("销售单号", "Order no.", allow_none=True)
    booked_on = fields.day("入账日期", "Booked on")
    due_on = fields.day("到期日", "Due on")
    gross = fields.money("价税合计", "Gross")
    open = fields.money("未收金额", "Open")
    invoice_state = fields.choice("发票", "Invoice", INVOICE)
    days_overdue = fields.whole("逾期天数", "Days overdue", min=-100000)
    bucket = fields.choice("账龄", "Age", BUCKET)


class CustomerAgeing(fields.Schema):
    as_of = fields.day("截止日期", "As of")
    customer_id = fields.ref("客户", "Customer")
    totals = fields.nested("合计", "Totals", AgeingSums)
    items = fields.many("应收明细", "Receivables", AgeingItem, max=1000)
    next = fields.ref("下一页", "Next", allow_none=True)


class Movement(fields.Schema):
    id = fields.ref("发生额", "Movement")
    booked_on = fields.day("日期", "Date")
    kind = fields.choice("类别", "Kind", MOVEMENT)
    number = fields.text("单据号", "No.")
    reference = fields.text("相关单据", "Reference", allow_none=True)
    amount = fields.money("金额", "Amount", min=None)
    balance = fields.money("余额", "Balance", min=None)


class Statement(fields.Schema):
    customer_id = fields.ref("客户", "Customer")
    customer_code = fields.text("客户编号", "Customer code")
    customer_name = fields.text("客户名称", "Customer name")
    first = fields.day("开始日期", "From", data_key="from")
    last = fields.day("结束日期", "To", data_key="to")
    opening = fields.money("期初余额", "Opening balance", min=None)
    movements = fields.many("发生明细", "Movements", Movement, max=1000)
    next = fields.ref("下一页", "Next", allow_none=True)
    closing = fields.money("期末余额", "Closing balance", min=None)
    ageing = fields.nested("期末账龄", "Ageing at the end", AgeingSums)


class Outstanding(fields.Schema):
    first = fields.day("开始日期", "From", data_key="from")
    last = fields.day("结束日期", "To", data_key="to")
    customer_id = fields.ref("客户", "Customer", allow_none=True)
    receivables = fields.money("期末应收", "Receivables at the end")
    sales = fields.money("期间含税销售(减贷项)", "Gross sales less credit notes", min=None)
    days = fields.whole("天数", "Days")
    dso = fields.money("应收账款周转天数", "Days sales outstanding", allow_none=True)
    formula_zh = fields.text("公式", "Formula in Chinese")
    formula_en = fields.text("公式(英文)", "Formula in English")


class RatingReason(fields.Schema):
    code = fields.choice("理由", "Reason", RATING_REASON)
    numbers = fields.plain_list("应收单号", "Receivables", fields.text("应收单号", "No."))


class RatingQuery(AsOfQuery):
    changed = ticked("仅与现等级不同", "Only other than in force")
    after = fields.ref("上一页末客户", "After this customer", load_default=None)
    limit = number("条数", "Limit", 1, 50, 20)


class ProposedRating(fields.Schema):
    customer_id = fields.ref("客户", "Customer")
    customer_code = fields.text("客户编号", "Customer code")
    customer_name = fields.text("客户名称", "Customer name")
    rating = fields.choice("现信誉等级", "Rating in force", RATING, allow_none=True)
    proposed = fields.choice("建议信誉等级", "Proposed rating", RATING, allow_none=True)
    is_changed = fields.flag("与现等级不同", "Other than in force")
    reasons = fields.many("理由", "Reasons", RatingReason)
    tails = fields.plain_list("不计入的尾差", "Tails, not counted", fields.text("应收单号", "No."))
    disputed = fields.plain_list(
        "不计入的争议款", "Disputed, not counted", fields.text("应收单号", "No.")
    )


class RatingProposals(fields.Schema):
    as_of = fields.day("截止日期", "As of")
    items = fields.many("信誉等级建议", "Proposed ratings", ProposedRating)
    next = fields.ref("下一页", "Next", allow_none=True)


class LateDue(fields.Schema):
    number = fields.text("应收单号", "Receivable no.")
    due_on = fields.day("到期日", "Due on")
    gross = fields.money("价税合计", "Gross")
    open = fields.money("未收金额", "Open")
    lost = fields.money("坏账核销", "Written off as bad debt")
    cleared_on = fields.day("结清日期", "Cleared on", allow_none=True)
    days_late = fields.whole("迟付天数", "Days late", min=-100000)


class Behaviour(fields.Schema):
    customer_id = fields.ref("客户", "Customer")
    as_of = fields.day("截止日期", "As of")
    rating = fields.choice("现信誉等级", "Rating in force", RATING, allow_none=True)
    proposed = fields.choice("建议信誉等级", "Proposed rating", RATING, allow_none=True)
    reasons = fields.many("理由", "Reasons", RatingReason)
    counted = fields.many("计入的应收", "Counted", LateDue)
    tails = fields.many("不计入的尾差", "Tails, not counted", LateDue)
    disputed = fields.many("不计入的争议款", "Disputed, not counted", LateDue)
