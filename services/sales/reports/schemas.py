"""What the reports take and show. One line's group is named by the field of the grouping; the others are empty."""

from datetime import date

from marshmallow import ValidationError
from marshmallow.validate import Regexp

from chassis.web import fields

from ..parameters import number
from .words import GROUPING, SALES_DOCUMENT

MONTH = "^[12][0-9]{3}-(0[1-9]|1[0-2])$"
COST = {"needs": "sales.cost.read"}
RANKED = (
    "quantity",
    "net",
    "gross",
    "cost",
    "margin",
    "margin_rate",
    "quality_cost",
    "margin_after_quality",
    "rate_after_quality",
)
RATED = (
    "delivered_quantity",
    "returned_quantity",
    "quantity_rate",
    "delivered_net",
    "returned_net",
    "amount_rate",
    "credited_net",
)


def month(zh: str, en: str) -> fields.fields.String:
    """A month written as 2026-03."""
    return fields.text(zh, en, max=7, validate=[Regexp(MONTH)], load_default=None)


def _day_exists(after: str) -> None:
    try:
        date.fromisoformat(after[:10])
    except ValueError:
        raise ValidationError("Not a document of this list.") from None


def _sort(names: tuple[str, ...], default: str) -> fields.fields.String:
    choices = {sign + name: (name, name) for name in names for sign in ("", "-")}
    return fields.choice("排序", "Sort", choices, load_default=default)


class PeriodQuery(fields.Schema):
    """A stretch of months, both included."""

    since = month("起始月份", "From month")
    until = month("截止月份", "To month")


class TotalsQuery(PeriodQuery):
    """What of the kept totals is asked for, and how far one has read already."""

    by = fields.choice("分组", "By", GROUPING, load_default="customer")
    customer_id = fields.ref("客户", "Customer", load_default=None)
    product_id = fields.ref("商品", "Product", load_default=None)
    salesperson_id = fields.ref("销售员", "Salesperson", load_default=None)
    department = fields.text("部门", "Department", max=40, load_default=None)
    region = fields.text("区域", "Region", max=60, load_default=None)
    category = fields.text("客户类别", "Customer category", max=20, load_default=None)
    after = number("此位次之后", "After this place", 0, 2_000_000_000, 0)
    limit = number("条数", "Limit", 1, 200, 50)


class RankingQuery(TotalsQuery):
    sort = _sort(RANKED, "-net")


class MarginQuery(TotalsQuery):
    sort = _sort(RANKED, "-margin")


class ReturnRateQuery(TotalsQuery):
    by = fields.choice("分组", "By", GROUPING, load_default="product")
    sort = _sort(RATED, "-amount_rate")


class _GroupOut(fields.Schema):
    place = fields.whole("位次", "Place")
    rank = fields.whole("名次", "Rank")
    customer_id = fields.ref("客户", "Customer", allow_none=True)
    customer_code = fields.text("客户编号", "Customer code", allow_none=True)
    customer_name = fields.text("客户名称", "Customer name", allow_none=True)
    product_id = fields.ref("商品", "Product", allow_none=True)
    product_code = fields.text("商品编号", "Product code", allow_none=True)
    product_name = fields.text("商品名称", "Product name", allow_none=True)
    salesperson_id = fields.ref("销售员", "Salesperson", allow_none=True)
    salesperson_name = fields.text("销售员姓名", "Salesperson's name", allow_none=True)
    department = fields.text("部门", "Department", allow_none=True)
    region = fields.text("区域", "Region", allow_none=True)
    month = fields.text("月份", "Month", allow_none=True)


class EarnedOut(fields.Schema):
    """Deliveries less credit notes, and what quality cost."""

    quantity = fields.quantity("净销售数量", "Net quantity", min=None)
    net = fields.money("不含税销售额", "Net sales", min=None)
    gross = fields.money("价税合计销售额", "Gross sales", min=None)
    cost = fields.money("销售成本", "Cost of sales", min=None, **COST)
    margin = fields.money("毛利", "Margin", min=None, **COST)
    margin_rate = fields.rate("毛利率", "Margin rate", min=None, allow_none=True, **COST)
    quality_cost = fields.money("质量成本", "Quality cost", min=None, **COST)
    quality_cost_gross = fields.money("质量成本(追偿前)", "Quality cost before recharges", **COST)
    recharged = fields.money("供应商承担", "Borne by suppliers", min=None, **COST)
    margin_after_quality = fields.money(
        "扣除质量成本后毛利", "Margin after quality cost", min=None, **COST
    )
    rate_after_quality = fields.rate(
        "扣除质量成本后毛利率", "Margin rate after quality cost", min=None, allow_none=True, **COST
    )


