"""Receipts as they come in and go out, with their labels."""

from chassis.web import fields
from chassis.web.shape import Shape

from ..products.schemas import of_products
from ..purchasing.amounts import amounts_of_lines
from ..purchasing.models import PurchaseOrder, Receipt, ReceiptLine
from ..suppliers.models import Supplier
from ..warehouses.models import Warehouse

COST = "inventory.cost.read"


class NewReceiptLine(fields.Schema):
    """Goods of one order line and lot."""

    order_line_id = fields.ref("采购单行", "Order line", required=True)
    quantity = fields.quantity("数量", "Quantity", required=True)
    unit = fields.code("单位", "Unit", max=20, allow_none=True, load_default=None)
    lot = fields.code("批次号", "Lot", max=60, allow_none=True, load_default=None)
    expiry = fields.day("有效期", "Expiry", allow_none=True, load_default=None)
    serials = fields.plain_list(
        "序列号",
        "Serial numbers",
        fields.code("序列号", "Serial number", max=60),
        allow_none=True,
        load_default=None,
    )
    first_serial = fields.code(
        "起始序列号", "First serial number", max=60, allow_none=True, load_default=None
    )


class NewReceipt(fields.Schema):
    """Goods that arrived for one purchase order."""

    purchase_order_id = fields.ref("采购单", "Purchase order", required=True)
    warehouse_id = fields.ref("仓库", "Warehouse", allow_none=True, load_default=None)
    received_on = fields.day("入库日期", "Received on")
    delivery_note = fields.code(
        "送货单号", "Delivery note", max=100, allow_none=True, load_default=None
    )
    remark = fields.text("备注", "Remark", max=2000, allow_none=True, load_default=None)
    lines = fields.many("明细", "Lines", NewReceiptLine, min=1, required=True)


class ReceiptLineOut(fields.Schema):
    """A received line; its value is for those who may see cost.

    Quantity = in quarantine + accepted and kept + returned to the supplier + scrapped.
    """

    id = fields.ref("编号", "Id")
    order_line_id = fields.ref("采购单行", "Order line")
    product_id = fields.ref("商品", "Product")
    product_code = fields.text("商品编号", "Product code")
    product_name = fields.text("商品名称", "Product name")
    lot_id = fields.ref("批次", "Lot")
    lot = fields.text("批次号", "Lot or serial number")
    batch = fields.text("供应商批次", "Supplier's lot of a serial number", allow_none=True)
    quantity = fields.quantity("数量", "Quantity")
    unit = fields.text("送货单位", "Unit delivered in", allow_none=True)
    unit_quantity = fields.quantity("送货数量", "Quantity in that unit", allow_none=True)
    value = fields.money("不含税金额", "Net amount", needs=COST)
    tax = fields.money("税额", "Tax", needs=COST)
    gross = fields.money("价税合计", "Gross amount", needs=COST)
    quarantined = fields.quantity("隔离数量", "In quarantine")
    accepted = fields.quantity("合格留存数量", "Accepted and kept")
    returned = fields.quantity("已退数量", "Returned to supplier")
    scrapped = fields.quantity("报废数量", "Scrapped after inspection")
    expiry = fields.day("有效期", "Expiry", allow_none=True)


class ReceiptOut(fields.Schema):
    """A receipt with its lines."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    number = fields.text("入库单号", "Number", sort=True, filter=True, search=True)
    purchase_order_id = fields.ref("采购单", "Purchase order", filter=True)
    purchase_order_number = fields.text("采购单号", "Order number", search=True)
    supplier_id = fields.ref("供应商", "Supplier", filter=True)
    supplier_name = fields.text("供应商名称", "Supplier's name", search=True)
    warehouse_id = fields.ref("仓库", "Warehouse", filter=True)
    warehouse_code = fields.text("仓库编号", "Warehouse code")
    received_on = fields.day("入库日期", "Received on", sort=True, filter=True)
    delivery_note = fields.text(
        "送货单号", "Delivery note", filter=True, search=True, allow_none=True
    )
    operator = fields.ref("操作人员", "Operator")
    operator_name = fields.text("操作人员姓名", "Operator's name")
    net = fields.money("不含税金额", "Net amount", needs=COST)
    tax = fields.money("税额", "Tax", needs=COST)
    gross = fields.money("价税合计", "Gross amount", needs=COST)
    remark = fields.text("备注", "Remark", allow_none=True)
    created_at = fields.instant("登记时间", "Entered at", sort=True)
    lines = fields.many("明细", "Lines", ReceiptLineOut)


RECEIPTS = Shape(
    ReceiptOut,
    Receipt,
    children={
        "lines": (ReceiptLineOut, ReceiptLine, ReceiptLine.receipt_id, of_products(ReceiptLine))
    },
    columns={
        "supplier_name": Supplier.name,
        "purchase_order_number": PurchaseOrder.number,
        **amounts_of_lines(ReceiptLine, ReceiptLine.receipt_id == Receipt.id),
        "warehouse_code": Warehouse.code,
    },
    joined=Receipt.__table__.join(Supplier)
    .join(PurchaseOrder, PurchaseOrder.id == Receipt.purchase_order_id)
    .join(Warehouse, Warehouse.id == Receipt.warehouse_id),
)
