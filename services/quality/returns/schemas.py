"""How returned pieces and their dispositions are shown, and what a verdict takes."""

from chassis.numbers import ZERO
from chassis.web import fields

KINDS = {
    "restock": ("重新入库", "Restock"),
    "rework": ("返工", "Rework"),
    "scrap": ("报废", "Scrap"),
    "to_supplier": ("退供应商", "Back to supplier"),
    "to_customer": ("退还客户", "Back to customer"),
}


FAULTS = {
    "confirmed": ("确认不良", "Confirmed"),
    "no_fault": ("未见异常", "No trouble found"),
    "misuse": ("误用", "Misuse"),
    "commercial": ("非质量退货", "Commercial, not a matter of quality"),
}


class ItemIn(fields.Schema):
    """So many pieces of one return line and lot, and what becomes of them."""

    return_line_id = fields.ref("退货行", "Return line", required=True)
    lot_id = fields.ref("批次", "Lot", allow_none=True, load_default=None)
    kind = fields.choice("处置", "Disposition", KINDS, required=True)
    fault = fields.choice("判定结论", "Fault", FAULTS, allow_none=True, load_default=None)
    labour = fields.money("工时费", "Labour", load_default=ZERO)
    quantity = fields.quantity("数量", "Quantity", required=True)


class VerdictIn(fields.Schema):
    """判定."""

    items = fields.many("判定明细", "Items", ItemIn, min=1, max=100, required=True)
    finding = fields.text("分析结果", "Finding", max=2000, required=True)


class PieceOut(fields.Schema):
    """退货件."""

    return_line_id = fields.ref("退货行", "Return line")
    lot_id = fields.ref("批次", "Lot", allow_none=True)
    lot = fields.text("批号", "Lot no.", allow_none=True)
    quantity = fields.quantity("退货数量", "Returned")
    quarantined = fields.quantity("隔离数量", "Quarantined", allow_none=True)


class DispositionOut(fields.Schema):
    """处置: decided, and since `disposed_at` carried out."""

    id = fields.ref("编号", "Id")
    return_line_id = fields.ref("退货行", "Return line")
    lot_id = fields.ref("批次", "Lot", allow_none=True)
    kind = fields.choice("处置", "Disposition", KINDS)
    fault = fields.choice("判定结论", "Fault", FAULTS, allow_none=True)
    labour = fields.money("工时费", "Labour", allow_none=True, needs="quality.cost.read")
    quantity = fields.quantity("数量", "Quantity")
    finding = fields.text("分析结果", "Finding", allow_none=True)
    judged_by_name = fields.text("判定人", "Judged by", allow_none=True)
    judged_at = fields.instant("判定时间", "Judged at", allow_none=True)
    cost = fields.money("成本", "Cost", allow_none=True, needs="quality.cost.read")
    disposed_at = fields.instant("执行时间", "Carried out at", allow_none=True)
