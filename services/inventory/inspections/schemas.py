"""Plans, standings and inspections as they come in and go out, with their labels."""

from typing import Any

from chassis.web import fields
from chassis.web.shape import Shape

from ..products.models import Product
from ..suppliers.models import Supplier
from ..warehouses.models import Warehouse
from .models import (
    InspectedLot,
    Inspection,
    InspectionDefect,
    InspectionDisposal,
    InspectionPlan,
    InspectionStanding,
    Measurement,
)
from .rules import DISPOSAL, STATUS
from .sampling import SEVERITY
from .tables import AQLS, LEVELS

COST = "inventory.cost.read"
LEVEL = {
    level: (
        f"特殊检验水平 {level}" if "-" in level else f"一般检验水平 {level}",
        f"Special {level}" if "-" in level else f"General {level}",
    )
    for level in LEVELS
}
AQL = {aql: (aql, aql) for aql in AQLS}


class PlanFields(fields.Schema):
    """How a product is inspected when it arrives."""

    level = fields.choice("检验水平", "Inspection level", LEVEL, load_default="II")
    aql = fields.choice("接收质量限 AQL", "AQL", AQL, required=True)
    reducible = fields.flag("允许放宽检验", "May be reduced", load_default=True)
    characteristics = fields.text(
        "检验项目", "Characteristics to inspect", max=4000, allow_none=True, load_default=None
    )


class NewPlan(PlanFields):
    """A plan to be made; without a supplier it is for every one that has none of its own."""

    product_id = fields.ref("商品", "Product", required=True)
    supplier_id = fields.ref("供应商", "Supplier", allow_none=True, load_default=None)
    accept_on_zero = fields.flag(
        "零缺陷接收 (C=0)", "Accept on zero", allow_none=True, load_default=None
    )


class PlanChange(PlanFields):
    """What is to be different; fields left out stay."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**{"partial": True, **how})

    accept_on_zero = fields.flag("零缺陷接收 (C=0)", "Accept on zero")
    archived = fields.flag("已停用", "Out of force")


class PlanOut(fields.Schema):
    """A plan as it stands."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    product_id = fields.ref("商品", "Product", filter=True)
    product_code = fields.text("商品编号", "Product code", sort=True, search=True)
    product_name = fields.text("商品名称", "Product name", search=True)
    supplier_id = fields.ref("供应商", "Supplier", filter=True, allow_none=True)
    supplier_name = fields.text("供应商名称", "Supplier's name", search=True, allow_none=True)
    level = fields.choice("检验水平", "Inspection level", LEVEL, filter=True)
    aql = fields.choice("接收质量限 AQL", "AQL", AQL, filter=True)
    accept_on_zero = fields.flag("零缺陷接收 (C=0)", "Accept on zero", filter=True)
    reducible = fields.flag("允许放宽检验", "May be reduced")
    characteristics = fields.text("检验项目", "Characteristics to inspect", allow_none=True)
    archived = fields.flag("已停用", "Out of force", filter=True)
    created_at = fields.instant("编制时间", "Made at", sort=True)


