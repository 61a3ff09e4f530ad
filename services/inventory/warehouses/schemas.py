"""Warehouses as they come in and go out, with their labels."""

from chassis.web import fields
from chassis.web.shape import Shape

from .models import Warehouse


class NewWarehouse(fields.Schema):
    """A warehouse to be made."""

    code = fields.text("仓库编号", "Warehouse code", max=40, required=True)
    name = fields.text("名称", "Name", required=True)
    address = fields.text("地址", "Address", max=500, allow_none=True)


class WarehouseOut(fields.Schema):
    """A warehouse as everybody in the business sees it."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    code = fields.text("仓库编号", "Warehouse code", sort=True, filter=True, search=True)
    name = fields.text("名称", "Name", sort=True, search=True)
    address = fields.text("地址", "Address", allow_none=True)
    is_default = fields.flag("默认仓库", "Default", filter=True)
    created_at = fields.instant("建立时间", "Made at")


WAREHOUSES = Shape(WarehouseOut, Warehouse)
