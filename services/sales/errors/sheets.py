"""What is refused of orders that come in as a sheet."""

from chassis.errors import Conflict, Invalid

from ..words import ORDER_STATUS


class SalespersonUnknown(Invalid):
    """A sheet names a salesperson by a name that nobody, or more than one, wrote orders under."""

    code = "salesperson_unknown"
    en = "{count} people called {name} have written orders here; write the person's id, or leave the cell empty."
    zh = "此处开过单且姓名为“{name}”的有 {count} 人;请填写其用户编号,或留空。"


class OrderUncertain(Conflict):
    """A sheet's row may mean one order or another."""

    code = "order_uncertain"
    en = "{said} may mean {found} here and may not: correct the customer, name the order by its No., or bring an order of elsewhere in under Former no."
    zh = "无法判断 {said} 是否指此处的 {found}:请核对客户,以“销售单号”指明该单,或将外来单据的号码填在“原单号”列。"


class OrderPastDraft(Invalid):
    """A sheet brings an order in that isn't here, as one that is past its draft."""

    code = "order_past_draft"
    en = "Orders come in as drafts, and this one is {status} on the sheet; leave it out, or empty the cell to have it drafted anew."
    zh = "销售单只能作为草稿导入,而表中该单为“{status}”;请删除该行,或清空此格以重新开单。"

    def sentence(self, language: str) -> str:
        zh, en = ORDER_STATUS[str(self.names["status"])]
        spoken = zh if language == "zh" else en.lower()
        return (self.zh if language == "zh" else self.en).format(status=spoken)


class LineOfNothing(Invalid):
    """A sheet brings in an order's line without any pieces."""

    code = "line_of_nothing"
    en = "A line of a draft has at least a piece; enter a quantity, or leave the row out."
    zh = "草稿的明细数量须大于零;请填写数量,或删除该行。"
