"""What deliveries show."""

from chassis.web import fields

from ..words import CURRENCY, ISSUE_KIND, PRICE_MODE


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
    lines = fields.many("明细", "Lines", DeliveryLineOut)
