"""Stock, lots, movements and issues as they go out, with their labels."""

from chassis.web import fields

from ..products.schemas import COSTING

COST = "inventory.cost.read"
POOL = {"stock": ("库存", "Stock"), "quarantine": ("隔离", "Quarantine")}
MOVEMENT = {
    "receipt": ("采购入库", "Receipt"),
    "issue": ("销售出库", "Issue"),
    "use": ("领用", "Use in the house"),
    "adjustment": ("盘点调整", "Adjustment"),
    "return": ("退货入隔离", "Return"),
    "release": ("解除隔离", "Release"),
    "scrap": ("报废", "Scrap"),
    "to_supplier": ("退供应商", "To supplier"),
    "cost_difference": ("成本差异", "Cost difference"),
    "opening": ("期初", "Opening"),
    "to_customer": ("退还客户", "To customer"),
    "transfer_out": ("调拨出库", "Transfer out"),
    "transfer_in": ("调拨入库", "Transfer in"),
}
SOURCE = {
    "receipt": ("入库单", "Receipt"),
    "issue": ("出库单", "Issue"),
    "return": ("退货单", "Return"),
    "disposal": ("退货处置", "Disposal"),
    "adjustment": ("调整单", "Adjustment"),
    "supplier_return": ("退供应商单", "Return to supplier"),
    "opening": ("期初库存单", "Opening balances"),
    "inspection": ("检验单", "Inspection"),
    "stocktake": ("盘点单", "Stocktake"),
    "transfer": ("调拨单", "Transfer"),
}
WAIVER_STATUS = {
    "active": ("有效", "In force"),
    "used": ("已用完", "Used up"),
    "lapsed": ("已失效", "Over"),
}
ISSUE_KIND = {
    "sale": ("销售", "Sale"),
    "replacement": ("换货", "Replacement"),
    "use": ("领用", "Use in the house"),
}


STATE = {
    "none": ("无库存", "None in stock"),
    "short": ("低于最低储备", "Below minimum"),
    "over": ("超过最高储备", "Above maximum"),
    "taken": ("无可用", "None of it free"),
    "normal": ("正常", "Normal"),
}
"""商品状态 of a product in a warehouse: the first of these that is so."""


class StockOut(fields.Schema):
    """A product in a warehouse: every piece is free, reserved, held, quarantined or on its way."""

    product_id = fields.ref("商品", "Product", filter=True)
    product_code = fields.text("商品编号", "Product code", sort=True, filter=True, search=True)
    product_name = fields.text("商品名称", "Product name", search=True)
    unit = fields.text("单位", "Unit")
    warehouse_id = fields.ref("仓库", "Warehouse", filter=True)
    warehouse_code = fields.text("仓库编号", "Warehouse code")
    state = fields.choice("商品状态", "State", STATE, filter=True)
    free = fields.quantity("可用", "Free")
    reserved = fields.quantity("预留", "Reserved")
    held = fields.quantity("冻结", "Held")
    quarantined = fields.quantity("隔离", "Quarantined")
    between = fields.quantity("调拨在途", "Between warehouses")
    on_hand = fields.quantity("库存数量", "On hand", sort=True)
    backordered = fields.quantity("缺货待发", "Back-ordered")
    on_order = fields.quantity("在途采购", "On order")
    projected = fields.quantity("预计可用", "Projected")
    sale_price = fields.price("销售价", "Sale price", allow_none=True)
    minimum = fields.quantity("最低储备", "Minimum stock", allow_none=True)
    maximum = fields.quantity("最高储备", "Maximum stock", allow_none=True)
    moved_at = fields.instant("最后变动时间", "Last moved at", sort=True, allow_none=True)
    moved_by = fields.ref("最后操作人员", "Last operator", allow_none=True)
    moved_by_name = fields.text("最后操作人员姓名", "Last operator's name", allow_none=True)
    remark = fields.text("备注", "Remark", search=True, allow_none=True)


class PlaceOut(fields.Schema):
    """A product's stock in one warehouse, with its share of the value."""

    warehouse_id = fields.ref("仓库", "Warehouse")
    warehouse_code = fields.text("仓库编号", "Warehouse code")
    state = fields.choice("商品状态", "State", STATE)
    free = fields.quantity("可用", "Free")
    reserved = fields.quantity("预留", "Reserved")
    held = fields.quantity("冻结", "Held")
    quarantined = fields.quantity("隔离", "Quarantined")
    between = fields.quantity("调拨在途", "Between warehouses")
    on_hand = fields.quantity("库存数量", "On hand")
    minimum = fields.quantity("最低储备", "Minimum stock", allow_none=True)
    maximum = fields.quantity("最高储备", "Maximum stock", allow_none=True)
    moved_at = fields.instant("最后变动时间", "Last moved at", allow_none=True)
    moved_by = fields.ref("最后操作人员", "Last operator", allow_none=True)
    moved_by_name = fields.text("最后操作人员姓名", "Last operator's name", allow_none=True)
    remark = fields.text("备注", "Remark", allow_none=True)
    value = fields.money("库存金额", "Value", needs=COST)


class LayerOut(fields.Schema):
    """Pieces of a first-in-first-out product that came in together, and what is left of them."""

    kind = fields.choice("类型", "Kind", MOVEMENT)
    source_id = fields.ref("单据", "Document")
    first = fields.flag("优先消耗", "Consumed first")
    whole = fields.quantity("入库数量", "Quantity received")
    worth = fields.money("入库金额", "Value received", needs=COST)
    quantity = fields.quantity("剩余数量", "Quantity left")
    value = fields.money("剩余金额", "Value left", needs=COST)
    created_at = fields.instant("时间", "At")


