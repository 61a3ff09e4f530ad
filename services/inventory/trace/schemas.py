"""The trace of a lot as it goes out, with its labels."""

from chassis.web import fields

from ..inspections.rules import STATUS as INSPECTION_STATUS
from ..stock.schemas import BalanceOut, HoldOut, WaiverOut
from ..supplier_returns.rules import STATUS as SUPPLIER_RETURN_STATUS
from ..transfers.rules import STATUS as TRANSFER_STATUS


class ReceivedOut(fields.Schema):
    """A receipt that brought pieces of the lot."""

    receipt_id = fields.ref("入库单", "Receipt")
    number = fields.text("入库单号", "Receipt number")
    received_on = fields.day("入库日期", "Received on")
    supplier_id = fields.ref("供应商", "Supplier")
    supplier_name = fields.text("供应商名称", "Supplier's name")
    purchase_order_id = fields.ref("采购单", "Purchase order")
    purchase_order_number = fields.text("采购单号", "Order number")
    quantity = fields.quantity("数量", "Quantity")


class OpenedOut(fields.Schema):
    """Opening balances that said the lot was there when the books began."""

    opening_id = fields.ref("期初库存单", "Opening balance")
    number = fields.text("期初单号", "Opening number")
    signed_at = fields.instant("签字时间", "Signed at")
    signed_by_name = fields.text("签字人", "Signed by")
    quantity = fields.quantity("数量", "Quantity")


class InspectedOut(fields.Schema):
    """An incoming inspection of pieces of the lot, and what it found."""

    inspection_id = fields.ref("来料检验单", "Inspection")
    number = fields.text("检验单号", "Inspection number")
    status = fields.choice("检验结果", "Result", INSPECTION_STATUS)
    receipt_id = fields.ref("入库单", "Receipt")
    receipt_number = fields.text("入库单号", "Receipt number")
    completed_at = fields.instant("检验完成时间", "Completed at", allow_none=True)
    inspector_name = fields.text("检验员", "Inspector", allow_none=True)
    sample_size = fields.whole("样本量", "Sample size", allow_none=True)
    defects_found = fields.whole("不合格数", "Nonconforming", allow_none=True)
    quantity = fields.quantity("数量", "Quantity")
    gone = fields.quantity("已离开隔离", "Left quarantine")


class SentBackOut(fields.Schema):
    """A return of pieces of the lot to its supplier."""

    return_id = fields.ref("退供应商单", "Return to supplier")
    number = fields.text("退供应商单号", "Number")
    status = fields.choice("状态", "Status", SUPPLIER_RETURN_STATUS)
    supplier_id = fields.ref("供应商", "Supplier")
    supplier_name = fields.text("供应商名称", "Supplier's name")
    receipt_id = fields.ref("入库单", "Receipt")
    case_number = fields.text("质量案件号", "Case no.", allow_none=True)
    shipped_on = fields.day("发出日期", "Shipped on", allow_none=True)
    quantity = fields.quantity("数量", "Quantity")


class IssuedOut(fields.Schema):
    """An issue that took pieces of the lot."""

    issue_id = fields.ref("出库单", "Issue")
    kind = fields.text("类型", "Kind")
    issued_on = fields.day("出库日期", "Issued on")
    order_id = fields.ref("销售单", "Order")
    order_number = fields.text("销售单号", "Order number")
    customer_id = fields.ref("客户", "Customer")
    customer_name = fields.text("客户名称", "Customer's name")
    quantity = fields.quantity("数量", "Quantity")


class CameBackOut(fields.Schema):
    """A return that brought pieces of the lot back."""

    return_id = fields.ref("退货单", "Return")
    number = fields.text("退货单号", "Return number")
    customer_id = fields.ref("客户", "Customer")
    received_at = fields.instant("退回时间", "Received at")
    quantity = fields.quantity("数量", "Quantity")
    disposed = fields.quantity("已处置", "Disposed")


class CustomerOut(fields.Schema):
    """Who has how much of the lot."""

    customer_id = fields.ref("客户", "Customer")
    display_name = fields.text("客户名称", "Customer's name")
    order_numbers = fields.plain_list("销售单号", "Orders", fields.text("单号", "Number"))
    delivered = fields.quantity("已发", "Delivered")
    returned = fields.quantity("已退", "Returned")
    net = fields.quantity("净额", "Net")


class WaivedOut(fields.Schema):
    """Held pieces that left by waiver."""

    waiver_id = fields.ref("让步放行", "Waiver")
    customer_id = fields.ref("客户", "Customer")
    order_id = fields.ref("销售单", "Order")
    order_number = fields.text("销售单号", "Order number")
    issue_line_id = fields.ref("出库行", "Issue line")
    quantity = fields.quantity("数量", "Quantity")
    at = fields.instant("时间", "At")


class MovedOut(fields.Schema):
    """A transfer that moved pieces of the lot between warehouses."""

    transfer_id = fields.ref("调拨单", "Transfer")
    number = fields.text("调拨单号", "Transfer number")
    status = fields.choice("状态", "Status", TRANSFER_STATUS)
    from_code = fields.text("调出仓库编号", "From, code")
    to_code = fields.text("调入仓库编号", "To, code")
    shipped_at = fields.instant("发出时间", "Shipped at")
    shipped = fields.quantity("已发", "Shipped")
    received = fields.quantity("已收", "Received")
    sent_back = fields.quantity("已退回", "Sent back")
    written_off = fields.quantity("已核销", "Written off")


class TracedLot(fields.Schema):
    """A lot by its number and product."""

    lot_id = fields.ref("批次", "Lot")
    number = fields.text("批次号", "Lot number")
    product_id = fields.ref("商品", "Product")
    product_code = fields.text("商品编号", "Product code")
    product_name = fields.text("商品名称", "Product name")
    is_held = fields.flag("已冻结", "Held")


class TraceOut(TracedLot):
    """A lot up to its receipts and down to its customers, in one balanced line."""

    holds = fields.many("冻结记录", "Holds", HoldOut)
    waivers = fields.many("让步放行", "Waivers", WaiverOut)
    waived = fields.many("让步出库", "Left by waiver", WaivedOut)
    transfers = fields.many("调拨", "Transfers", MovedOut)
    receipts = fields.many("入库", "Receipts", ReceivedOut)
    openings = fields.many("期初库存", "Opening balances", OpenedOut)
    inspections = fields.many("来料检验", "Incoming inspections", InspectedOut)
    supplier_returns = fields.many("退供应商", "Returns to supplier", SentBackOut)
    issues = fields.many("出库", "Issues", IssuedOut)
    returns = fields.many("退货", "Returns", CameBackOut)
    customers = fields.many("客户", "Customers", CustomerOut)
    balance = fields.nested("平衡", "Balance", BalanceOut)
