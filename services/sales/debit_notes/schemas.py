"""What debit notes take and show."""

from chassis.web import fields

from ..money_words import DEBIT_KIND, DEBIT_STATUS


class DebitNoteIn(fields.Schema):
    customer_id = fields.ref("客户", "Customer", required=True)
    kind = fields.choice("扣款类别", "Kind", DEBIT_KIND, required=True)
    amount = fields.money("扣款金额", "Amount", min="0.01", required=True)
    claimed_on = fields.day("扣款单日期", "Claimed on", required=True)
    customer_reference = fields.code(
        "客户扣款单号", "Customer's no.", max=80, allow_none=True, load_default=None
    )
    receivable_id = fields.ref("冲销应收款", "Receivable", allow_none=True, load_default=None)
    case_id = fields.ref("质量案件", "Quality case", allow_none=True, load_default=None)
    reason = fields.text("扣款原因", "Reason", max=500, required=True)


class AgreeIn(fields.Schema):
    comment = fields.text("审批意见", "Comment", max=500, allow_none=True, load_default=None)


class RejectIn(fields.Schema):
    comment = fields.text("驳回意见", "Comment", max=500, required=True)


class DebitNoteReversalIn(fields.Schema):
    reason = fields.text("冲销原因", "Reason", max=500, required=True)


class DebitNoteOut(fields.Schema):
    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    created_at = fields.instant("登记时间", "Recorded at")
    number = fields.text("扣款单号", "No.", sort=True, filter=True, search=True)
    customer_id = fields.ref("客户", "Customer", filter=True)
    customer_name = fields.text("客户名称", "Customer name", search=True)
    kind = fields.choice("扣款类别", "Kind", DEBIT_KIND, filter=True)
    amount = fields.money("扣款金额", "Amount", sort=True)
    open = fields.money("未核销金额", "Open", allow_none=True)
    claimed_on = fields.day("扣款单日期", "Claimed on", sort=True, filter=True)
    customer_reference = fields.text("客户扣款单号", "Customer's no.", allow_none=True, search=True)
    receivable_id = fields.ref("冲销应收款", "Receivable", allow_none=True, filter=True)
    case_id = fields.ref("质量案件", "Quality case", allow_none=True, filter=True)
    case_number = fields.text("案件编号", "Case no.", allow_none=True, search=True)
    reason = fields.text("扣款原因", "Reason")
    status = fields.choice("状态", "Status", DEBIT_STATUS, filter=True)
    asked_by = fields.ref("登记人", "Recorded by", filter=True)
    asked_by_name = fields.text("登记人姓名", "Recorder's name", allow_none=True)
    decided_by = fields.ref("审批人", "Decided by", allow_none=True)
    decided_by_name = fields.text("审批人姓名", "Decider's name", allow_none=True)
    decided_at = fields.instant("审批时间", "Decided at", allow_none=True)
    comment = fields.text("审批意见", "Comment", allow_none=True)
    agreed_on = fields.day("同意日期", "Agreed on", allow_none=True, sort=True, filter=True)
    reversed_on = fields.day("冲销日期", "Reversed on", allow_none=True)
