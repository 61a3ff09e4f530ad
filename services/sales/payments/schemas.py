"""What payments and refunds take and show."""

from chassis.web import fields

from ..money_words import (
    BILL_KIND,
    BILL_STATE,
    BILL_STEP,
    PAYMENT_METHOD,
    PAYMENT_REVERSAL,
    PAYMENT_STATUS,
    REFUND_METHOD,
    REFUND_STATUS,
)
from ..words import CURRENCY


class PaymentIn(fields.Schema):
    customer_id = fields.ref("客户", "Customer", required=True)
    method = fields.choice("收款方式", "Method", PAYMENT_METHOD, required=True)
    amount = fields.money("收款金额", "Amount", min="0.01", required=True)
    received_on = fields.day("收款日期", "Received on", required=True)
    bank_reference = fields.code(
        "银行流水号", "Bank reference", max=80, allow_none=True, load_default=None
    )
    payer = fields.text("付款人", "Payer", allow_none=True, load_default=None)
    bill_kind = fields.choice(
        "汇票种类", "Kind of bill", BILL_KIND, allow_none=True, load_default=None
    )
    bill_number = fields.code("汇票号码", "Bill no.", max=80, allow_none=True, load_default=None)
    drawer = fields.text("出票人", "Drawer", allow_none=True, load_default=None)
    acceptor = fields.text("承兑人", "Acceptor", allow_none=True, load_default=None)
    matures_on = fields.day("汇票到期日", "Matures on", allow_none=True, load_default=None)
    remark = fields.text("备注", "Remark", max=500, load_default="")
    duplicate = fields.flag("确认非重复", "Another payment all the same", load_default=False)
    settle = fields.flag("同时自动核销", "Settle the oldest with it", load_default=False)


class PaymentReversalIn(fields.Schema):
    kind = fields.choice("冲销原因类别", "Kind of reversal", PAYMENT_REVERSAL, required=True)
    reason = fields.text("冲销说明", "Reason", max=500, required=True)


class BillStepIn(fields.Schema):
    state = fields.choice("汇票去向", "What became of the bill", BILL_STEP, required=True)
    on = fields.day("日期", "On", required=True)
    to = fields.text(
        "被背书人或贴现银行", "Endorsed to, or bank", allow_none=True, load_default=None
    )
    reason = fields.text("原因", "Reason", max=500, allow_none=True, load_default=None)


class PaymentOut(fields.Schema):
    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    created_at = fields.instant("登记时间", "Recorded at")
    number = fields.text("收款单号", "No.", sort=True, filter=True, search=True)
    customer_id = fields.ref("客户", "Customer", filter=True)
    customer_name = fields.text("客户名称", "Customer name", search=True)
    method = fields.choice("收款方式", "Method", PAYMENT_METHOD, filter=True)
    currency = fields.choice("币种", "Currency", CURRENCY)
    rate = fields.rate("汇率", "Rate", max="999")
    amount = fields.money("收款金额", "Amount", sort=True, filter=True)
    open = fields.money("未核销金额(预收)", "Open (advance)", filter=True)
    received_on = fields.day("收款日期", "Received on", sort=True, filter=True)
    booked_on = fields.day("入账日期", "Booked on", sort=True, filter=True)
    bank_reference = fields.text(
        "银行流水号", "Bank reference", allow_none=True, filter=True, search=True
    )
    payer = fields.text("付款人", "Payer", allow_none=True)
    bill_kind = fields.choice("汇票种类", "Kind of bill", BILL_KIND, allow_none=True, filter=True)
    bill_number = fields.text("汇票号码", "Bill no.", allow_none=True, filter=True, search=True)
    drawer = fields.text("出票人", "Drawer", allow_none=True)
    acceptor = fields.text("承兑人", "Acceptor", allow_none=True)
    matures_on = fields.day("汇票到期日", "Matures on", allow_none=True, sort=True, filter=True)
    bill_state = fields.choice(
        "汇票状态", "State of the bill", BILL_STATE, allow_none=True, filter=True
    )
    bill_state_on = fields.day("汇票状态日期", "In that state since", allow_none=True)
    bill_to = fields.text("被背书人或贴现银行", "Endorsed to, or bank", allow_none=True)
    operator_id = fields.ref("操作人员", "Operator", filter=True)
    operator_name = fields.text("操作人员姓名", "Operator's name", allow_none=True)
    remark = fields.text("备注", "Remark")
    status = fields.choice("状态", "Status", PAYMENT_STATUS, filter=True)
    reversal_kind = fields.choice(
        "冲销原因类别", "Kind of reversal", PAYMENT_REVERSAL, allow_none=True
    )
    reversal_reason = fields.text("冲销说明", "Reason of the reversal", allow_none=True)
    reversed_on = fields.day("冲销日期", "Reversed on", allow_none=True, filter=True)
    reversed_by = fields.ref("冲销人", "Reversed by", allow_none=True)
    reversed_by_name = fields.text("冲销人姓名", "Reverser's name", allow_none=True)


class RefundIn(fields.Schema):
    source_id = fields.ref("退款来源", "Source", required=True)
    amount = fields.money("退款金额", "Amount", min="0.01", required=True)
    method = fields.choice("退款方式", "Method", REFUND_METHOD, required=True)
    reason = fields.text("退款原因", "Reason", max=500, required=True)


class RefundApprovalIn(fields.Schema):
    paid_on = fields.day("付款日期", "Paid on", required=True)
    bank_reference = fields.code(
        "银行流水号", "Bank reference", max=80, allow_none=True, load_default=None
    )


class CommentIn(fields.Schema):
    comment = fields.text("审批意见", "Comment", max=500, required=True)


class RefundReversalIn(fields.Schema):
    reason = fields.text("退回原因", "Reason", max=500, required=True)


class RefundOut(fields.Schema):
    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    created_at = fields.instant("申请时间", "Asked at")
    number = fields.text("退款单号", "No.", sort=True, filter=True, search=True)
    source_id = fields.ref("退款来源", "Source", filter=True)
    source_number = fields.text("来源单号", "Source no.", search=True)
    customer_id = fields.ref("客户", "Customer", filter=True)
    customer_name = fields.text("客户名称", "Customer name", search=True)
    amount = fields.money("退款金额", "Amount", sort=True)
    method = fields.choice("退款方式", "Method", REFUND_METHOD, filter=True)
    bank_reference = fields.text("银行流水号", "Bank reference", allow_none=True)
    reason = fields.text("退款原因", "Reason")
    status = fields.choice("状态", "Status", REFUND_STATUS, filter=True)
    asked_by = fields.ref("申请人", "Asked by", filter=True)
    asked_by_name = fields.text("申请人姓名", "Asker's name", allow_none=True)
    decided_by = fields.ref("审批人", "Decided by", allow_none=True)
    decided_by_name = fields.text("审批人姓名", "Decider's name", allow_none=True)
    decided_at = fields.instant("审批时间", "Decided at", allow_none=True)
    comment = fields.text("审批意见", "Comment", allow_none=True)
    paid_on = fields.day("付款日期", "Paid on", allow_none=True, sort=True, filter=True)
    settlement_id = fields.ref("核销单", "Settlement", allow_none=True)
    reversed_on = fields.day("退回日期", "Came back on", allow_none=True, filter=True)
    reversed_by = fields.ref("退回登记人", "Reversed by", allow_none=True)
    reversed_by_name = fields.text("退回登记人姓名", "Reverser's name", allow_none=True)
    reversal_reason = fields.text("退回原因", "Reason of the reversal", allow_none=True)
