"""What credit takes and shows."""

from chassis.web import fields

from ..words import HOLD_GROUND, HOLD_STATUS, HOLD_VERB, RATING


class ReleaseIn(fields.Schema):
    reason = fields.text("放行理由", "Reason", max=500, required=True)


class CreditAccountOut(fields.Schema):
    id = fields.ref("客户", "Customer")
    version = fields.whole("版本", "Version")
    customer_code = fields.text("客户编号", "Customer code", allow_none=True)
    customer_name = fields.text("客户名称", "Customer name", allow_none=True)
    limit = fields.money("信用额度", "Credit limit", allow_none=True)
    rating = fields.choice("信誉等级", "Credit rating", RATING, allow_none=True)
    open_receivables = fields.money("未收应收款", "Open receivables")
    unallocated = fields.money("未核销预收与贷项", "Unallocated advances and credits")
    advances = fields.money("其中未核销预收", "Of which advances")
    undelivered = fields.money("未发货订单金额", "Undelivered orders")
    exposure = fields.money("信用占用", "Exposure", min=None)
    dunning_level = fields.whole("催款级别", "Dunning level")
    dunning_holds = fields.flag("催款暂停新订单", "Held by dunning")


class CreditHoldOut(fields.Schema):
    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    created_at = fields.instant("挂起时间", "Held at")
    order_id = fields.ref("销售单", "Order", filter=True)
    order_number = fields.text("销售单号", "Order no.", search=True)
    customer_id = fields.ref("客户", "Customer", filter=True)
    customer_name = fields.text("客户名称", "Customer name", search=True)
    salesperson_id = fields.ref("销售员", "Salesperson", filter=True)
    salesperson_name = fields.text("销售员姓名", "Salesperson's name", allow_none=True)
    department = fields.text("部门", "Department", filter=True)
    verb = fields.choice("受阻操作", "Stopped action", HOLD_VERB)
    ground = fields.choice("原因", "Ground", HOLD_GROUND, filter=True)
    amount = fields.money("订单金额", "Order amount")
    exposure = fields.money("信用占用", "Exposure", min=None)
    limit = fields.money("信用额度", "Credit limit", allow_none=True)
    rating = fields.choice("信誉等级", "Credit rating", RATING, allow_none=True)
    status = fields.choice("状态", "Status", HOLD_STATUS, filter=True)
    reason = fields.text("放行理由", "Reason", max=500, allow_none=True)
    released_by = fields.ref("放行人", "Released by", allow_none=True)
    released_by_name = fields.text("放行人姓名", "Releaser's name", allow_none=True)
    released_at = fields.instant("放行时间", "Released at", allow_none=True)
