"""Serial numbers as they go out, with their labels."""

from chassis.web import fields
from chassis.web.shape import Shape

from ..products.models import Product
from ..stock.models import Lot, Serial
from ..stock.schemas import MOVEMENT, SOURCE
from ..stock.serials import STATE
from ..warehouses.models import Warehouse


class SerialOut(fields.Schema):
    """A serial number and where its piece is."""

    lot_id = fields.ref("编号", "Id")
    number = fields.text("序列号", "Serial number", sort=True, filter=True, search=True)
    batch = fields.text("供应商批次", "Supplier's lot", filter=True, search=True, allow_none=True)
    product_id = fields.ref("商品", "Product", filter=True)
    product_code = fields.text("商品编号", "Product code", filter=True, search=True)
    product_name = fields.text("商品名称", "Product name", search=True)
    state = fields.choice("状态", "State", STATE, filter=True)
    warehouse_id = fields.ref("仓库", "Warehouse", filter=True, allow_none=True)
    warehouse_code = fields.text("仓库编号", "Warehouse code", allow_none=True)
    customer_id = fields.ref("客户", "Customer", filter=True, allow_none=True)
    expiry = fields.day("有效期", "Expiry", allow_none=True)
    first_in = fields.instant("首次入库", "First received", sort=True)
    moved_at = fields.instant("最后变动时间", "Last moved at", sort=True)


class HappenedOut(fields.Schema):
    """One thing that happened to the piece: from whom it came, to whom it went."""

    at = fields.instant("时间", "At")
    kind = fields.choice("类型", "Kind", MOVEMENT)
    quantity = fields.quantity("数量", "Quantity", min=None)
    warehouse_code = fields.text("仓库编号", "Warehouse code")
    source_kind = fields.choice("来源单据", "Source", SOURCE)
    source_id = fields.ref("单据", "Document")
    document = fields.text("单据号", "Document number", allow_none=True)
    supplier_id = fields.ref("供应商", "Supplier", allow_none=True)
    supplier_name = fields.text("供应商名称", "Supplier's name", allow_none=True)
    customer_id = fields.ref("客户", "Customer", allow_none=True)
    customer_name = fields.text("客户名称", "Customer's name", allow_none=True)
    operator = fields.ref("操作人员", "Operator")
    operator_name = fields.text("操作人员姓名", "Operator's name", allow_none=True)


class SerialDetailOut(SerialOut):
    """A serial number with its whole history, the first thing first."""

    history = fields.many("履历", "History", HappenedOut)


_COLUMNS = {
    "product_code": Product.code,
    "product_name": Product.name,
    "warehouse_code": Warehouse.code,
    "expiry": Lot.expiry,
    "first_in": Lot.created_at,
}
_JOINED = (
    Serial.__table__.join(Lot, Lot.id == Serial.lot_id)
    .join(Product, Product.id == Serial.product_id)
    .outerjoin(Warehouse, Warehouse.id == Serial.warehouse_id)
)
SERIALS = Shape(SerialOut, Serial, columns=_COLUMNS, joined=_JOINED, key="lot_id")
SERIAL = Shape(
    SerialDetailOut, Serial, columns=_COLUMNS, joined=_JOINED, key="lot_id", given=("history",)
)
