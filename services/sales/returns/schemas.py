"""What returns take and show."""

from chassis.web import fields

from ..deliveries.schemas import LotOut
from ..words import (
    CONDITION,
    CREDIT_WHEN,
    CREDITED,
    OUTCOME,
    PHASE,
    RETURN_REASON,
    RETURN_STATUS,
    SEVERITY,
)


class ReturnLineIn(fields.Schema):
    delivery_line_id = fields.ref("发货行", "Delivery line", required=True)
    quantity = fields.quantity("数量", "Quantity", required=True)
    lot = fields.code("批次", "Lot", max=60, allow_none=True, load_default=None)
    serials = fields.plain_list(
        "序列号",
        "Serial numbers",
        fields.code("序列号", "Serial number", max=60),
        allow_none=True,
        load_default=None,
    )
    outcome = fields.choice("处理结果", "Outcome", OUTCOME, allow_none=True, load_default=None)
    condition = fields.choice("货物状况", "Condition", CONDITION, load_default="defective")


class ReturnIn(fields.Schema):
    phase = fields.choice("发生阶段", "Phase", PHASE, required=True)
    severity = fields.choice("严重程度", "Severity", SEVERITY, required=True)
    reason_code = fields.choice("原因类别", "Kind of reason", RETURN_REASON, load_default="defect")
    reason = fields.text("退货原因", "Reason", max=500, required=True)
    outcome = fields.choice("处理结果", "Outcome", OUTCOME, load_default="credit")
    lines = fields.many("明细", "Lines", ReturnLineIn, min=1, max=200, required=True)


class DecidedLineIn(fields.Schema):
    return_line_id = fields.ref("退货行", "Return line", required=True)
    outcome = fields.choice("处理结果", "Outcome", OUTCOME, required=True)


class DecideIn(fields.Schema):
    reason = fields.text("变更原因", "Reason", max=500, required=True)
    lines = fields.many("明细", "Lines", DecidedLineIn, min=1, max=200, required=True)


class ReturnLineOut(fields.Schema):
    id = fields.ref("编号", "Id")
    delivery_id = fields.ref("发货单", "Delivery")
    delivery_number = fields.text("发货单号", "Delivery no.")
    delivery_line_id = fields.ref("发货行", "Delivery line")
    order_id = fields.ref("销售单", "Order")
    product_id = fields.ref("商品", "Product")
    product_code = fields.text("商品编号", "Product code")
    product_name = fields.text("商品名称", "Product name")
    unit = fields.text("单位", "Unit")
    quantity = fields.quantity("数量", "Quantity")
    condition = fields.choice("货物状况", "Condition", CONDITION)
    outcome = fields.choice("处理结果", "Outcome", OUTCOME)
    lots = fields.many("批次", "Lots", LotOut)
    price = fields.price("单价", "Price")
    discount = fields.money("折扣", "Discount")
    tax_rate = fields.rate("税率", "Tax rate")
    net = fields.money("不含税金额", "Net")
    tax = fields.money("税额", "Tax", min=None)
    gross = fields.money("价税合计", "Gross")
    cost = fields.money("成本", "Cost", needs="sales.cost.read")
    judged = fields.quantity("已判定", "Judged")
    credited = fields.quantity("已贷记", "Credited")
    reversed = fields.quantity("贷记已冲回", "Credit reversed")
    replaced = fields.quantity("已换货", "Replaced")
    sent_back = fields.quantity("已退还客户", "Sent back to the customer")


class ReturnOut(fields.Schema):
    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    number = fields.text("退货单号", "No.", sort=True, filter=True, search=True)
    customer_id = fields.ref("客户", "Customer", filter=True)
    customer_name = fields.text("客户名称", "Customer name", search=True)
    salesperson_id = fields.ref("销售员", "Salesperson", filter=True)
    salesperson_name = fields.text("销售员姓名", "Salesperson's name", allow_none=True)
    department = fields.text("部门", "Department", filter=True)
    operator_id = fields.ref("操作人员", "Operator")
    operator_name = fields.text("操作人员姓名", "Operator's name", allow_none=True)
    phase = fields.choice("发生阶段", "Phase", PHASE, filter=True)
    severity = fields.choice("严重程度", "Severity", SEVERITY, filter=True)
    reason_code = fields.choice("原因类别", "Kind of reason", RETURN_REASON, filter=True)
    reason = fields.text("退货原因", "Reason", max=500, search=True)
    status = fields.choice("状态", "Status", RETURN_STATUS, filter=True)
    outcome = fields.choice("处理结果", "Outcome", OUTCOME, filter=True)
    credit_when = fields.choice("贷记时点", "Credited when", CREDIT_WHEN)
    credited = fields.choice("贷记情况", "Credited", CREDITED, filter=True)
    received_at = fields.instant("收货时间", "Received at", sort=True, filter=True)
    booked_on = fields.day("入账日期", "Booked on", sort=True, filter=True)
    lines = fields.many("明细", "Lines", ReturnLineOut)
