"""What dunning letters take and show."""

from chassis.web import fields

from ..money_words import CHANNEL, LETTER_STATUS


class SendIn(fields.Schema):
    sent_on = fields.day("发送日期", "Sent on", required=True)
    remark = fields.text("备注", "Remark", max=500, allow_none=True, load_default=None)


class DropIn(fields.Schema):
    reason = fields.text("不发送的原因", "Reason", max=500, required=True)


class RunOut(fields.Schema):
    proposed = fields.whole("新建议数", "Proposed")
    renewed = fields.whole("更新数", "Renewed")
    lapsed = fields.whole("失效数", "Lapsed")
    lowered = fields.whole("降级客户数", "Customers on a lower level now")


class LetterLine(fields.Schema):
    receivable_id = fields.ref("应收款", "Receivable")
    number = fields.text("应收单号", "Receivable no.")
    due_on = fields.text("到期日", "Due on")
    days_overdue = fields.whole("逾期天数", "Days overdue")
    open = fields.money("未收金额", "Open")


class DunningLetterOut(fields.Schema):
    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    created_at = fields.instant("建议时间", "Proposed at")
    number = fields.text("催款函号", "No.", sort=True, filter=True, search=True)
    customer_id = fields.ref("客户", "Customer", filter=True)
    customer_name = fields.text("客户名称", "Customer name", search=True)
    as_of = fields.day("截止日期", "As of", sort=True, filter=True)
    level = fields.whole("催款级别", "Level", sort=True, filter=True)
    days_overdue = fields.whole("最长逾期天数", "Days overdue", sort=True)
    amount = fields.money("逾期金额", "Overdue amount", sort=True)
    channel = fields.choice("催款方式", "Channel", CHANNEL, filter=True)
    holds = fields.flag("暂停新订单", "New orders are held")
    text_zh = fields.text("催款函(中文)", "Text in Chinese")
    text_en = fields.text("催款函(英文)", "Text in English")
    lines = fields.many("逾期明细", "What is overdue", LetterLine)
    status = fields.choice("状态", "Status", LETTER_STATUS, filter=True)
    sent_on = fields.day("发送日期", "Sent on", allow_none=True, sort=True, filter=True)
    sent_by = fields.ref("发送人", "Sent by", allow_none=True)
    sent_by_name = fields.text("发送人姓名", "Sender's name", allow_none=True)
    remark = fields.text("备注", "Remark", allow_none=True)
