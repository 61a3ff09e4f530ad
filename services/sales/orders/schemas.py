"""What orders take and show."""

from chassis.numbers import ZERO
from chassis.web import fields

from ..words import (
    ATTENTION,
    CURRENCY,
    FULFILMENT,
    ORDER_KIND,
    ORDER_STATUS,
    PRICE_MODE,
    SETTLED,
    TERMS,
)


class OrderLineIn(fields.Schema):
    product_id = fields.ref("商品", "Product", required=True)
    quantity = fields.quantity("数量", "Quantity", required=True)
    price = fields.price("单价", "Price", allow_none=True, load_default=None)
    discount = fields.money("折扣", "Discount", load_default=ZERO)
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
    remark = fields.text("行备注", "Line remark", max=200, load_default="")


class OrderIn(fields.Schema):
    customer_id = fields.ref("客户", "Customer", required=True)
    salesperson_id = fields.ref("销售员", "Salesperson", allow_none=True, load_default=None)
    ordered_on = fields.day("日期", "Date", allow_none=True, load_default=None)
    price_mode = fields.choice("计价方式", "Price mode", PRICE_MODE, load_default="excluded")
    currency = fields.choice("币种", "Currency", CURRENCY, load_default="CNY")
    discount = fields.money("整单折扣", "Order discount", load_default=ZERO)
    reference = fields.code(
        "客户订单号", "Customer's order no.", max=60, allow_none=True, load_default=None
    )
    remark = fields.text("备注", "Remark", max=500, load_default="")
    wished_on = fields.day("要求交货日期", "Wished delivery", allow_none=True, load_default=None)
    delivery_address = fields.text(
        "送货地址",
        "Delivery address",
        max=300,
        allow_none=True,
        load_default=None,
        cls="confidential",
    )
    consignee_id = fields.ref("收货人编号", "Consignee's id", allow_none=True, load_default=None)
    consignee = fields.text(
        "收货人", "Consignee", max=100, allow_none=True, load_default=None, cls="confidential"
    )
    consignee_phone = fields.text(
        "收货电话",
        "Consignee's phone",
        max=40,
        allow_none=True,
        load_default=None,
        cls="confidential",
    )
    lines = fields.many("明细", "Lines", OrderLineIn, min=1, max=200, required=True)


class OrderChange(fields.Schema):
    customer_id = fields.ref("客户", "Customer")
    salesperson_id = fields.ref("销售员", "Salesperson")
    ordered_on = fields.day("日期", "Date")
    price_mode = fields.choice("计价方式", "Price mode", PRICE_MODE)
    discount = fields.money("整单折扣", "Order discount")
    reference = fields.code("客户订单号", "Customer's order no.", max=60, allow_none=True)
    remark = fields.text("备注", "Remark", max=500)
    wished_on = fields.day("要求交货日期", "Wished delivery", allow_none=True)
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
    lines = fields.many("明细", "Lines", OrderLineIn, min=1, max=200)


class CancelIn(fields.Schema):
    reason = fields.text("取消原因", "Reason", max=500, required=True)


class OrderLineOut(fields.Schema):
    id = fields.ref("编号", "Id")
    line_no = fields.whole("行号", "Line no.")
    product_id = fields.ref("商品", "Product")
    product_code = fields.text("商品编号", "Product code")
    product_name = fields.text("商品名称", "Product name")
    unit = fields.text("单位", "Unit")
    warehouse_id = fields.ref("仓库", "Warehouse", allow_none=True)
    warehouse_code = fields.text("仓库编号", "Warehouse code", allow_none=True)
    lot = fields.text("批次", "Lot", allow_none=True)
    serials = fields.plain_list(
        "序列号",
        "Serial numbers",
        fields.text("序列号", "Serial number"),
        allow_none=True,
    )
    quantity = fields.quantity("数量", "Quantity", min="0")
    price = fields.price("单价", "Price")
    discount = fields.money("折扣", "Discount")
    order_discount = fields.money("整单折扣分摊", "Share of the order's discount")
    tax_rate = fields.rate("税率", "Tax rate")
    net = fields.money("不含税金额", "Net")
    tax = fields.money("税额", "Tax")
    gross = fields.money("价税合计", "Gross")
    remark = fields.text("行备注", "Line remark", max=200)
    reserved = fields.quantity("已预留", "Reserved")
    backordered = fields.quantity("缺货待补", "Back-ordered")
    delivered = fields.quantity("已发货", "Delivered")
    cancelled = fields.quantity("已取消", "Cancelled")
    delivered_net = fields.money("已发货不含税金额", "Delivered net")
    return_line_id = fields.ref("所换退货行", "Return line replaced", allow_none=True)
    warranty_from = fields.day("质保起算日", "Warranty runs from", allow_none=True)
    cost_price = fields.price("成本单价", "Unit cost", allow_none=True, needs="sales.cost.read")
    cost = fields.money("成本", "Cost", needs="sales.cost.read")
    margin = fields.money("毛利", "Margin", min=None, needs="sales.cost.read")


