"""What is refused of amendments."""

from chassis.errors import Conflict, Invalid


class OrderAmending(Conflict):
    """Something else is done to an order while inventory is asked about its amendment."""

    code = "order_amending"
    en = "Inventory is being asked about an amendment of order {number}; wait for its answer."
    zh = "销售单 {number} 的变更正在等待库存答复,请稍候。"


class AmendLineUnknown(Invalid):
    """An amendment names a line that is not of the order, or names one twice."""

    code = "amend_line_unknown"
    en = "Line {line_id} is not of this order or named twice; take each from the order once, and leave the id out for a new line."
    zh = "行 {line_id} 不属于该销售单或重复列出;每行从销售单中选取一次,新增行请勿填写行编号。"


class AmendLineIncomplete(Invalid):
    """A new line of an amendment lacks its product or quantity, or an old one names another product."""

    code = "amend_line_incomplete"
    en = "A new line needs a product and a quantity; a line of the order keeps product, warehouse, lot and serial numbers (take it off whole)."
    zh = "新增行须填写商品和数量;原有行的商品、仓库、批次和序列号不可更改(可整行取消)。"


class ReplacementFixed(Conflict):
    """An amendment changes what a replacement sends."""

    code = "replacement_fixed"
    en = "{number} replaces for nothing what came back with {return_number}; its lines stay as they are. Cancel it, or write an order of its own for more."
    zh = "{number} 是退货 {return_number} 的免费换货,明细不可更改;可取消该单,如需加购请另开销售单。"


class AmendedBelowDelivered(Conflict):
    """A line is amended to less than was delivered."""

    code = "amended_below_delivered"
    en = "{delivered} pieces of this line of {number} were delivered, so it can't become {quantity}; take them back by a return."
    zh = "销售单 {number} 该行已发货 {delivered},不能改为 {quantity};多出部分请走退货流程。"


class AmendedAway(Conflict):
    """An amendment leaves nothing of an order."""

    code = "amended_away"
    en = "Nothing would be left of order {number}; cancel it instead."
    zh = "销售单 {number} 变更后没有任何内容,请改为取消。"


class NothingAmended(Invalid):
    """An amendment says nothing."""

    code = "nothing_amended"
    en = "The amendment changes nothing of order {number}; name what is to be different."
    zh = "变更内容为空,请填写销售单 {number} 需要变更的内容。"
