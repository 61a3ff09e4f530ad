"""Opening balances as they come in and go out, with their labels."""

from chassis.web import fields
from chassis.web.shape import Shape

from ..products.schemas import of_products
from ..warehouses.models import Warehouse
from .models import Opening, OpeningLine
from .rules import STATUS

COST = "inventory.cost.read"
MOST_LINES = 5000


class NewOpeningLine(fields.Schema):
    """Pieces of one lot, with their unit cost or their value."""

    product_id = fields.ref("商品", "Product", required=True)
    lot = fields.code("批次号", "Lot", max=60, allow_none=True, load_default=None)
    expiry = fields.day("有效期", "Expiry", allow_none=True, load_default=None)
    quantity = fields.quantity("数量", "Quantity", required=True)
    unit_cost = fields.price("单位成本", "Unit cost", allow_none=True, load_default=None)
    value = fields.money("金额", "Value", allow_none=True, load_default=None)


class NewOpening(fields.Schema):
    """What a warehouse held when the books began, to be signed by another person."""

    warehouse_id = fields.ref("仓库", "Warehouse", allow_none=True, load_default=None)
    remark = fields.text("备注", "Remark", max=2000, allow_none=True, load_default=None)
    lines = fields.many("明细", "Lines", NewOpeningLine, min=1, max=MOST_LINES, required=True)


class RejectReason(fields.Schema):
    """Why the figures are not signed."""

    reason = fields.text("退回原因", "Reason for rejecting", max=1000, required=True)


class OpeningLineOut(fields.Schema):
    """Pieces of one lot; what they are worth is for those who may see cost."""

    id = fields.ref("编号", "Id")
    product_id = fields.ref("商品", "Product")
    product_code = fields.text("商品编号", "Product code")
    product_name = fields.text("商品名称", "Product name")
    lot = fields.text("批次号", "Lot number")
    expiry = fields.day("有效期", "Expiry", allow_none=True)
    quantity = fields.quantity("数量", "Quantity")
    unit_cost = fields.price("单位成本", "Unit cost", needs=COST)
    value = fields.money("金额", "Value", needs=COST)


class OpenedOut(OpeningLineOut):
    """Such a line with what is said above it, as a sheet has them one below the other."""

    number = fields.text("期初单号", "Number", sort=True, filter=True)
    status = fields.choice("状态", "Status", STATUS, filter=True)
    warehouse_code = fields.text("仓库编号", "Warehouse code", filter=True)


class OpeningSummaryOut(fields.Schema):
    """Opening balances without their lines, which may be thousands."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    number = fields.text("期初单号", "Number", sort=True, filter=True, search=True)
    status = fields.choice("状态", "Status", STATUS, filter=True)
    warehouse_id = fields.ref("仓库", "Warehouse", filter=True)
    warehouse_code = fields.text("仓库编号", "Warehouse code", search=True)
    value = fields.money("期初金额", "Value", needs=COST, sort=True)
    remark = fields.text("备注", "Remark", allow_none=True)
    proposed_by = fields.ref("提出人", "Proposed by", filter=True)
    proposed_by_name = fields.text("提出人姓名", "Proposer's name")
    signed_by = fields.ref("签字人", "Signed by", filter=True, allow_none=True)
    signed_by_name = fields.text("签字人姓名", "Signer's name", allow_none=True)
    signed_at = fields.instant("签字时间", "Signed at", sort=True, allow_none=True)
    reject_reason = fields.text("退回原因", "Reason for rejecting", allow_none=True)
    created_at = fields.instant("提出时间", "Proposed at", sort=True)


class OpeningOut(OpeningSummaryOut):
    """Opening balances with their lines."""

    lines = fields.many("明细", "Lines", OpeningLineOut, max=MOST_LINES)


_WAREHOUSE = {"warehouse_code": Warehouse.code}
OPENINGS = Shape(
    OpeningSummaryOut,
    Opening,
    columns=_WAREHOUSE,
    joined=Opening.__table__.join(Warehouse),
)
_PRODUCT = of_products(OpeningLine)
OPENING_LINES = Shape(
    OpenedOut,
    OpeningLine,
    columns=_WAREHOUSE | _PRODUCT["columns"] | {"number": Opening.number, "status": Opening.status},
    joined=_PRODUCT["joined"].join(Opening).join(Warehouse),
)
OPENING = Shape(
    OpeningOut,
    Opening,
    children={"lines": (OpeningLineOut, OpeningLine, OpeningLine.opening_id, _PRODUCT)},
    columns=_WAREHOUSE,
    joined=Opening.__table__.join(Warehouse),
)