class ProductStockOut(fields.Schema):
    """All stock of a product: its pools of value and its places.

    Layers, in the order in which they are consumed, are those of a product costed so.
    """

    product_id = fields.ref("商品", "Product")
    product_code = fields.text("商品编号", "Product code")
    product_name = fields.text("商品名称", "Product name")
    unit = fields.text("单位", "Unit")
    free = fields.quantity("可用", "Free")
    reserved = fields.quantity("预留", "Reserved")
    held = fields.quantity("冻结", "Held")
    quarantined = fields.quantity("隔离", "Quarantined")
    between = fields.quantity("调拨在途", "Between warehouses")
    on_hand = fields.quantity("库存数量", "On hand")
    costing = fields.choice("成本计价方法", "Costing", COSTING)
    quantity = fields.quantity("计价数量", "Quantity valued (outside quarantine)")
    value = fields.money("库存总金额", "Value", needs=COST)
    average = fields.price("成本价", "Average cost", needs=COST, allow_none=True)
    sale_price = fields.price("销售价", "Sale price", allow_none=True)
    quarantine_quantity = fields.quantity("隔离数量", "Quantity in quarantine")
    quarantine_value = fields.money("隔离金额", "Value in quarantine", needs=COST)
    layers = fields.many("成本层", "Layers", LayerOut)
    warehouses = fields.many("仓库", "Warehouses", PlaceOut)


class LotOut(fields.Schema):
    """A lot and where its pieces are in the house."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    number = fields.text("批次号", "Lot number", sort=True, filter=True, search=True)
    product_id = fields.ref("商品", "Product", filter=True)
    product_code = fields.text("商品编号", "Product code", filter=True, search=True)
    product_name = fields.text("商品名称", "Product name", search=True)
    batch = fields.text("供应商批次", "Supplier's lot", filter=True, search=True, allow_none=True)
    expiry = fields.day("有效期", "Expiry", sort=True, filter=True, allow_none=True)
    is_held = fields.flag("已冻结", "Held", filter=True)
    expired = fields.flag("已过期", "Expired", filter=True)
    available = fields.quantity("可发数量", "Available")
    held = fields.quantity("冻结", "Pieces held")
    quarantined = fields.quantity("隔离", "Quarantined")
    between = fields.quantity("调拨在途", "Between warehouses")
    first_in = fields.instant("首次入库", "First received", sort=True)


class HoldOut(fields.Schema):
    """A case that holds a lot."""

    hold_id = fields.ref("冻结", "Hold")
    case_id = fields.ref("案件", "Case")
    case_number = fields.text("案件编号", "Case number")


class WaiverOut(fields.Schema):
    """Held pieces that one customer may take, and how many of them left."""

    waiver_id = fields.ref("让步放行", "Waiver")
    hold_id = fields.ref("冻结", "Hold")
    customer_id = fields.ref("客户", "Customer")
    status = fields.choice("状态", "Status", WAIVER_STATUS)
    quantity = fields.quantity("数量", "Quantity")
    used = fields.quantity("已用数量", "Used")
    expires_on = fields.day("有效期至", "Expires on")


class BalanceOut(fields.Schema):
    """The balanced line of a lot: received ± adjusted is the sum of the rest, but for `waived`, which
    is a part of the held ones: what waivers let go and nobody has ordered yet."""

    received = fields.quantity("入库", "Received")
    adjusted = fields.quantity("盘点差异", "Count differences")
    free = fields.quantity("可用", "Free")
    reserved = fields.quantity("按批次预留", "Reserved by its number")
    held = fields.quantity("冻结", "Held")
    quarantined = fields.quantity("隔离", "Quarantined")
    between = fields.quantity("调拨在途", "Between warehouses")
    with_customers = fields.quantity("在客户处", "With customers")
    to_supplier = fields.quantity("退供应商", "Back to supplier")
    scrapped = fields.quantity("报废", "Scrapped")
    used = fields.quantity("领用", "Used")
    waived = fields.quantity("冻结中让步待用", "Of the held: still to go by waiver")


class LotDetailOut(LotOut):
    """A lot with its balanced line and the cases that hold it."""

    balance = fields.nested("平衡", "Balance", BalanceOut)
    holds = fields.many("冻结记录", "Holds", HoldOut)
    waivers = fields.many("让步放行", "Waivers", WaiverOut)


class NewUse(fields.Schema):
    """Goods to be taken for use in the house."""

    product_id = fields.ref("商品", "Product", required=True)
    warehouse_id = fields.ref("仓库", "Warehouse", allow_none=True, load_default=None)
    lot = fields.code("批次号", "Lot", max=60, allow_none=True, load_default=None)
    quantity = fields.quantity("数量", "Quantity", required=True)
    reason = fields.text("用途", "Reason", max=1000, required=True)


class IssueLineOut(fields.Schema):
    """What left of one lot."""

    product_id = fields.ref("商品", "Product")
    product_code = fields.text("商品编号", "Product code")
    product_name = fields.text("商品名称", "Product name")
    lot_id = fields.ref("批次", "Lot")
    lot = fields.text("批次号", "Lot number")
    quantity = fields.quantity("数量", "Quantity")
    cost = fields.money("成本金额", "Cost", needs=COST)


class IssueOut(fields.Schema):
    """An issue of goods with what left of each lot."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    kind = fields.choice("类型", "Kind", ISSUE_KIND)
    warehouse_id = fields.ref("仓库", "Warehouse")
    warehouse_code = fields.text("仓库编号", "Warehouse code")
    issued_on = fields.day("日期", "Date")
    reason = fields.text("用途", "Reason", allow_none=True)
    operator = fields.ref("操作人员", "Operator")
    operator_name = fields.text("操作人员姓名", "Operator's name", allow_none=True)
    created_at = fields.instant("时间", "At")
    lines = fields.many("明细", "Lines", IssueLineOut)
