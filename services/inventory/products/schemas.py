"""Products as they come in and go out, with their labels."""

from typing import Any

from marshmallow import post_load
from sqlalchemy import and_, case, select

from chassis.web import fields
from chassis.web.shape import Shape

from ..categories.tree import below
from ..limits.models import Limit
from ..warehouses.models import Warehouse
from .models import Product, ProductUnit

COSTING = {
    "average": ("移动加权平均", "Moving average"),
    "fifo": ("先进先出", "First in, first out"),
}
TRACKING = {
    "none": ("不追溯", "None"),
    "lot": ("批次", "Lot"),
    "serial": ("序列号", "Serial number"),
}
WARRANTY = {
    "none": ("无质保", "None"),
    "limited": ("有限质保", "Limited"),
    "unlimited": ("终身质保", "Unlimited"),
}


_HALF_WIDTH = {code + 0xFEE0: code for code in range(0x21, 0x7F)} | {0x3000: 0x20}
STATUS = {"active": ("在用", "In use"), "archived": ("已归档", "Archived")}


class UnitFields(fields.Schema):
    """A further unit: so many stock units make one of it."""

    unit = fields.code("单位", "Unit", max=20, required=True)
    factor = fields.quantity("换算系数", "Factor", required=True)


class ProductFields(fields.Schema):
    """What can be said of a product at any time."""

    name = fields.text("名称", "Name", required=True)
    model = fields.text("型号", "Model", max=100, allow_none=True)
    barcode = fields.code("条码", "Barcode", allow_none=True)
    unit = fields.code("单位", "Unit", max=20, required=True)
    units = fields.many("换算单位", "Further units", UnitFields, max=20)
    category = fields.text("类别", "Category", max=60, allow_none=True)
    description = fields.text("说明", "Description", max=2000, allow_none=True)
    tracking = fields.choice("追溯方式", "Tracking", TRACKING, load_default="lot")
    costing = fields.choice("成本计价方法", "Costing", COSTING, load_default="average")
    automotive = fields.flag("汽车件", "Automotive", load_default=False)
    warranty = fields.choice("质保", "Warranty", WARRANTY, load_default="none")
    warranty_months = fields.whole("质保月数", "Warranty months", min=1, max=600, allow_none=True)
    tax_rate = fields.rate("税率", "Tax rate", load_default="0.13")
    tolerance = fields.rate("超收容差", "Tolerance for over-receipt", allow_none=True)
    sale_price = fields.price("销售价", "Sale price", allow_none=True)
    minimum = fields.quantity("最低储备", "Minimum stock", min="0", allow_none=True)
    maximum = fields.quantity("最高储备", "Maximum stock", min="0", allow_none=True)

    @post_load
    def as_scanned(self, told: dict[str, Any], **_: Any) -> dict[str, Any]:
        """A barcode is what a scanner reads: full-width digits are the keyboard's."""
        if told.get("barcode") is not None:
            told["barcode"] = told["barcode"].translate(_HALF_WIDTH) or None
        return told


class NewProduct(ProductFields):
    """A product to be registered."""

    code = fields.code("商品编号", "Product code", required=True)


class ProductChange(ProductFields):
    """What is to be different about a product; fields left out stay."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**{"partial": True, **how})

    code = fields.code("商品编号", "Product code")
    archived = fields.flag("已归档", "Archived")


class ProductOut(fields.Schema):
    """A product as everybody in the business sees it."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    code = fields.text("商品编号", "Product code", sort=True, filter=True, search=True)
    name = fields.text("名称", "Name", sort=True, search=True)
    model = fields.text("型号", "Model", search=True, allow_none=True)
    barcode = fields.text("条码", "Barcode", filter=True, search=True, allow_none=True)
    unit = fields.text("单位", "Unit")
    units = fields.many("换算单位", "Further units", UnitFields)
    category_id = fields.ref("类别编号", "Category's id", filter=True, allow_none=True)
    category = fields.text("类别", "Category", filter=True, search=True, allow_none=True)
    description = fields.text("说明", "Description", allow_none=True)
    tracking = fields.choice("追溯方式", "Tracking", TRACKING, filter=True)
    costing = fields.choice("成本计价方法", "Costing", COSTING, filter=True)
    automotive = fields.flag("汽车件", "Automotive", filter=True)
    warranty = fields.choice("质保", "Warranty", WARRANTY)
    warranty_months = fields.whole("质保月数", "Warranty months", allow_none=True)
    tax_rate = fields.rate("税率", "Tax rate")
    tolerance = fields.rate("超收容差", "Tolerance for over-receipt", allow_none=True)
    sale_price = fields.price("销售价", "Sale price", allow_none=True)
    minimum = fields.quantity("最低储备", "Minimum stock", allow_none=True)
    maximum = fields.quantity("最高储备", "Maximum stock", allow_none=True)
    status = fields.choice("状态", "Status", STATUS, filter=True)
    archived = fields.flag("已归档", "Archived", filter=True)
    created_at = fields.instant("登记时间", "Registered at", sort=True)


_default = select(Warehouse.id).where(Warehouse.is_default).scalar_subquery()
PRODUCTS = Shape(
    ProductOut,
    Product,
    children={"units": (UnitFields, ProductUnit, ProductUnit.product_id)},
    columns={
        "archived": Product.archived_at.is_not(None),
        "status": case((Product.archived_at.is_not(None), "archived"), else_="active"),
        "minimum": Limit.minimum,
        "maximum": Limit.maximum,
    },
    joined=Product.__table__.outerjoin(
        Limit, and_(Limit.product_id == Product.id, Limit.warehouse_id == _default)
    ),
    filters={"category_id": lambda category_id: Product.category_id.in_(below(category_id))},
)
"""Its limits are those in the default warehouse; a category's filter finds all below it too."""


def of_products(lines: Any) -> dict[str, Any]:
    """What the shape of a document's lines takes to show the product's code and name as well."""
    columns = {"product_code": Product.code, "product_name": Product.name}
    return {"columns": columns, "joined": lines.__table__.join(Product)}