class StandingOut(fields.Schema):
    """How a supplier's lots of a product have done, and how the next one is inspected."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    product_id = fields.ref("商品", "Product", filter=True)
    product_code = fields.text("商品编号", "Product code", sort=True, search=True)
    supplier_id = fields.ref("供应商", "Supplier", filter=True)
    supplier_name = fields.text("供应商名称", "Supplier's name", search=True)
    severity = fields.choice("检验严格度", "Severity", SEVERITY, filter=True)
    score = fields.whole("转移得分", "Switching score")
    in_row = fields.whole("加严连续接收批数", "Accepted in a row while tightened")
    rejected = fields.whole("加严累计不接收批数", "Rejected in all while tightened")
    lots_accepted = fields.whole("接收批数", "Lots accepted")
    lots_rejected = fields.whole("不接收批数", "Lots rejected", sort=True)
    inspected_on = fields.day("最近检验日期", "Last inspected on", sort=True, allow_none=True)
    switched_at = fields.instant("转移时间", "Switched at", allow_none=True)


class InspectionReason(fields.Schema):
    """Why it is decided."""

    reason = fields.text("原因", "Reason", max=1000, required=True)


class DefectIn(fields.Schema):
    """Nonconforming pieces of the sample by defect, each piece under its worst one."""

    code = fields.code("缺陷代码", "Defect code", required=True)
    quantity = fields.whole("数量", "Quantity", min=1, max=100_000, required=True)
    remark = fields.text("说明", "Remark", max=1000, allow_none=True, load_default=None)


class MeasurementIn(fields.Schema):
    """A measured value with its limits."""

    characteristic = fields.text("特性", "Characteristic", max=100, required=True)
    unit = fields.code("单位", "Unit", max=20, allow_none=True, load_default=None)
    value = fields.price("实测值", "Measured value", min=None, required=True)
    lower = fields.price("下限", "Lower limit", min=None, allow_none=True, load_default=None)
    upper = fields.price("上限", "Upper limit", min=None, allow_none=True, load_default=None)


class Findings(fields.Schema):
    """What was found in the sample; the result follows from the numbers."""

    defects = fields.many("缺陷", "Defects", DefectIn, load_default=list)
    measurements = fields.many("实测值", "Measurements", MeasurementIn, load_default=list)
    remark = fields.text("备注", "Remark", max=2000, allow_none=True, load_default=None)


class InspectedLotIn(fields.Schema):
    """Pieces of one lot or the serial number of one."""

    lot_id = fields.ref("批次", "Lot", required=True)
    quantity = fields.quantity("数量", "Quantity", required=True)


class Disposal(fields.Schema):
    """Pieces that leave quarantine; without lots from the first one on."""

    quantity = fields.quantity("数量", "Quantity", required=True)
    lots = fields.many("批次", "Lots", InspectedLotIn, allow_none=True, load_default=None)
    reason = fields.text("原因", "Reason", max=1000, required=True)


class InspectedLotOut(fields.Schema):
    """A lot that was inspected, and what of it left quarantine."""

    lot_id = fields.ref("批次", "Lot")
    lot = fields.text("批次号", "Lot number")
    quantity = fields.quantity("数量", "Quantity")
    gone = fields.quantity("已处置数量", "Out of quarantine")
    cost = fields.money("成本金额", "Cost", needs=COST)


class DefectOut(fields.Schema):
    """A defect that was found."""

    code = fields.text("缺陷代码", "Defect code")
    quantity = fields.whole("数量", "Quantity")
    remark = fields.text("说明", "Remark", allow_none=True)


class MeasurementOut(fields.Schema):
    """A value that was measured."""

    characteristic = fields.text("特性", "Characteristic")
    unit = fields.text("单位", "Unit", allow_none=True)
    value = fields.price("实测值", "Measured value", min=None)
    lower = fields.price("下限", "Lower limit", min=None, allow_none=True)
    upper = fields.price("上限", "Upper limit", min=None, allow_none=True)


class DisposalOut(fields.Schema):
    """Pieces that left quarantine."""

    kind = fields.choice("处置", "Disposal", DISPOSAL)
    quantity = fields.quantity("数量", "Quantity")
    cost = fields.money("成本金额", "Cost", needs=COST)
    reason = fields.text("原因", "Reason", allow_none=True)
    operator = fields.ref("操作人员", "Operator")
    operator_name = fields.text("操作人员姓名", "Operator's name")
    disposed_on = fields.day("日期", "Date")


class InspectionOut(fields.Schema):
    """An inspection with its lots, findings and disposals."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    number = fields.text("检验单号", "Number", sort=True, filter=True, search=True)
    status = fields.choice("状态", "Status", STATUS, filter=True)
    receipt_id = fields.ref("入库单", "Receipt", filter=True)
    receipt_number = fields.text("入库单号", "Receipt number", search=True)
    received_on = fields.day("到货日期", "Received on", sort=True, filter=True)
    product_id = fields.ref("商品", "Product", filter=True)
    product_code = fields.text("商品编号", "Product code", search=True)
    product_name = fields.text("商品名称", "Product name", search=True)
    supplier_id = fields.ref("供应商", "Supplier", filter=True)
    supplier_name = fields.text("供应商名称", "Supplier's name", search=True)
    warehouse_id = fields.ref("仓库", "Warehouse", filter=True)
    warehouse_code = fields.text("仓库编号", "Warehouse code")
    plan_id = fields.ref("检验方案", "Plan")
    quantity = fields.quantity("批量", "Lot size")
    cost = fields.money("成本金额", "Cost", needs=COST)
    left = fields.quantity("隔离数量", "Still in quarantine")
    released = fields.quantity("入库数量", "Released")
    sent_back = fields.quantity("退供应商数量", "Sent back")
    scrapped = fields.quantity("报废数量", "Scrapped")
    level = fields.choice("检验水平", "Inspection level", LEVEL, allow_none=True)
    aql = fields.choice("接收质量限 AQL", "AQL", AQL, allow_none=True)
    severity = fields.choice("检验严格度", "Severity", SEVERITY, filter=True, allow_none=True)
    letter = fields.text("样本量字码", "Code letter", allow_none=True)
    sample_size = fields.whole("样本量", "Sample size", allow_none=True)
    accept = fields.whole("接收数 Ac", "Accept number", allow_none=True)
    reject = fields.whole("拒收数 Re", "Reject number", allow_none=True)
    defects_found = fields.whole("不合格数", "Defects found", allow_none=True)
    inspector = fields.ref("检验员", "Inspector", filter=True, allow_none=True)
    inspector_name = fields.text("检验员姓名", "Inspector's name", allow_none=True)
    started_at = fields.instant("开始时间", "Started at", allow_none=True)
    completed_at = fields.instant("完成时间", "Completed at", sort=True, allow_none=True)
    remark = fields.text("备注", "Remark", allow_none=True)
    created_at = fields.instant("建单时间", "Made at", sort=True)
    lots = fields.many("批次", "Lots", InspectedLotOut)
    defects = fields.many("缺陷", "Defects", DefectOut)
    measurements = fields.many("实测值", "Measurements", MeasurementOut)
    disposals = fields.many("处置", "Disposals", DisposalOut)


