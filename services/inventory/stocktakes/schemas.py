"""Stocktakes as they come in and go out, with their labels; a blind sheet shows its counters no books."""

from sqlalchemy import and_, case, or_, select, type_coerce

from chassis.data.types import Quantity
from chassis.web import fields
from chassis.web.shape import Shape

from ..products.models import Product
from ..stock.models import LotBalance
from ..warehouses.models import Warehouse
from .models import Stocktake, StocktakeCount, StocktakeLine
from .rules import APPROVED, FLAG, STATUS

COST = "inventory.cost.read"
SEES_BOOKS = "inventory.stocktake_difference.read"


class NewStocktake(fields.Schema):
    """A sheet to be drawn up: a whole warehouse, one category of it, or some products."""

    warehouse_id = fields.ref("仓库", "Warehouse", allow_none=True, load_default=None)
    category = fields.text("类别", "Category", max=100, allow_none=True, load_default=None)
    product_ids = fields.plain_list("商品", "Products", fields.ref("编号", "Id"), load_default=list)
    blind = fields.flag("盲盘", "Blind", load_default=True)
    remark = fields.text("备注", "Remark", max=2000, allow_none=True, load_default=None)


class CountIn(fields.Schema):
    """What was counted of a line, or of a product and lot found beside the sheet."""

    line_id = fields.ref("盘点行", "Line", allow_none=True, load_default=None)
    product_id = fields.ref("商品", "Product", allow_none=True, load_default=None)
    lot = fields.code("批次号", "Lot", max=60, allow_none=True, load_default=None)
    expiry = fields.day("有效期", "Expiry", allow_none=True, load_default=None)
    counted = fields.quantity("实盘数量", "Counted", min="0", required=True)
    counted_at = fields.instant("盘点时间", "Counted at", allow_none=True, load_default=None)


class Counts(fields.Schema):
    """Counted lines; each says when, if it is entered later."""

    counts = fields.many("盘点结果", "Counts", CountIn, min=1, required=True)


class Finish(fields.Schema):
    """Counting ends."""

    leave_uncounted = fields.flag("未盘行不盘", "Leave the rest uncounted", load_default=False)


class Recount(fields.Schema):
    """Lines to be counted again, and why."""

    line_ids = fields.plain_list("盘点行", "Lines", fields.ref("编号", "Id"), required=True)
    comment = fields.text("意见", "Comment", max=1000, required=True)


class StocktakeComment(fields.Schema):
    """Why it is done."""

    comment = fields.text("意见", "Comment", max=1000, required=True)


class CostIn(fields.Schema):
    """The unit cost of a product that never had one."""

    product_id = fields.ref("商品", "Product", required=True)
    unit_cost = fields.price("单位成本", "Unit cost", required=True)


class StocktakeApproval(fields.Schema):
    """The approval; costs are needed only for a surplus of what never had one."""

    unit_costs = fields.many("单位成本", "Unit costs", CostIn, load_default=list)


