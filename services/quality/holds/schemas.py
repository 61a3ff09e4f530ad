"""How holds, their endings and the affected are shown, and what ending one takes."""

from chassis.web import fields

STATUSES = {
    "requested": ("已申请", "Requested"),
    "in_force": ("已冻结", "In force"),
    "ended": ("已结束", "Ended"),
}
GROUNDS = {
    "sorted": ("挑选合格", "Sorted good"),
    "verified": ("措施已验证", "Action verified"),
    "short_path": ("简易流程关闭", "Closed by the short path"),
    "no_fault": ("未发现问题", "No fault found"),
    "waiver": ("让步放行", "Waiver"),
}


WAIVERS = {
    "active": ("有效", "In force"),
    "used": ("已用完", "Used up"),
    "lapsed": ("已失效", "Over"),
}


class HoldEndIn(fields.Schema):
    """Ending a hold; without a quantity all of it ends. A waiver names the customer who consented."""

    ground = fields.choice("理由", "Ground", GROUNDS, required=True)
    quantity = fields.quantity("数量", "Quantity", allow_none=True, load_default=None)
    reason = fields.text("说明", "Reason", max=1000, required=True)
    record = fields.text("挑选记录", "Sorting record", allow_none=True, load_default=None)
    clean_point = fields.text("断点", "Clean point", allow_none=True, load_default=None)
    consent_reference = fields.text(
        "客户书面同意", "Customer's written consent", allow_none=True, load_default=None
    )
    expires_on = fields.day("有效期至", "Expires on", allow_none=True, load_default=None)
    customer_id = fields.ref("让步客户", "Waiver's customer", allow_none=True, load_default=None)


def _pieces(zh: str, en: str):
    return fields.quantity(zh, en, min=None)


class BalanceOut(fields.Schema):
    """批次平衡: received ± adjusted = the sum of all the others, but for `waived`, a part of the held."""

    received = _pieces("入库", "Received")
    adjusted = _pieces("盘点差异", "Count differences")
    free = _pieces("可用", "Free")
    reserved = _pieces("预留", "Reserved")
    held = _pieces("冻结", "Held")
    quarantined = _pieces("隔离", "Quarantined")
    between = _pieces("调拨在途", "Between warehouses")
    with_customers = _pieces("客户处", "With customers")
    to_supplier = _pieces("退供应商", "Back to supplier")
    scrapped = _pieces("报废", "Scrapped")
    used = _pieces("领用", "Used")
    waived = _pieces("冻结中让步待用", "Of the held: still to go by waiver")


class EndingOut(fields.Schema):
    """解除记录."""

    hold_id = fields.ref("冻结", "Hold")
    ground = fields.choice("理由", "Ground", GROUNDS)
    quantity = fields.quantity("申请数量", "Quantity asked", allow_none=True)
    released = fields.quantity("实际解除数量", "Quantity released", min="0", allow_none=True)
    reason = fields.text("说明", "Reason")
    record = fields.text("挑选记录", "Sorting record", allow_none=True)
    clean_point = fields.text("断点", "Clean point", allow_none=True)
    consent_reference = fields.text("客户书面同意", "Customer's written consent", allow_none=True)
    expires_on = fields.day("有效期至", "Expires on", allow_none=True)
    customer_id = fields.ref("让步客户", "Waiver's customer", allow_none=True)
    customer_name = fields.text("让步客户名称", "Waiver's customer, name", allow_none=True)
    used = fields.quantity("让步已用数量", "Left by waiver", min="0", allow_none=True)
    waiver_status = fields.choice("让步状态", "Waiver", WAIVERS, allow_none=True)
    ended_by_name = fields.text("解除人", "Ended by")
    ended_at = fields.instant("解除时间", "Ended at")


class CaseHoldOut(fields.Schema):
    """冻结, as its case shows it."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    case_id = fields.ref("案件", "Case", filter=True)
    case_number = fields.text("案件编号", "Case no.", filter=True, search=True)
    product_id = fields.ref("商品", "Product", filter=True)
    lot_id = fields.ref("批次", "Lot", allow_none=True, filter=True)
    lot = fields.text("批号", "Lot no.", allow_none=True, filter=True, search=True)
    batch = fields.text("供应商批次", "Supplier's lot", allow_none=True, filter=True)
    status = fields.choice("状态", "Status", STATUSES, filter=True)
    requested_by_name = fields.text("申请人", "Requested by")
    created_at = fields.instant("申请时间", "Requested at")
    in_force_at = fields.instant("冻结时间", "In force since", allow_none=True)
    ended_at = fields.instant("结束时间", "Ended at", allow_none=True)
    balance = fields.nested("批次平衡", "Lot balance", BalanceOut, allow_none=True)


class HoldOut(CaseHoldOut):
    """冻结, with how it ended."""

    endings = fields.many("解除记录", "Endings", EndingOut)


class AffectedCustomerOut(fields.Schema):
    """受影响客户."""

    customer_id = fields.ref("客户", "Customer")
    display_name = fields.text("客户名称", "Name")
    lot = fields.text("批号", "Lot no.")
    order_numbers = fields.plain_list("销售单", "Orders", fields.text("销售单号", "Order no."))
    delivered = fields.quantity("已交付", "Delivered")
    returned = fields.quantity("已退回", "Returned")
    net = fields.quantity("客户处数量", "With the customer")


class AffectedOrderOut(fields.Schema):
    """受影响订单: lost its reservation to the hold."""

    order_id = fields.ref("销售单", "Order")
    number = fields.text("销售单号", "Order no.")
    customer_id = fields.ref("客户", "Customer")
    line_id = fields.ref("销售单行", "Order line")
    lot = fields.text("批号", "Lot no.")
    quantity = fields.quantity("取消预留数量", "Quantity unreserved")
