"""What write-offs take and show."""

from chassis.web import fields

from ..money_words import DECISION, WRITE_OFF_KIND


class WriteOffIn(fields.Schema):
    kind = fields.choice("核销类别", "Kind", WRITE_OFF_KIND, required=True)
    receivable_id = fields.ref("应收款", "Receivable", required=True)
    amount = fields.money("核销金额", "Amount", min="0.01", required=True)
    reason = fields.text("核销原因", "Reason", max=500, required=True)


class ApproveIn(fields.Schema):
    comment = fields.text("审批意见", "Comment", max=500, allow_none=True, load_default=None)


class RefuseIn(fields.Schema):
    comment = fields.text("驳回意见", "Comment", max=500, required=True)


class RecoverIn(fields.Schema):
    amount = fields.money("收回金额", "Amount", min="0.01", required=True)
    reason = fields.text("收回说明", "Reason", max=500, required=True)


class WriteOffOut(fields.Schema):
    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    created_at = fields.instant("申请时间", "Asked at")
    number = fields.text("核销申请单号", "No.", sort=True, filter=True, search=True)
    kind = fields.choice("核销类别", "Kind", WRITE_OFF_KIND, filter=True)
    receivable_id = fields.ref("应收款", "Receivable", filter=True)
    receivable_number = fields.text("应收单号", "Receivable no.", search=True)
    customer_id = fields.ref("客户", "Customer", filter=True)
    customer_name = fields.text("客户名称", "Customer name", search=True)
    amount = fields.money("核销金额", "Amount", sort=True)
    recovered = fields.money("已收回金额", "Recovered", filter=True)
    reason = fields.text("核销原因", "Reason")
    status = fields.choice("状态", "Status", DECISION, filter=True)
    asked_by = fields.ref("申请人", "Asked by", filter=True)
    asked_by_name = fields.text("申请人姓名", "Asker's name", allow_none=True)
    decided_by = fields.ref("审批人", "Decided by", allow_none=True)
    decided_by_name = fields.text("审批人姓名", "Decider's name", allow_none=True)
    decided_at = fields.instant("审批时间", "Decided at", allow_none=True)
    comment = fields.text("审批意见", "Comment", allow_none=True)
    settlement_id = fields.ref("核销单", "Settlement", allow_none=True)


class RulesChange(fields.Schema):
    tail_limit = fields.money("尾差限额", "Limit of a tail", required=True)


class RulesOut(fields.Schema):
    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    tail_limit = fields.money("尾差限额", "Limit of a tail")
