"""Purchase orders as they come in and go out, with their labels."""

from chassis.web import fields
from chassis.web.shape import Shape

from ..products.schemas import of_products
from ..suppliers.models import Supplier
from ..warehouses.models import Warehouse
from .models import PurchaseOrder, PurchaseOrderLine
from .rules import EXCLUDED, STATUS

PRICE_MODE = {"excluded": ("不含税", "Tax excluded"), "included": ("含税", "Tax included")}
COST = "inventory.cost.read"


class NewLine(fields.Schema):
    """A line of a purchase order; the tax rate is the product's unless given, unit, price and
    tolerance are the supplier's offer's."""

    product_id = fields.ref("商品", "Product", required=True)
    quantity = fields.quantity("数量", "Quantity", required=True)
    unit = fields.code("单位", "Unit", max=20, allow_none=True)
    unit_price = fields.price("单价", "Unit price", allow_none=True)
    tax_rate = fields.rate("税率", "Tax rate")
    tolerance = fields.rate("超收容差", "Tolerance for over-receipt", allow_none=True)


class OrderHead(fields.Schema):
    """What an order says about its delivery."""

    warehouse_id = fields.ref("收货仓库", "Warehouse", allow_none=True)
    delivery_address = fields.text("收货地址", "Delivery address", max=500, allow_none=True)
    supplier_reference = fields.code(
        "供应商订单号", "Supplier's reference", max=100, allow_none=True
    )
    expected_on = fields.day("预计到货日期", "Expected on", allow_none=True)


class NewOrder(OrderHead):
    """A purchase order to be written."""

    supplier_id = fields.ref("供应商", "Supplier", required=True)
    ordered_on = fields.day("采购日期", "Ordered on")
    price_mode = fields.choice("计价方式", "Price mode", PRICE_MODE, load_default=EXCLUDED)
    remark = fields.text("备注", "Remark", max=2000, allow_none=True, load_default=None)
    lines = fields.many("明细", "Lines", NewLine, min=1, required=True)


class OrderChange(OrderHead):
    """What is to be different about a draft; lines, if given, replace all its lines."""

    supplier_id = fields.ref("供应商", "Supplier")
    ordered_on = fields.day("采购日期", "Ordered on")
    price_mode = fields.choice("计价方式", "Price mode", PRICE_MODE)
    remark = fields.text("备注", "Remark", max=2000, allow_none=True)
    lines = fields.many("明细", "Lines", NewLine, min=1)


class Reason(fields.Schema):
    """Why something is done."""

    reason = fields.text("原因", "Reason", max=1000, required=True)


class LineCancel(Reason):
    """How many pieces of a line are not wanted any more: all that are open, unless said."""

    quantity = fields.quantity("数量", "Quantity", allow_none=True, load_default=None)


class Excess(Reason):
    """How many pieces more than ordered may be received of a line, and why."""

    quantity = fields.quantity("批准超收数量", "Pieces beyond the order", min="0", required=True)


class OrderLineOut(fields.Schema):
    """A line of a purchase order; prices are for those who may see cost.

    Received = in quarantine + accepted and kept + returned to the supplier + scrapped.
    """

    id = fields.ref("编号", "Id")
    product_id = fields.ref("商品", "Product")
    product_code = fields.text("商品编号", "Product code")
    product_name = fields.text("商品名称", "Product name")
    quantity = fields.quantity("数量", "Quantity")
    unit = fields.text("单位", "Unit")
    factor = fields.quantity("换算系数", "Factor")
    pieces = fields.quantity("库存单位数量", "In stock units")
    unit_price = fields.price("单价", "Unit price", needs=COST)
    tax_rate = fields.rate("税率", "Tax rate", needs=COST)
    net = fields.money("不含税金额", "Net amount", needs=COST)
    tax = fields.money("税额", "Tax", needs=COST)
    gross = fields.money("价税合计", "Gross amount", needs=COST)
    tolerance = fields.rate("超收容差", "Tolerance for over-receipt")
    allowed = fields.quantity("可入库总数", "May be received")
    received = fields.quantity("已入库数量", "Received")
    quarantined = fields.quantity("隔离数量", "In quarantine")
    accepted = fields.quantity("合格留存数量", "Accepted and kept")
    returned = fields.quantity("已退数量", "Returned to supplier")
    scrapped = fields.quantity("报废数量", "Scrapped after inspection")
    to_replace = fields.quantity("待补货退回数量", "Sent back to be replaced")
    cancelled = fields.quantity("已取消数量", "Cancelled")
    open = fields.quantity("未到货数量", "Open")


class OrderOut(fields.Schema):
    """A purchase order with its lines."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    number = fields.text("采购单号", "Number", sort=True, filter=True, search=True)
    revision = fields.whole("修订号", "Revision")
    supplier_id = fields.ref("供应商", "Supplier", filter=True)
    supplier_name = fields.text("供应商名称", "Supplier's name", search=True)
    status = fields.choice("状态", "Status", STATUS, filter=True)
    ordered_on = fields.day("采购日期", "Ordered on", sort=True, filter=True)
    expected_on = fields.day("预计到货日期", "Expected on", sort=True, filter=True, allow_none=True)
    warehouse_id = fields.ref("收货仓库", "Warehouse", filter=True)
    warehouse_code = fields.text("仓库编号", "Warehouse code")
    delivery_address = fields.text("收货地址", "Delivery address", allow_none=True)
    supplier_reference = fields.text(
        "供应商订单号", "Supplier's reference", search=True, allow_none=True
    )
    buyer_id = fields.ref("采购员", "Buyer", filter=True)
    buyer_name = fields.text("采购员姓名", "Buyer's name")
    checked = fields.flag("是否核对", "Checked", filter=True)
    checked_by = fields.ref("核对人", "Checked by", allow_none=True)
    checked_by_name = fields.text("核对人姓名", "Checker's name", allow_none=True)
    checked_at = fields.instant("核对时间", "Checked at", allow_none=True)
    operator = fields.ref("操作人员", "Operator")
    operator_name = fields.text("操作人员姓名", "Operator's name", allow_none=True)
    price_mode = fields.choice("计价方式", "Price mode", PRICE_MODE)
    currency = fields.text("币种", "Currency")
    rate = fields.rate("汇率", "Exchange rate")
    net = fields.money("不含税金额", "Net amount", needs=COST, sort=True)
    tax = fields.money("税额", "Tax", needs=COST)
    gross = fields.money("价税合计", "Gross amount", needs=COST, sort=True)
    remark = fields.text("备注", "Remark", allow_none=True)
    cancel_reason = fields.text("取消原因", "Reason for cancelling", allow_none=True)
    created_at = fields.instant("编制时间", "Made at", sort=True)
    lines = fields.many("明细", "Lines", OrderLineOut)


PURCHASE_ORDERS = Shape(
    OrderOut,
    PurchaseOrder,
    children={
        "lines": (
            OrderLineOut,
            PurchaseOrderLine,
            PurchaseOrderLine.order_id,
            of_products(PurchaseOrderLine),
        )
    },
    columns={
        "supplier_name": Supplier.name,
        "checked": PurchaseOrder.checked_by.is_not(None),
        "warehouse_code": Warehouse.code,
    },
    joined=PurchaseOrder.__table__.join(Supplier).join(
        Warehouse, Warehouse.id == PurchaseOrder.warehouse_id
    ),
)