class RankedOut(_GroupOut, EarnedOut):
    """排名: one group of the ranking."""


class RankingOut(fields.Schema):
    items = fields.many("排名", "Ranking", RankedOut)
    totals = fields.nested("合计", "Totals", EarnedOut)
    next = fields.whole("下一页起点", "Next page starts after", allow_none=True)


class RateOut(fields.Schema):
    """What was delivered, and what of it came back."""

    delivered_quantity = fields.quantity("发货数量", "Delivered", min=None)
    returned_quantity = fields.quantity("退货数量", "Returned", min=None)
    sent_back_quantity = fields.quantity("其中退还客户", "Of them sent back", min=None)
    quantity_rate = fields.rate("数量退货率", "Return rate by quantity", min=None, allow_none=True)
    delivered_net = fields.money("发货不含税金额", "Delivered net", min=None)
    returned_net = fields.money("退货不含税金额", "Returned net", min=None)
    amount_rate = fields.rate("金额退货率", "Return rate by amount", min=None, allow_none=True)
    credited_net = fields.money("贷记不含税金额", "Credited net", min=None)


class RatedOut(_GroupOut, RateOut):
    """退货率: one group."""


class ReturnRatesOut(fields.Schema):
    items = fields.many("退货率", "Return rates", RatedOut)
    totals = fields.nested("合计", "Totals", RateOut)
    next = fields.whole("下一页起点", "Next page starts after", allow_none=True)


AFTER = r"^[12][0-9]{3}-[01][0-9]-[0-3][0-9]\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"


class SalesListQuery(PeriodQuery):
    customer_id = fields.ref("客户", "Customer", load_default=None)
    salesperson_id = fields.ref("销售员", "Salesperson", load_default=None)
    department = fields.text("部门", "Department", max=40, load_default=None)
    after = fields.text(
        "此单据之后",
        "After this document",
        max=47,
        validate=[Regexp(AFTER), _day_exists],
        load_default=None,
    )
    limit = number("条数", "Limit", 1, 200, 50)


class SalesLineOut(fields.Schema):
    id = fields.ref("编号", "Id")
    product_id = fields.ref("商品", "Product")
    product_code = fields.text("商品编号", "Product code")
    product_name = fields.text("商品名称", "Product name")
    quantity = fields.quantity("数量", "Quantity", min=None)
    price = fields.price("单价", "Price")
    tax_rate = fields.rate("税率", "Tax rate")
    net = fields.money("不含税金额", "Net", min=None)
    tax = fields.money("税额", "Tax", min=None)
    gross = fields.money("价税合计", "Gross", min=None)
    cost = fields.money("成本", "Cost", min=None, **COST)
    margin = fields.money("毛利", "Margin", min=None, **COST)


class SalesDocumentOut(fields.Schema):
    """A delivery, or with negative amounts a credit note."""

    kind = fields.choice("单据类型", "Kind", SALES_DOCUMENT)
    id = fields.ref("编号", "Id")
    number = fields.text("单据号", "No.")
    source_number = fields.text("来源单号", "Order or return no.")
    booked_on = fields.day("入账日期", "Booked on")
    customer_id = fields.ref("客户", "Customer")
    customer_name = fields.text("客户名称", "Customer name")
    salesperson_id = fields.ref("销售员", "Salesperson")
    salesperson_name = fields.text("销售员姓名", "Salesperson's name", allow_none=True)
    department = fields.text("部门", "Department")
    net = fields.money("不含税金额", "Net", min=None)
    tax = fields.money("税额", "Tax", min=None)
    gross = fields.money("价税合计", "Gross", min=None)
    cost = fields.money("成本", "Cost", min=None, **COST)
    margin = fields.money("毛利", "Margin", min=None, **COST)
    lines = fields.many("明细", "Lines", SalesLineOut)


class SalesTotalsOut(fields.Schema):
    """All documents that were asked for, on whatever page they are."""

    net = fields.money("不含税销售额", "Net sales", min=None)
    tax = fields.money("税额", "Tax", min=None)
    gross = fields.money("价税合计销售额", "Gross sales", min=None)
    cost = fields.money("销售成本", "Cost of sales", min=None, **COST)
    margin = fields.money("毛利", "Margin", min=None, **COST)
    margin_rate = fields.rate("毛利率", "Margin rate", min=None, allow_none=True, **COST)


class SalesListOut(fields.Schema):
    items = fields.many("单据", "Documents", SalesDocumentOut)
    totals = fields.nested("合计", "Totals", SalesTotalsOut)
    next = fields.text("下一页起点", "Next page starts after", allow_none=True)