class OrderOut(fields.Schema):
    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    created_at = fields.instant("开单时间", "Written at", sort=True, filter=True)
    number = fields.text("销售单号", "No.", sort=True, filter=True, search=True)
    customer_id = fields.ref("客户", "Customer", filter=True)
    customer_code = fields.text("客户编号", "Customer code", filter=True, search=True)
    customer_name = fields.text("客户名称", "Customer name", search=True)
    former_number = fields.text("原单号", "Former no.", filter=True, search=True, allow_none=True)
    salesperson_id = fields.ref("销售员", "Salesperson", filter=True)
    salesperson_name = fields.text("销售员姓名", "Salesperson's name", allow_none=True)
    operator_id = fields.ref("操作人员", "Operator")
    operator_name = fields.text("操作人员姓名", "Operator's name", allow_none=True)
    department = fields.text("部门", "Department", filter=True)
    ordered_on = fields.day("日期", "Date", sort=True, filter=True)
    kind = fields.choice("类型", "Kind", ORDER_KIND, filter=True)
    return_id = fields.ref("退货单", "Return", allow_none=True, filter=True)
    return_number = fields.text("退货单号", "Return no.", allow_none=True)
    status = fields.choice("状态", "Status", ORDER_STATUS, filter=True)
    revision = fields.whole("变更号", "Revision")
    amending = fields.flag("变更待库存答复", "Being amended", filter=True)
    fulfilment = fields.choice("发货情况", "Fulfilment", FULFILMENT, filter=True)
    settled = fields.choice("是否核销", "Settled", SETTLED)
    credit_hold_id = fields.ref("信用挂起", "Open credit hold", allow_none=True)
    attention = fields.choice("需关注", "Attention", ATTENTION, allow_none=True, filter=True)
    attention_lot = fields.text("关注批次", "Lot concerned", allow_none=True)
    attention_case_id = fields.ref("质量案件", "Quality case", allow_none=True)
    attention_case_number = fields.text("质量案件号", "Case no.", allow_none=True)
    price_mode = fields.choice("计价方式", "Price mode", PRICE_MODE)
    currency = fields.choice("币种", "Currency", CURRENCY)
    rate = fields.rate("汇率", "Exchange rate", max="999")
    discount = fields.money("整单折扣", "Order discount")
    net = fields.money("不含税金额", "Net", sort=True)
    tax = fields.money("税额", "Tax")
    gross = fields.money("价税合计", "Gross", sort=True, filter=True)
    delivered_net = fields.money("已发货不含税金额", "Delivered net")
    cost = fields.money("成本", "Cost", needs="sales.cost.read", sort=True, filter=True)
    margin = fields.money(
        "毛利", "Margin", min=None, needs="sales.cost.read", sort=True, filter=True
    )
    terms_kind = fields.choice("结算方式", "Terms", TERMS, allow_none=True)
    terms_days = fields.whole("账期天数", "Terms in days", allow_none=True)
    confirmed_at = fields.instant("确认时间", "Confirmed at", allow_none=True)
    posted_at = fields.instant("过账时间", "Posted at", allow_none=True)
    cancel_reason = fields.text("取消原因", "Cancel reason", max=500, allow_none=True)
    reference = fields.text(
        "客户订单号", "Customer's order no.", max=60, allow_none=True, filter=True, search=True
    )
    remark = fields.text("备注", "Remark", max=500)
    quotation_id = fields.ref("报价单", "Quotation", allow_none=True, filter=True)
    wished_on = fields.day(
        "要求交货日期", "Wished delivery", allow_none=True, sort=True, filter=True
    )
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
    lines = fields.many("明细", "Lines", OrderLineOut)
