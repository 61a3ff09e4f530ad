"""Returns to suppliers as they come in and go out, with their labels."""

from chassis.web import fields
from chassis.web.shape import Shape

from ..products.schemas import of_products
from ..purchasing.amounts import amounts_of_lines
from ..purchasing.models import PurchaseOrder, Receipt
from ..suppliers.models import Supplier
from ..warehouses.models import Warehouse
from .models import SupplierReturn, SupplierReturnLine
from .rules import STATUS

COST = "inventory.cost.read"


class NewReturnLine(fields.Schema):
    """Pieces of a receipt line, and so of its lot."""

    receipt_line_id = fields.ref("入库单行", "Receipt line", required=True)
    quantity = fields.quantity("数量", "Quantity", required=True)


class NewSupplierReturn(fields.Schema):
    """Goods to go back to their supplier; the warehouse is the receipt's unless said."""

    receipt_id = fields.ref("入库单", "Receipt", required=True)
    warehouse_id = fields.ref("仓库", "Warehouse", allow_none=True, load_default=None)
    reason = fields.text("退货原因", "Reason", max=1000, required=True)
    from_held = fields.flag("退冻结品", "Held pieces", load_default=False)
    replacement = fields.flag("要求补货", "Replacement expected", load_default=False)
    case_number = fields.code("案件编号", "Case number", allow_none=True, load_default=None)
    lines = fields.many("明细", "Lines", NewReturnLine, min=1, required=True)


class CancelReason(fields.Schema):
    """Why the goods stay."""

    reason = fields.text("取消原因", "Reason for cancelling", max=1000, required=True)


class SupplierReturnLineOut(fields.Schema):
    """Pieces that go back, from their shipping on with what they had cost; the difference is what the
    stock keeps or loses beside the net amount."""

    id = fields.ref("编号", "Id")
    receipt_line_id = fields.ref("入库单行", "Receipt line")
    product_id = fields.ref("商品", "Product")
    product_code = fields.text("商品编号", "Product code")
    product_name = fields.text("商品名称", "Product name")
    lot_id = fields.ref("批次", "Lot")
    lot = fields.text("批次号", "Lot number")
    quantity = fields.quantity("数量", "Quantity")
    value = fields.money("不含税金额", "Net amount", needs=COST, allow_none=True)
    tax = fields.money("税额", "Tax", needs=COST, allow_none=True)
    gross = fields.money("价税合计", "Gross amount", needs=COST, allow_none=True)
    difference = fields.money("成本差异", "Cost difference", min=None, needs=COST, allow_none=True)


class SupplierReturnOut(fields.Schema):
    """A return to a supplier with its lines."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    number = fields.text("退供应商单号", "Number", sort=True, filter=True, search=True)
    status = fields.choice("状态", "Status", STATUS, filter=True)
    receipt_id = fields.ref("入库单", "Receipt", filter=True)
    receipt_number = fields.text("入库单号", "Receipt number", search=True)
    purchase_order_id = fields.ref("采购单", "Purchase order", filter=True)
    purchase_order_number = fields.text("采购单号", "Order number", search=True)
    supplier_id = fields.ref("供应商", "Supplier", filter=True)
    supplier_name = fields.text("供应商名称", "Supplier's name", search=True)
    warehouse_id = fields.ref("仓库", "Warehouse", filter=True)
    warehouse_code = fields.text("仓库编号", "Warehouse code")
    reason = fields.text("退货原因", "Reason")
    from_held = fields.flag("退冻结品", "Held pieces", filter=True)
    replacement = fields.flag("要求补货", "Replacement expected", filter=True)
    case_number = fields.text("案件编号", "Case number", filter=True, allow_none=True)
    asked_by = fields.ref("申请人", "Asked by", filter=True)
    asked_by_name = fields.text("申请人姓名", "Asker's name")
    released_by = fields.ref("放行人", "Released by", allow_none=True)
    released_by_name = fields.text("放行人姓名", "Releaser's name", allow_none=True)
    released_at = fields.instant("放行时间", "Released at", allow_none=True)
    shipped_by = fields.ref("发货人", "Shipped by", allow_none=True)
    shipped_by_name = fields.text("发货人姓名", "Shipper's name", allow_none=True)
    shipped_on = fields.day("退出日期", "Shipped on", sort=True, filter=True, allow_none=True)
    cancel_reason = fields.text("取消原因", "Reason for cancelling", allow_none=True)
    net = fields.money("不含税金额", "Net amount", needs=COST, allow_none=True)
    tax = fields.money("税额", "Tax", needs=COST, allow_none=True)
    gross = fields.money("价税合计", "Gross amount", needs=COST, allow_none=True)
    created_at = fields.instant("申请时间", "Asked at", sort=True)
    lines = fields.many("明细", "Lines", SupplierReturnLineOut)


SUPPLIER_RETURNS = Shape(
    SupplierReturnOut,
    SupplierReturn,
    children={
        "lines": (
            SupplierReturnLineOut,
            SupplierReturnLine,
            SupplierReturnLine.return_id,
            of_products(SupplierReturnLine),
        )
    },
    columns={
        "supplier_name": Supplier.name,
        "receipt_number": Receipt.number,
        "purchase_order_number": PurchaseOrder.number,
        **amounts_of_lines(SupplierReturnLine, SupplierReturnLine.return_id == SupplierReturn.id),
        "warehouse_code": Warehouse.code,
    },
    joined=SupplierReturn.__table__.join(Supplier, Supplier.id == SupplierReturn.supplier_id)
    .join(Receipt, Receipt.id == SupplierReturn.receipt_id)
    .join(PurchaseOrder, PurchaseOrder.id == SupplierReturn.purchase_order_id)
    .join(Warehouse, Warehouse.id == SupplierReturn.warehouse_id),
)
