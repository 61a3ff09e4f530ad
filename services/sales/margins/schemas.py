"""What the margin report takes and shows."""

from marshmallow.fields import Integer
from marshmallow.validate import Range

from chassis.web import fields

LIMIT = {"x-label-zh": "条数", "x-label-en": "Limit", "x-class": "public"}


class MarginQuery(fields.Schema):
    customer_id = fields.ref("客户", "Customer", load_default=None)
    product_id = fields.ref("商品", "Product", load_default=None)
    after = fields.ref("此客户之后", "After this customer", load_default=None)
    limit = Integer(validate=Range(1, 200), load_default=50, metadata=LIMIT)


class MarginOut(fields.Schema):
    customer_id = fields.ref("客户", "Customer")
    customer_code = fields.text("客户编号", "Customer code", allow_none=True)
    customer_name = fields.text("客户名称", "Customer name", allow_none=True)
    net = fields.money("不含税销售额", "Net sales", needs="sales.margin.read")
    cost = fields.money("销售成本", "Cost of sales", needs="sales.margin.read")
    margin = fields.money("毛利", "Margin", min=None, needs="sales.margin.read")
    margin_rate = fields.rate(
        "毛利率", "Margin rate", min=None, allow_none=True, needs="sales.margin.read"
    )
    quality_cost = fields.money("质量成本", "Quality cost", min=None, needs="sales.margin.read")
    margin_after_quality = fields.money(
        "扣除质量成本后毛利", "Margin after quality cost", min=None, needs="sales.margin.read"
    )
    rate_after_quality = fields.rate(
        "扣除质量成本后毛利率",
        "Margin rate after quality cost",
        min=None,
        allow_none=True,
        needs="sales.margin.read",
    )


class MarginReport(fields.Schema):
    items = fields.many("客户毛利", "Margins by customer", MarginOut)
    next = fields.ref("下一页起点", "Next page starts after", allow_none=True)
