"""Stock as of a day as it goes out, with its labels."""

from chassis.web import fields

from ..stock.schemas import COST


class PlaceThenOut(fields.Schema):
    """A product in one warehouse at the end of the day, with its share of both values."""

    warehouse_id = fields.ref("仓库", "Warehouse")
    warehouse_code = fields.text("仓库编号", "Warehouse code")
    quantity = fields.quantity("计价数量", "Quantity valued (outside quarantine)")
    value = fields.money("库存金额", "Value", needs=COST)
    quarantine_quantity = fields.quantity("隔离数量", "Quantity in quarantine")
    quarantine_value = fields.money("隔离金额", "Value in quarantine", needs=COST)


class StockThenOut(fields.Schema):
    """A product's stock and value at the end of a day; without one, as they are now."""

    as_of = fields.day("截至日期", "As of", filter=True)
    product_id = fields.ref("商品", "Product", filter=True)
    product_code = fields.text("商品编号", "Product code", sort=True, filter=True, search=True)
    product_name = fields.text("商品名称", "Product name", search=True)
    category = fields.text("类别", "Category", filter=True, allow_none=True)
    unit = fields.text("单位", "Unit")
    quantity = fields.quantity("计价数量", "Quantity valued (outside quarantine)", sort=True)
    value = fields.money("库存金额", "Value", needs=COST, sort=True)
    average = fields.price("成本价", "Average cost", needs=COST, allow_none=True)
    quarantine_quantity = fields.quantity("隔离数量", "Quantity in quarantine")
    quarantine_value = fields.money("隔离金额", "Value in quarantine", needs=COST)
    warehouses = fields.many("仓库", "Warehouses", PlaceThenOut)


class DayAsked(fields.Schema):
    """The day whose end is meant; today unless said."""

    as_of = fields.day("截至日期", "As of", load_default=None)


class WarehouseThenOut(fields.Schema):
    """What all stock of a warehouse was worth."""

    warehouse_id = fields.ref("仓库", "Warehouse")
    warehouse_code = fields.text("仓库编号", "Warehouse code")
    value = fields.money("库存金额", "Value")
    quarantine_value = fields.money("隔离金额", "Value in quarantine")


class TotalThenOut(fields.Schema):
    """What all stock was worth at the end of a day, outside and in quarantine, and where."""

    as_of = fields.day("截至日期", "As of")
    products = fields.whole("商品数", "Products in stock")
    value = fields.money("库存总金额", "Value")
    quarantine_value = fields.money("隔离总金额", "Value in quarantine")
    warehouses = fields.many("仓库", "Warehouses", WarehouseThenOut)
