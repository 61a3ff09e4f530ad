"""Warehouses as they come in and go out, with their labels."""

from typing import Any

from chassis.web import fields
from chassis.web.shape import Shape

from .models import Warehouse


class WarehouseFields(fields.Schema):
    """What can be said of a warehouse at any time."""

    code = fields.code("仓库编号", "Warehouse code", required=True)
    name = fields.text("名称", "Name", required=True)
    address = fields.text("地址", "Address", max=500, allow_none=True)
    keeper = fields.text("仓库负责人", "Keeper", max=120, allow_none=True)
    phone = fields.text("电话", "Phone", max=40, allow_none=True)
    remark = fields.text("备注", "Remark", max=2000, allow_none=True)


class NewWarehouse(WarehouseFields):
    """A warehouse to be made."""


class WarehouseChange(WarehouseFields):
    """What is to be different about a warehouse; fields left out stay."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**{"partial": True, **how})

    is_default = fields.flag("默认仓库", "Default")
    archived = fields.flag("已归档", "Archived")


class WarehouseOut(fields.Schema):
    """A warehouse as everybody in the business sees it."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    code = fields.text("仓库编号", "Warehouse code", sort=True, filter=True, search=True)
    name = fields.text("名称", "Name", sort=True, search=True)
    address = fields.text("地址", "Address", allow_none=True)
    keeper = fields.text("仓库负责人", "Keeper", search=True, allow_none=True)
    phone = fields.text("电话", "Phone", allow_none=True)
    remark = fields.text("备注", "Remark", allow_none=True)
    is_default = fields.flag("默认仓库", "Default", filter=True)
    archived = fields.flag("已归档", "Archived", filter=True)
    created_at = fields.instant("建立时间", "Made at")


WAREHOUSES = Shape(
    WarehouseOut, Warehouse, columns={"archived": Warehouse.archived_at.is_not(None)}
)
