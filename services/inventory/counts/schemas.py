"""Adjustments as they come in and go out, with their labels."""

from chassis.web import fields
from chassis.web.shape import Shape

from ..products.models import Product
from ..stock.models import Lot
from ..warehouses.models import Warehouse
from .models import Adjustment
from .rules import CAUSE, STATUS

COST = "inventory.cost.read"


class NewAdjustment(fields.Schema):
    """A difference between what is there and what the books say, to be approved by another person."""

    product_id = fields.ref("商品", "Product", required=True)
    warehouse_id = fields.ref("仓库", "Warehouse", allow_none=True, load_default=None)
    lot = fields.code("批次号", "Lot", max=60, allow_none=True, load_default=None)
    quantity = fields.quantity("差异数量", "Difference", min=None, required=True)
    cause = fields.choice("原因类别", "Cause", CAUSE, load_default="count")
    reason = fields.text("原因", "Reason", max=1000, required=True)


class Approval(fields.Schema):
    """The approval; a unit cost is needed only for a surplus of what never had one."""

    unit_cost = fields.price("单位成本", "Unit cost", allow_none=True, load_default=None)


class Comment(fields.Schema):
    """Why it is not to be booked."""

    comment = fields.text("意见", "Comment", max=1000, required=True)


class AdjustmentOut(fields.Schema):
    """An adjustment; its value, an estimate until it is booked, is for those who may see cost."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    number = fields.text("调整单号", "Number", sort=True, filter=True, search=True)
    status = fields.choice("状态", "Status", STATUS, filter=True)
    product_id = fields.ref("商品", "Product", filter=True)
    product_code = fields.text("商品编号", "Product code", search=True)
    product_name = fields.text("商品名称", "Product name", search=True)
    warehouse_id = fields.ref("仓库", "Warehouse", filter=True)
    warehouse_code = fields.text("仓库编号", "Warehouse code")
    lot_id = fields.ref("批次", "Lot", filter=True)
    lot = fields.text("批次号", "Lot number")
    quantity = fields.quantity("差异数量", "Difference", min=None)
    unit_cost = fields.price("单位成本", "Unit cost", needs=COST, allow_none=True)
    value = fields.money("调整金额", "Value", min=None, needs=COST, allow_none=True)
    cause = fields.choice("原因类别", "Cause", CAUSE, filter=True)
    reason = fields.text("原因", "Reason")
    proposed_by = fields.ref("提出人", "Proposed by", filter=True)
    proposed_by_name = fields.text("提出人姓名", "Proposer's name")
    approved_by = fields.ref("批准人", "Approved by", filter=True, allow_none=True)
    approved_by_name = fields.text("批准人姓名", "Approver's name", allow_none=True)
    approved_at = fields.instant("批准时间", "Approved at", allow_none=True)
    booked_on = fields.day("入账日期", "Booked on", sort=True, filter=True, allow_none=True)
    rejected_by = fields.ref("驳回人", "Rejected by", filter=True, allow_none=True)
    rejected_by_name = fields.text("驳回人姓名", "Rejecter's name", allow_none=True)
    rejected_at = fields.instant("驳回时间", "Rejected at", allow_none=True)
    comment = fields.text("意见", "Comment", allow_none=True)
    created_at = fields.instant("提出时间", "Proposed at", sort=True)


ADJUSTMENTS = Shape(
    AdjustmentOut,
    Adjustment,
    columns={
        "product_code": Product.code,
        "product_name": Product.name,
        "warehouse_code": Warehouse.code,
        "lot": Lot.number,
    },
    joined=Adjustment.__table__.join(Product)
    .join(Lot, Lot.id == Adjustment.lot_id)
    .join(Warehouse, Warehouse.id == Adjustment.warehouse_id),
)
