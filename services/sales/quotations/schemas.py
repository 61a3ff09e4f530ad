"""What quotations take and show."""

from chassis.numbers import ZERO
from chassis.web import fields

from ..selling_words import QUOTATION_STATUS
from ..words import CURRENCY, PRICE_MODE


class QuotationLineIn(fields.Schema):
    product_id = fields.ref("商品", "Product", required=True)
    quantity = fields.quantity("数量", "Quantity", required=True)
    price = fields.price("单价", "Price", allow_none=True, load_default=None)
    discount = fields.money("折扣", "Discount", load_default=ZERO)
    tax_rate = fields.rate("税率", "Tax rate", allow_none=True, load_default=None)
    remark = fields.text("行备注", "Line remark", max=200, load_default="")


class QuotationIn(fields.Schema):
    customer_id = fields.ref("客户", "Customer", required=True)
    salesperson_id = fields.ref("销售员", "Salesperson", allow_none=True, load_default=None)
    valid_until = fields.day("有效期至", "Valid until", required=True)
    price_mode = fields.choice("计价方式", "Price mode", PRICE_MODE, load_default="excluded")
    currency = fields.choice("币种", "Currency", CURRENCY, load_default="CNY")
    discount = fields.money("整单折扣", "Order discount", load_default=ZERO)
    remark = fields.text("备注", "Remark", max=500, load_default="")
    lines = fields.many("明细", "Lines", QuotationLineIn, min=1, max=200, required=True)


class QuotationChange(fields.Schema):
    customer_id = fields.ref("客户", "Customer")
    salesperson_id = fields.ref("销售员", "Salesperson")
    valid_until = fields.day("有效期至", "Valid until")
    price_mode = fields.choice("计价方式", "Price mode", PRICE_MODE)
    discount = fields.money("整单折扣", "Order discount")
    remark = fields.text("备注", "Remark", max=500)
    lines = fields.many("明细", "Lines", QuotationLineIn, min=1, max=200)


class DeclineIn(fields.Schema):
    reason = fields.text("未成交原因", "Reason", max=500, required=True)


class WithdrawIn(fields.Schema):
    reason = fields.text("撤回原因", "Reason", max=500, required=True)


class QuotationLineOut(fields.Schema):
    id = fields.ref("编号", "Id")
    line_no = fields.whole("行号", "Line no.")
    product_id = fields.ref("商品", "Product")
    product_code = fields.text("商品编号", "Product code")
    product_name = fields.text("商品名称", "Product name")
    unit = fields.text("单位", "Unit")
    quantity = fields.quantity("数量", "Quantity")
    price = fields.price("单价", "Price")
    discount = fields.money("折扣", "Discount")
    order_discount = fields.money("整单折扣分摊", "Share of the order's discount")
    tax_rate = fields.rate("税率", "Tax rate")
    net = fields.money("不含税金额", "Net")
    tax = fields.money("税额", "Tax")
    gross = fields.money("价税合计", "Gross")
    remark = fields.text("行备注", "Line remark", max=200)


class QuotationOut(fields.Schema):
    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    created_at = fields.instant("开单时间", "Written at", sort=True, filter=True)
    first_id = fields.ref("首版编号", "First revision", filter=True)
    number = fields.text("报价单号", "No.", sort=True, filter=True, search=True)
    revision = fields.whole("改版号", "Revision", filter=True)
    customer_id = fields.ref("客户", "Customer", filter=True)
    customer_code = fields.text("客户编号", "Customer code", filter=True, search=True)
    customer_name = fields.text("客户名称", "Customer name", search=True)
    salesperson_id = fields.ref("销售员", "Salesperson", filter=True)
    salesperson_name = fields.text("销售员姓名", "Salesperson's name", allow_none=True)
    operator_id = fields.ref("操作人员", "Operator")
    operator_name = fields.text("操作人员姓名", "Operator's name", allow_none=True)
    department = fields.text("部门", "Department", filter=True)
    quoted_on = fields.day("报价日期", "Quoted on", sort=True, filter=True)
    valid_until = fields.day("有效期至", "Valid until", sort=True, filter=True)
    status = fields.choice("状态", "Status", QUOTATION_STATUS, filter=True)
    price_mode = fields.choice("计价方式", "Price mode", PRICE_MODE)
    currency = fields.choice("币种", "Currency", CURRENCY)
    rate = fields.rate("汇率", "Exchange rate", max="999")
    discount = fields.money("整单折扣", "Order discount")
    net = fields.money("不含税金额", "Net", sort=True)
    tax = fields.money("税额", "Tax")
    gross = fields.money("价税合计", "Gross", sort=True, filter=True)
    remark = fields.text("备注", "Remark", max=500)
    sent_at = fields.instant("发出时间", "Sent at", allow_none=True)
    answered_at = fields.instant("答复时间", "Answered at", allow_none=True)
    decline_reason = fields.text("未成交原因", "Decline reason", max=500, allow_none=True)
    withdraw_reason = fields.text("撤回原因", "Withdrawal reason", max=500, allow_none=True)
    order_id = fields.ref("销售单", "Order", allow_none=True, filter=True)
    order_number = fields.text("销售单号", "Order no.", allow_none=True, search=True)
    lines = fields.many("明细", "Lines", QuotationLineOut)
