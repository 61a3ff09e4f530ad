"""What an amendment takes, and the versions it leaves."""

from chassis.web import fields

from ..selling_words import AMENDMENT_ACT, AMENDMENT_STATUS


class AmendLineIn(fields.Schema):
    line_id = fields.ref("销售单行", "Order line", allow_none=True, load_default=None)
    product_id = fields.ref("商品", "Product", allow_none=True, load_default=None)
    quantity = fields.quantity("数量", "Quantity", min="0", allow_none=True, load_default=None)
    price = fields.price("单价", "Price", allow_none=True, load_default=None)
    discount = fields.money("折扣", "Discount", allow_none=True, load_default=None)
    tax_rate = fields.rate("税率", "Tax rate", allow_none=True, load_default=None)
    warehouse_id = fields.ref("仓库", "Warehouse", allow_none=True, load_default=None)
    lot = fields.code("批次", "Lot", max=60, allow_none=True, load_default=None)
    serials = fields.plain_list(
        "序列号",
        "Serial numbers",
        fields.code("序列号", "Serial number", max=60),
        allow_none=True,
        load_default=None,
    )
    remark = fields.text("行备注", "Line remark", max=200, allow_none=True, load_default=None)


class AmendIn(fields.Schema):
    """What is to be different; what is not named stays. A discount is that of what has not gone."""

    revision = fields.whole("所见变更号", "Revision amended", min=1, required=True)
    reason = fields.text("变更原因", "Reason", max=500, required=True)
    discount = fields.money("整单折扣", "Order discount")
    remark = fields.text("备注", "Remark", max=500)
    wished_on = fields.day("要求交货日期", "Wished delivery", allow_none=True)
    reference = fields.code("客户订单号", "Customer's order no.", max=60, allow_none=True)
    delivery_address = fields.text(
        "送货地址",
        "Delivery address",
        max=300,
        allow_none=True,
        cls="confidential",
    )
    consignee_id = fields.ref("收货人编号", "Consignee's id", allow_none=True)
    consignee = fields.text("收货人", "Consignee", max=100, allow_none=True, cls="confidential")
    consignee_phone = fields.text(
        "收货电话",
        "Consignee's phone",
        max=40,
        allow_none=True,
        cls="confidential",
    )
    lines = fields.many("明细", "Lines", AmendLineIn, max=200, load_default=list)


class OrderReopenIn(fields.Schema):
    reason = fields.text("重新打开原因", "Reason", max=500, required=True)


class FieldChange(fields.Schema):
    field = fields.text("字段", "Field")
    before = fields.anything("变更前", "Before", allow_none=True)
    after = fields.anything("变更后", "After", allow_none=True)


class OrderVersionOut(fields.Schema):
    revision = fields.whole("变更号", "Revision")
    act = fields.choice("操作", "Act", AMENDMENT_ACT)
    status = fields.choice("状态", "Status", AMENDMENT_STATUS)
    at = fields.instant("时间", "At")
    by = fields.ref("操作人", "By")
    by_name = fields.text("操作人姓名", "Whose name", allow_none=True)
    reason = fields.text("变更原因", "Reason", max=500)
    changes = fields.many("变更内容", "What differs", FieldChange)
    content = fields.anything("当时内容", "As it was then")


class OrderVersionsOut(fields.Schema):
    order_id = fields.ref("销售单", "Order")
    items = fields.many("变更记录", "Versions", OrderVersionOut)
