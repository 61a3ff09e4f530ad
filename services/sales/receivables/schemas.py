"""What receivables take and show."""

from chassis.web import fields

from ..money_words import INVOICE, RECEIVABLE_KIND
from ..words import CURRENCY, SETTLED, TERMS


class InvoiceIn(fields.Schema):
    invoice_number = fields.code("发票号码", "Invoice no.", required=True)
    invoiced_on = fields.day("开票日期", "Invoiced on", required=True)


class RedInvoiceIn(fields.Schema):
    red_number = fields.code("红字发票号码", "Red-letter invoice no.", required=True)
    red_on = fields.day("红字开票日期", "Red-letter invoice of", required=True)
    reason = fields.text("原因", "Reason", max=500, required=True)


class ReceivableOut(fields.Schema):
    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    number = fields.text("应收单号", "No.", sort=True, filter=True, search=True)
    kind = fields.choice("来源", "Kind", RECEIVABLE_KIND, filter=True)
    reference = fields.text("原单据号", "Document before", allow_none=True, search=True)
    delivery_id = fields.ref("发货单", "Delivery", allow_none=True, filter=True)
    delivery_number = fields.text("发货单号", "Delivery no.", allow_none=True, search=True)
    order_id = fields.ref("销售单", "Order", allow_none=True, filter=True)
    order_number = fields.text("销售单号", "Order no.", allow_none=True, search=True)
    customer_id = fields.ref("客户", "Customer", filter=True)
    customer_name = fields.text("客户名称", "Customer name", search=True)
    salesperson_id = fields.ref("销售员", "Salesperson", allow_none=True, filter=True)
    salesperson_name = fields.text("销售员姓名", "Salesperson's name", allow_none=True)
    department = fields.text("部门", "Department", allow_none=True, filter=True)
    booked_on = fields.day("入账日期", "Booked on", sort=True, filter=True)
    terms_kind = fields.choice("结算方式", "Terms", TERMS, allow_none=True, filter=True)
    terms_days = fields.whole("账期天数", "Days of the terms", allow_none=True)
    due_on = fields.day("到期日", "Due on", sort=True, filter=True)
    currency = fields.choice("币种", "Currency", CURRENCY)
    net = fields.money("不含税金额", "Net")
    tax = fields.money("税额", "Tax", min=None)
    gross = fields.money("价税合计", "Gross", sort=True)
    open = fields.money("未收金额", "Open", sort=True, filter=True)
    settled = fields.choice("是否核销", "Settled", SETTLED, filter=True)
    cleared_on = fields.day("结清日期", "Cleared on", allow_none=True, sort=True, filter=True)
    overdue_at = fields.instant("逾期通知时间", "Found overdue at", allow_none=True)
    invoice_state = fields.choice("发票", "Invoice", INVOICE, filter=True)
    invoice_number = fields.text("发票号码", "Invoice no.", allow_none=True, search=True)
    invoiced_on = fields.day("开票日期", "Invoiced on", allow_none=True, filter=True)
    red_number = fields.text("红字发票号码", "Red-letter invoice no.", allow_none=True)
    red_on = fields.day("红字开票日期", "Red-letter invoice of", allow_none=True)
