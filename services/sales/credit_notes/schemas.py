"""What credit notes show."""

from chassis.web import fields

from ..words import CURRENCY, REVERSAL_GROUND


class CreditNoteLineOut(fields.Schema):
    id = fields.ref("编号", "Id")
    return_line_id = fields.ref("退货行", "Return line")
    delivery_id = fields.ref("发货单", "Delivery")
    delivery_line_id = fields.ref("发货行", "Delivery line")
    product_id = fields.ref("商品", "Product")
    product_code = fields.text("商品编号", "Product code")
    product_name = fields.text("商品名称", "Product name")
    quantity = fields.quantity("数量", "Quantity")
    price = fields.price("单价", "Price")
    discount = fields.money("折扣", "Discount")
    tax_rate = fields.rate("税率", "Tax rate")
    net = fields.money("不含税金额", "Net")
    tax = fields.money("税额", "Tax", min=None)
    gross = fields.money("价税合计", "Gross")
    cost = fields.money("成本", "Cost", needs="sales.cost.read")
    reversed = fields.quantity("已冲回数量", "Reversed pieces")


class CreditNoteOut(fields.Schema):
    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    created_at = fields.instant("开具时间", "Issued at")
    number = fields.text("贷项通知单号", "No.", sort=True, filter=True, search=True)
    return_id = fields.ref("退货单", "Return", filter=True)
    return_number = fields.text("退货单号", "Return no.", search=True)
    customer_id = fields.ref("客户", "Customer", filter=True)
    customer_name = fields.text("客户名称", "Customer name", search=True)
    salesperson_id = fields.ref("销售员", "Salesperson", filter=True)
    salesperson_name = fields.text("销售员姓名", "Salesperson's name", allow_none=True)
    department = fields.text("部门", "Department", filter=True)
    issued_on = fields.day("开具日期", "Issued on", sort=True, filter=True)
    currency = fields.choice("币种", "Currency", CURRENCY)
    net = fields.money("不含税金额", "Net")
    tax = fields.money("税额", "Tax", min=None)
    gross = fields.money("价税合计", "Gross", sort=True)
    cost = fields.money("成本", "Cost", needs="sales.cost.read", sort=True, filter=True)
    reversed = fields.money("已冲回金额", "Reversed", filter=True)
    open = fields.money("未核销金额", "Open", sort=True, filter=True)
    lines = fields.many("明细", "Lines", CreditNoteLineOut)


class CreditReversalLineOut(fields.Schema):
    id = fields.ref("编号", "Id")
    credit_note_line_id = fields.ref("贷项行", "Credit note's line")
    return_line_id = fields.ref("退货行", "Return line")
    delivery_id = fields.ref("发货单", "Delivery")
    delivery_line_id = fields.ref("发货行", "Delivery line")
    product_id = fields.ref("商品", "Product")
    product_code = fields.text("商品编号", "Product code")
    product_name = fields.text("商品名称", "Product name")
    quantity = fields.quantity("数量", "Quantity")
    price = fields.price("单价", "Price")
    discount = fields.money("折扣", "Discount")
    tax_rate = fields.rate("税率", "Tax rate")
    net = fields.money("不含税金额", "Net")
    tax = fields.money("税额", "Tax", min=None)
    gross = fields.money("价税合计", "Gross")
    cost = fields.money("成本", "Cost", needs="sales.cost.read")


class CreditReversalOut(fields.Schema):
    """Credit taken back, and how it was taken."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    created_at = fields.instant("开具时间", "Issued at")
    number = fields.text("冲回单号", "No.", sort=True, filter=True, search=True)
    credit_note_id = fields.ref("贷项通知单", "Credit note", filter=True)
    credit_note_number = fields.text("贷项通知单号", "Credit note no.", search=True)
    return_id = fields.ref("退货单", "Return", filter=True)
    return_number = fields.text("退货单号", "Return no.", search=True)
    ground = fields.choice("冲回原因", "Ground", REVERSAL_GROUND, filter=True)
    customer_id = fields.ref("客户", "Customer", filter=True)
    customer_name = fields.text("客户名称", "Customer name", search=True)
    salesperson_id = fields.ref("销售员", "Salesperson", filter=True)
    salesperson_name = fields.text("销售员姓名", "Salesperson's name", allow_none=True)
    department = fields.text("部门", "Department", filter=True)
    issued_on = fields.day("开具日期", "Issued on", sort=True, filter=True)
    currency = fields.choice("币种", "Currency", CURRENCY)
    net = fields.money("不含税金额", "Net")
    tax = fields.money("税额", "Tax", min=None)
    gross = fields.money("价税合计", "Gross", sort=True)
    cost = fields.money("成本", "Cost", needs="sales.cost.read", sort=True, filter=True)
    from_open = fields.money("冲减未核销贷项", "Taken from what was open")
    reopened = fields.money("恢复应收", "Receivables opened again")
    charged = fields.money("转为新应收", "Owed anew")
    receivable_id = fields.ref("新应收款", "Receivable it is owed by", allow_none=True)
    lines = fields.many("明细", "Lines", CreditReversalLineOut)
