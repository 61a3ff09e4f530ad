"""Limits of stock as they come in and go out, with their labels."""

from chassis.web import fields
from chassis.web.shape import Shape

from ..products.models import Product
from ..warehouses.models import Warehouse
from .models import Limit


class LimitChange(fields.Schema):
    """The least and the most a warehouse should have, and a remark about the stock there; null is
    none, what is left out stays."""

    minimum = fields.quantity("最低储备", "Minimum stock", min="0", allow_none=True)
    maximum = fields.quantity("最高储备", "Maximum stock", min="0", allow_none=True)
    remark = fields.text("备注", "Remark", max=1000, allow_none=True)


class NewLimit(LimitChange):
    """Limits of a product in a warehouse that has none yet; without a warehouse, the default one."""

    product_id = fields.ref("商品", "Product", required=True)
    warehouse_id = fields.ref("仓库", "Warehouse", allow_none=True, load_default=None)


class LimitOut(fields.Schema):
    """Limits of a product in a warehouse, and since when stock is beyond them."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    product_id = fields.ref("商品", "Product", filter=True)
    product_code = fields.text("商品编号", "Product code", sort=True, filter=True, search=True)
    product_name = fields.text("商品名称", "Product name", search=True)
    warehouse_id = fields.ref("仓库", "Warehouse", filter=True)
    warehouse_code = fields.text("仓库编号", "Warehouse code", filter=True)
    minimum = fields.quantity("最低储备", "Minimum stock", allow_none=True)
    maximum = fields.quantity("最高储备", "Maximum stock", allow_none=True)
    remark = fields.text("备注", "Remark", search=True, allow_none=True)
    below_since = fields.instant("低于最低储备自", "Below minimum since", allow_none=True)
    above_since = fields.instant("超过最高储备自", "Above maximum since", allow_none=True)


PLACE = {
    "product_code": Product.code,
    "product_name": Product.name,
    "warehouse_code": Warehouse.code,
}
LIMITS = Shape(
    LimitOut,
    Limit,
    columns=PLACE,
    joined=Limit.__table__.join(Product).join(Warehouse),
)
