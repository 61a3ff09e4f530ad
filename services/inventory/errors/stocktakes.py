"""What stocktakes refuse."""

from chassis.errors import Conflict, Forbidden, Invalid


class StocktakeState(Conflict):
    """Something is done to a stocktake that its state doesn't allow."""

    code = "stocktake_state_wrong"
    en = "Stocktake {number} is {status}; {next}."
    zh = "盘点单 {number} 为{status_zh}状态;{next_zh}。"


class StocktakeEmpty(Conflict):
    """A sheet is drawn up for a place where there is nothing of what is asked."""

    code = "stocktake_empty"
    en = "Nothing in this warehouse fits; choose another category, or name the products to count."
    zh = "该仓库没有符合条件的库存;请更换类别,或指定要盘点的商品。"


class StocktakeOverlaps(Conflict):
    """A lot is on two open sheets of a warehouse, so that its difference would be booked twice."""

    code = "stocktake_overlaps"
    en = "Lot {lot} of {product} is on the open stocktake {number}; approve or cancel that one first."
    zh = "{product} 的批次 {lot} 已在未结束的盘点单 {number} 中;请先批准或取消该单。"


class StocktakeLineUnknown(Invalid):
    """A count or recount names a line that is not of its sheet."""

    code = "stocktake_line_unknown"
    en = "Line {line} is not of stocktake {number}, or is named twice; use each of its lines once."
    zh = "盘点单 {number} 没有行 {line},或重复填写;每行只填一次。"


class CountNamesNothing(Invalid):
    """A count names neither a line of the sheet nor a product that was found."""

    code = "count_names_nothing"
    en = "Name the sheet's line, or the product (and its lot) that was found beside the sheet."
    zh = "请填写盘点行,或盘点单外发现的商品(及批次)。"


class CountedOutOfTime(Invalid):
    """A count is dated before the sheet was started or after now."""

    code = "counted_out_of_time"
    en = "A line is counted between the start of the sheet and now; correct the time."
    zh = "盘点时间须在开始盘点之后、当前时间之前,请更正。"


class SerialCountedTwice(Invalid):
    """More than one piece is counted of a serial number."""

    code = "serial_counted_twice"
    en = "Product {code} has serial numbers; of each there is one piece or none."
    zh = "商品 {code} 按序列号追溯;每个序列号的数量只能为 0 或 1。"


class StocktakeUncounted(Conflict):
    """A sheet is finished with lines that nobody counted."""

    code = "stocktake_uncounted"
    en = "{left} lines of {number} are not counted; count them, or leave them uncounted on purpose."
    zh = "盘点单 {number} 还有 {left} 行未盘;请盘完,或确认不盘。"


class StocktakeApproverInvolved(Forbidden):
    """Whoever drew up or counted a sheet approves it."""

    code = "stocktake_approver_involved"
    en = "You drew up or counted {number}; a person who did neither has to approve it."
    zh = "盘点单 {number} 由您编制或参与盘点,须由未参与的另一人批准。"


class StocktakeLinesStale(Conflict):
    """Differences can't be booked: an adjustment came after the count, or pieces that the count
    missed have left since."""

    code = "stocktake_lines_stale"
    en = "Since {number} was counted, adjustments or issues have overtaken these lots: {lots}. Have them counted again."
    zh = "盘点单 {number} 清点后,以下批次已被调整或出库:{lots};请安排复盘。"
