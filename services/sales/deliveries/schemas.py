"""What deliveries take and show."""

from chassis.web import fields

from ..selling_words import DELIVERY_STATUS, DELIVERY_STEP
from ..words import CURRENCY, ISSUE_KIND, PRICE_MODE

TO_SHIP = {"allow_none": True, "cls": "confidential", "opens": "sales.delivery.ship"}


class ShipIn(fields.Schema):
    shipped_on = fields.day("发运日期", "Shipped on", allow_none=True, load_default=None)
    carrier = fields.text("承运人", "Carrier", max=100, required=True)
    waybill = fields.code("运单号", "Waybill no.", max=60, allow_none=True, load_default=None)
    packages = fields.whole(
        "件数", "Packages", min=1, max=100_000, allow_none=True, load_default=None
    )


class SignedLineIn(fields.Schema):
    delivery_line_id = fields.ref("发货行", "Delivery line", required=True)
    quantity = fields.quantity("签收数量", "Quantity signed for", min="0", required=True)


class SignForIn(fields.Schema):
    signed_on = fields.day("签收日期", "Signed on", allow_none=True, load_default=None)
    signed_by = fields.text("签收人", "Signed by", max=100, required=True, cls="confidential")
    claim_note = fields.text("差异说明", "Claim note", max=500, allow_none=True, load_default=None)
    lines = fields.many(
        "数量有差异的明细", "Lines counted otherwise", SignedLineIn, max=200, load_default=list
    )


class DeliveryReverseIn(fields.Schema):
    reason = fields.text("撤销原因", "Reason", max=500, required=True)


class DeliveryStepOut(fields.Schema):
    id = fields.ref("编号", "Id")
    kind = fields.choice("步骤", "Step", DELIVERY_STEP)
    at = fields.instant("登记时间", "Noted at")
    by = fields.ref("登记人", "Noted by")
    by_name = fields.text("登记人姓名", "Noter's name", allow_none=True)
    day = fields.day("日期", "Day")
    reason = fields.text("原因", "Reason", max=500, allow_none=True)


class LotOut(fields.Schema):
    lot_id = fields.ref("批次编号", "Lot id")
    lot = fields.text("批次", "Lot", allow_none=True)
    quantity = fields.quantity("数量", "Quantity")


class DeliveryLineOut(fields.Schema):
    id = fields.ref("编号", "Id")
    order_line_id = fields.ref("销售单行", "Order line")
    issue_line_id = fields.ref("出库行", "Issue line")
    product_id = fields.ref("商品", "Product")
    product_code = fields.text("商品编号", "Product code")
    product_name = fields.text("商品名称", "Product name")
    unit = fields.text("单位", "Unit")
    quantity = fields.quantity("数量", "Quantity")
    signed = fields.quantity("签收数量", "Quantity signed for", min="0", allow_none=True)
    returned = fields.quantity("已退", "Returned")
    price = fields.price("单价", "Price")
    discount = fields.money("折扣", "Discount")
    tax_rate = fields.rate("税率", "Tax rate")
    net = fields.money("不含税金额", "Net")
    tax = fields.money("税额", "Tax", min=None)
    gross = fields.money("价税合计", "Gross")
    cost_price = fields.price("成本单价", "Unit cost", allow_none=True, needs="sales.cost.read")
    cost = fields.money("成本", "Cost", needs="sales.cost.read")
    margin = fields.money("毛利", "Margin", min=None, needs="sales.cost.read")
    return_line_id = fields.ref("所换退货行", "Return line replaced", allow_none=True)
    warranty_from = fields.day("质保起算日", "Warranty runs from", allow_none=True)
    lots = fields.many("批次", "Lots", LotOut)


class DeliveryOut(fields.Schema):
    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    created_at = fields.instant("登记时间", "Recorded at")
    number = fields.text("发货单号", "No.", sort=True, filter=True, search=True)
    issue_id = fields.ref("出库单", "Issue", filter=True)
    kind = fields.choice("类型", "Kind", ISSUE_KIND, filter=True)
    order_id = fields.ref("销售单", "Order", filter=True)
    order_number = fields.text("销售单号", "Order no.", filter=True, search=True)
    return_id = fields.ref("退货单", "Return", allow_none=True, filter=True)
    customer_id = fields.ref("客户", "Customer", filter=True)
    customer_name = fields.text("客户名称", "Customer name", search=True)
    salesperson_id = fields.ref("销售员", "Salesperson", filter=True)
    salesperson_name = fields.text("销售员姓名", "Salesperson's name", allow_none=True)
    department = fields.text("部门", "Department", filter=True)
    warehouse_id = fields.ref("仓库", "Warehouse", filter=True)
    delivered_on = fields.day("发货日期", "Delivered on", sort=True, filter=True)
    booked_on = fields.day("入账日期", "Booked on", sort=True, filter=True)
    currency = fields.choice("币种", "Currency", CURRENCY)
    price_mode = fields.choice("计价方式", "Price mode", PRICE_MODE)
    net = fields.money("不含税金额", "Net", sort=True)
    tax = fields.money("税额", "Tax", min=None)
    gross = fields.money("价税合计", "Gross", sort=True)
    cost = fields.money("成本", "Cost", needs="sales.cost.read", sort=True, filter=True)
    margin = fields.money(
        "毛利", "Margin", min=None, needs="sales.cost.read", sort=True, filter=True
    )
    status = fields.choice("状态", "Status", DELIVERY_STATUS, filter=True)
    wished_on = fields.day("要求交货日期", "Wished delivery", allow_none=True, filter=True)
    delivery_address = fields.text("待发运地址", "Address to ship to", max=300, **TO_SHIP)
    consignee = fields.text("待发运收货人", "Consignee to ship to", max=100, **TO_SHIP)
    consignee_phone = fields.text("待发运收货电话", "Phone to ship to", max=40, **TO_SHIP)
    shipped_on = fields.day("发运日期", "Shipped on", allow_none=True, sort=True, filter=True)
    carrier = fields.text("承运人", "Carrier", max=100, allow_none=True, filter=True)
    waybill = fields.text("运单号", "Waybill no.", max=60, allow_none=True, search=True)
    packages = fields.whole("件数", "Packages", allow_none=True)
    signed_on = fields.day("签收日期", "Signed on", allow_none=True, sort=True, filter=True)
    signed_by = fields.text("签收人", "Signed by", max=100, allow_none=True, cls="confidential")
    claim_note = fields.text("差异说明", "Claim note", max=500, allow_none=True)
    differs = fields.flag("签收有差异", "Counted otherwise", filter=True)
    in_transit = fields.day("在途(自)", "In transit (since)", allow_none=True, filter=True)
    lines = fields.many("明细", "Lines", DeliveryLineOut)
    steps = fields.many("发运签收记录", "Steps", DeliveryStepOut)