class StocktakeOut(fields.Schema):
    """A sheet; how much was found more and fewer is not for who counts."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    number = fields.text("盘点单号", "Number", sort=True, filter=True, search=True)
    status = fields.choice("状态", "Status", STATUS, filter=True)
    warehouse_id = fields.ref("仓库", "Warehouse", filter=True)
    warehouse_code = fields.text("仓库编号", "Warehouse code")
    category = fields.text("类别", "Category", filter=True, allow_none=True)
    blind = fields.flag("盲盘", "Blind")
    remark = fields.text("备注", "Remark", allow_none=True)
    line_count = fields.whole("行数", "Lines")
    counted_lines = fields.whole("已盘行数", "Lines counted")
    surplus_lines = fields.whole("盘盈行数", "Lines with a surplus", needs=SEES_BOOKS)
    shortage_lines = fields.whole("盘亏行数", "Lines with a shortage", needs=SEES_BOOKS)
    surplus = fields.money("盘盈金额", "Surplus", min=None, needs=COST)
    shortage = fields.money("盘亏金额", "Shortage", min=None, needs=COST)
    drawn_up_by = fields.ref("编制人", "Drawn up by", filter=True)
    drawn_up_by_name = fields.text("编制人姓名", "Drawer's name")
    started_at = fields.instant("开始时间", "Started at", allow_none=True)
    finished_by = fields.ref("完成人", "Finished by", allow_none=True)
    finished_by_name = fields.text("完成人姓名", "Finisher's name", allow_none=True)
    finished_at = fields.instant("完成时间", "Finished at", allow_none=True)
    approved_by = fields.ref("批准人", "Approved by", allow_none=True)
    approved_by_name = fields.text("批准人姓名", "Approver's name", allow_none=True)
    approved_at = fields.instant("批准时间", "Approved at", allow_none=True)
    booked_on = fields.day("入账日期", "Booked on", sort=True, filter=True, allow_none=True)
    comment = fields.text("意见", "Comment", allow_none=True)
    created_at = fields.instant("编制时间", "Drawn up at", sort=True)


class SheetLineOut(fields.Schema):
    """A line as its counter sees it: book and flag only when the sheet is open or approved."""

    id = fields.ref("编号", "Id")
    number = fields.text("盘点单号", "Stocktake no.", filter=True)
    product_id = fields.ref("商品", "Product", filter=True)
    product_code = fields.text("商品编号", "Product code", sort=True, filter=True, search=True)
    product_name = fields.text("商品名称", "Product name", search=True)
    unit = fields.text("单位", "Unit")
    lot_id = fields.ref("批次编号", "Lot's id", allow_none=True)
    lot = fields.text("批次号", "Lot number", filter=True, search=True)
    expiry = fields.day("有效期", "Expiry", allow_none=True)
    found = fields.flag("单外发现", "Found beside the sheet", filter=True)
    times = fields.whole("盘点次数", "Times counted")
    is_counted = fields.flag("已盘", "Counted already", filter=True)
    counted = fields.quantity("实盘数量", "Counted", allow_none=True)
    counted_at = fields.instant("盘点时间", "Counted at", allow_none=True)
    counted_on = fields.day("盘点日期", "Counted on", allow_none=True)
    counter = fields.ref("操作人员", "Counter", filter=True, allow_none=True)
    counter_name = fields.text("操作人员姓名", "Counter's name", allow_none=True)
    book = fields.quantity("账面数量", "Book", min=None, allow_none=True)
    flag = fields.choice("标志", "Flag", FLAG, allow_none=True)


class DifferenceOut(fields.Schema):
    """A line held against the books, for who judges it."""

    id = fields.ref("编号", "Id")
    product_id = fields.ref("商品", "Product", filter=True)
    product_code = fields.text("商品编号", "Product code", sort=True, filter=True, search=True)
    product_name = fields.text("商品名称", "Product name", search=True)
    unit = fields.text("单位", "Unit")
    lot_id = fields.ref("批次", "Lot", allow_none=True)
    lot = fields.text("批次号", "Lot number", filter=True, search=True)
    found = fields.flag("单外发现", "Found beside the sheet", filter=True)
    times = fields.whole("盘点次数", "Times counted")
    book = fields.quantity("账面数量", "Book", min=None, allow_none=True)
    counted = fields.quantity("实盘数量", "Counted", allow_none=True)
    difference = fields.quantity("差异", "Difference", min=None, allow_none=True)
    unit_cost = fields.price("成本价", "Unit cost", needs=COST, allow_none=True)
    amount = fields.money("调整总金额", "Amount", min=None, needs=COST, allow_none=True)
    counted_at = fields.instant("盘点时间", "Counted at", allow_none=True)
    counted_on = fields.day("日期", "Counted on", allow_none=True)
    counter = fields.ref("操作人员", "Counter", filter=True, allow_none=True)
    counter_name = fields.text("操作人员姓名", "Counter's name", allow_none=True)
    flag = fields.choice("标志", "Flag", FLAG, filter=True)


class CountOut(fields.Schema):
    """One count of a line, as it was held against the books then."""

    id = fields.ref("编号", "Id")
    line_id = fields.ref("盘点行", "Line", filter=True)
    nth = fields.whole("第几次", "Which time")
    book = fields.quantity("账面数量", "Book", min=None)
    counted = fields.quantity("实盘数量", "Counted")
    counted_at = fields.instant("盘点时间", "Counted at", sort=True)
    counter = fields.ref("操作人员", "Counter", filter=True)
    counter_name = fields.text("操作人员姓名", "Counter's name")


_NOW = (
    select(LotBalance.available + LotBalance.held)
    .where(
        LotBalance.lot_id == StocktakeLine.lot_id, LotBalance.warehouse_id == Stocktake.warehouse_id
    )
    .scalar_subquery()
)
_COUNTED = StocktakeLine.counted.is_not(None)
_SHOWN = or_(Stocktake.blind.is_(False), Stocktake.status == APPROVED)
_LINE = StocktakeLine.__table__.join(Product).join(
    Stocktake, Stocktake.id == StocktakeLine.stocktake_id
)
_PRODUCT = {
    "product_code": Product.code,
    "product_name": Product.name,
    "unit": Product.unit,
}
_BOOK = case((and_(_SHOWN, _COUNTED), StocktakeLine.book), (Stocktake.blind.is_(False), _NOW))
STOCKTAKES = Shape(
    StocktakeOut,
    Stocktake,
    columns={"warehouse_code": Warehouse.code},
    joined=Stocktake.__table__.join(Warehouse),
)
SHEET = Shape(
    SheetLineOut,
    StocktakeLine,
    columns=_PRODUCT
    | {
        "number": Stocktake.number,
        "is_counted": _COUNTED,
        "book": type_coerce(_BOOK, Quantity),
        "flag": case((_SHOWN, StocktakeLine.flag)),
    },
    joined=_LINE,
    sort="product_code",
)
DIFFERENCES = Shape(
    DifferenceOut, StocktakeLine, columns=_PRODUCT, joined=_LINE, sort="product_code"
)
"""Sheets stand in the order they are walked: by product, its lots as they were written, by number;
what was found beside the sheet comes after them."""
COUNTS = Shape(CountOut, StocktakeCount)
