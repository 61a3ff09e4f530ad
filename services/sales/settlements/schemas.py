"""What settlements take and show."""

from chassis.web import fields

from ..money_words import SETTLEMENT_KIND, SETTLEMENT_USE, SOURCE_KIND
from ..words import CURRENCY, REVERSED


class PairIn(fields.Schema):
    source_id = fields.ref("核销来源", "Source", required=True)
    receivable_id = fields.ref("应收款", "Receivable", required=True)
    amount = fields.money("核销金额", "Amount", min="0.01", required=True)


class SettlementIn(fields.Schema):
    customer_id = fields.ref("客户", "Customer", required=True)
    lines = fields.many("明细", "Lines", PairIn, min=1, required=True)
    remark = fields.text("备注", "Remark", max=500, load_default="")


class AutomaticIn(fields.Schema):
    customer_id = fields.ref("客户", "Customer", required=True)
    remark = fields.text("备注", "Remark", max=500, load_default="")


class TakenBackIn(fields.Schema):
    line_id = fields.ref("核销明细", "Line", required=True)
    amount = fields.money("撤销金额", "Amount", min="0.01", allow_none=True, load_default=None)


class ReverseIn(fields.Schema):
    reason = fields.text("撤销原因", "Reason", max=500, required=True)
    lines = fields.many("撤销明细", "Lines taken back", TakenBackIn, load_default=list)


class ProposalQuery(fields.Schema):
    customer_id = fields.ref("客户", "Customer", required=True)


class ProposedLine(fields.Schema):
    source_id = fields.ref("核销来源", "Source")
    source_number = fields.text("来源单号", "Source no.")
    source_open = fields.money("来源未核销金额", "Source open")
    receivable_id = fields.ref("应收款", "Receivable")
    receivable_number = fields.text("应收单号", "Receivable no.")
    receivable_open = fields.money("未收金额", "Receivable open")
    due_on = fields.day("到期日", "Due on")
    amount = fields.money("核销金额", "Amount")


class ProposalOut(fields.Schema):
    customer_id = fields.ref("客户", "Customer")
    amount = fields.money("核销金额", "Amount")
    lines = fields.many("建议明细", "Proposed lines", ProposedLine)


class SettlementLineOut(fields.Schema):
    id = fields.ref("编号", "Id")
    source_id = fields.ref("核销来源", "Source")
    source_kind = fields.choice("来源类别", "Source kind", SOURCE_KIND)
    source_number = fields.text("来源单号", "Source no.")
    receivable_id = fields.ref("应收款", "Receivable", allow_none=True)
    receivable_number = fields.text("应收单号", "Receivable no.", allow_none=True)
    use = fields.choice("用途", "Use", SETTLEMENT_USE)
    amount = fields.money("金额", "Amount", min=None)
    reversed = fields.money("已撤销金额", "Reversed")
    reverses_id = fields.ref("撤销的明细", "Reverses", allow_none=True)
    booked_on = fields.day("入账日期", "Booked on")
    settled_at = fields.instant("核销时间", "Settled at")
    operator_id = fields.ref("操作人员", "Operator")
    operator_name = fields.text("操作人员姓名", "Operator's name", allow_none=True)
    reason = fields.text("撤销原因", "Reason")


class SettlementOut(fields.Schema):
    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    created_at = fields.instant("核销时间", "Settled at")
    number = fields.text("核销单号", "No.", sort=True, filter=True, search=True)
    kind = fields.choice("核销方式", "Kind", SETTLEMENT_KIND, filter=True)
    customer_id = fields.ref("客户", "Customer", filter=True)
    customer_name = fields.text("客户名称", "Customer name", search=True)
    booked_on = fields.day("入账日期", "Booked on", sort=True, filter=True)
    amount = fields.money("核销金额", "Amount", sort=True)
    reversed = fields.money("已撤销金额", "Reversed")
    reversal = fields.choice("撤销状态", "Reversal", REVERSED, filter=True)
    operator_id = fields.ref("操作人员", "Operator", filter=True)
    operator_name = fields.text("操作人员姓名", "Operator's name", allow_none=True)
    remark = fields.text("备注", "Remark")
    lines = fields.many("明细", "Lines", SettlementLineOut)


class SourceOut(fields.Schema):
    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    kind = fields.choice("来源类别", "Kind", SOURCE_KIND, filter=True)
    number = fields.text("来源单号", "No.", sort=True, filter=True, search=True)
    customer_id = fields.ref("客户", "Customer", filter=True)
    customer_name = fields.text("客户名称", "Customer name", search=True)
    booked_on = fields.day("入账日期", "Booked on", sort=True, filter=True)
    currency = fields.choice("币种", "Currency", CURRENCY)
    amount = fields.money("金额", "Amount", sort=True)
    open = fields.money("未核销金额(预收)", "Open (advance)", sort=True, filter=True)
    cleared_on = fields.day("用完日期", "Used up on", allow_none=True)
