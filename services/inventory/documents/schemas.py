"""Documents and the way to their lots as they go out, with their labels."""

from chassis.web import fields

from ..serials.schemas import STATE
from ..stock.schemas import COST, MOVEMENT, POOL, SOURCE, BalanceOut
from ..trace.schemas import OpenedOut, ReceivedOut, TracedLot

KIND = SOURCE | {"hold": ("冻结", "Hold")}


class DocumentOut(fields.Schema):
    """A document that moves or holds stock."""

    id = fields.ref("编号", "Id")
    kind = fields.choice("单据类型", "Kind of document", KIND, filter=True)
    number = fields.text("单据号", "Document number", filter=True, search=True, allow_none=True)
    created_at = fields.instant("制单时间", "Made at", filter=True)


class MovementOut(fields.Schema):
    """A row of the ledger; what it cost is for those who may see cost."""

    id = fields.ref("编号", "Id")
    at = fields.instant("时间", "At", filter=True)
    booked_on = fields.day("日期", "Date", filter=True)
    pool = fields.choice("价值池", "Pool", POOL, filter=True)
    kind = fields.choice("类型", "Kind", MOVEMENT, filter=True)
    product_id = fields.ref("商品", "Product", filter=True)
    product_code = fields.text("商品编号", "Product code", filter=True)
    product_name = fields.text("商品名称", "Product name")
    warehouse_id = fields.ref("仓库", "Warehouse", filter=True)
    warehouse_code = fields.text("仓库编号", "Warehouse code")
    lot_id = fields.ref("批次", "Lot", filter=True)
    lot = fields.text("批次号", "Lot number")
    quantity = fields.quantity("数量", "Quantity")
    unit_cost = fields.price("单位成本", "Unit cost", needs=COST)
    value = fields.money("金额", "Value", needs=COST)
    source_kind = fields.choice("来源单据", "Source", SOURCE, filter=True)
    source_id = fields.ref("单据", "Document", filter=True)
    document = fields.text("单据号", "Document number", filter=True, allow_none=True)
    source_line = fields.ref("单据行", "Document line", filter=True)
    order_line_id = fields.ref("销售单行", "Order line", allow_none=True)
    customer_id = fields.ref("客户", "Customer", allow_none=True)
    fact_id = fields.ref("事件", "Fact", allow_none=True)
    operator = fields.ref("操作人员", "Operator")
    operator_name = fields.text("操作人员姓名", "Operator's name", allow_none=True)


class StandsOut(fields.Schema):
    """Pieces of a lot that are in one warehouse now, by their state."""

    warehouse_id = fields.ref("仓库", "Warehouse")
    warehouse_code = fields.text("仓库编号", "Warehouse code")
    available = fields.quantity("可发数量", "Available")
    held = fields.quantity("冻结", "Held")
    quarantined = fields.quantity("隔离", "Quarantined")
    between = fields.quantity("调拨在途", "Between warehouses")


class DocumentLotOut(TracedLot):
    """A lot or serial number of the document: where it came from and where it stands now.

    Pieces of an untracked product can't be told apart, so these have no origin.
    """

    batch = fields.text("供应商批次", "Supplier's lot", allow_none=True)
    expiry = fields.day("有效期", "Expiry", allow_none=True)
    serial_state = fields.choice("序列号状态", "State of the serial number", STATE, allow_none=True)
    receipts = fields.many("入库", "Receipts", ReceivedOut)
    openings = fields.many("期初库存", "Opening balances", OpenedOut)
    places = fields.many("现存仓库", "Where it is now", StandsOut)
    balance = fields.nested("平衡", "Balance", BalanceOut)


class DocumentTraceOut(DocumentOut):
    """A document opened to its movements and its lots.

    A return shows what was done about its pieces too. Of a very long document the first movements
    and lots are here, and `truncated` says so; the ledger lists every one by the document.
    """

    movements = fields.many("库存流水", "Movements", MovementOut)
    lots = fields.many("批次", "Lots", DocumentLotOut)
    truncated = fields.flag("未列全", "More than is shown here")
