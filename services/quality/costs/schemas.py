"""How costs of poor quality are shown."""

from chassis.web import fields

KINDS = {
    "scrap": ("报废", "Scrap"),
    "rework": ("返工", "Rework"),
    "sorting": ("挑选", "Sorting"),
    "fine": ("罚款", "Fine"),
    "claim": ("索赔", "Claim"),
    "replacement": ("换货", "Replacement"),
    "service": ("服务", "Service"),
    "recharge": ("供应商追偿", "Recharge to supplier"),
}


class CostOut(fields.Schema):
    """质量成本: + is cost, − a recharge."""

    id = fields.ref("编号", "Id")
    case_id = fields.ref("案件", "Case", filter=True)
    case_number = fields.text("案件编号", "Case no.", filter=True, search=True)
    customer_id = fields.ref("客户", "Customer", filter=True)
    product_id = fields.ref("商品", "Product", allow_none=True, filter=True)
    kind = fields.choice("类别", "Kind", KINDS, filter=True)
    amount = fields.money("金额", "Amount", min=None, sort=True)
    booked_on = fields.day("入账日期", "Booked on", filter=True, sort=True)