PLANS = Shape(
    PlanOut,
    InspectionPlan,
    columns={
        "product_code": Product.code,
        "product_name": Product.name,
        "supplier_name": Supplier.name,
        "archived": InspectionPlan.archived_at.is_not(None),
    },
    joined=InspectionPlan.__table__.join(Product).outerjoin(Supplier),
)
STANDINGS = Shape(
    StandingOut,
    InspectionStanding,
    columns={"product_code": Product.code, "supplier_name": Supplier.name},
    joined=InspectionStanding.__table__.join(Product).join(Supplier),
)
INSPECTIONS = Shape(
    InspectionOut,
    Inspection,
    children={
        "lots": (InspectedLotOut, InspectedLot, InspectedLot.inspection_id),
        "defects": (DefectOut, InspectionDefect, InspectionDefect.inspection_id),
        "measurements": (MeasurementOut, Measurement, Measurement.inspection_id),
        "disposals": (DisposalOut, InspectionDisposal, InspectionDisposal.inspection_id),
    },
    columns={
        "product_code": Product.code,
        "product_name": Product.name,
        "supplier_name": Supplier.name,
        "warehouse_code": Warehouse.code,
        "left": Inspection.quantity
        - Inspection.released
        - Inspection.sent_back
        - Inspection.scrapped,
    },
    joined=Inspection.__table__.join(Product)
    .join(Supplier, Supplier.id == Inspection.supplier_id)
    .join(Warehouse, Warehouse.id == Inspection.warehouse_id),
)
