"""The words of the reports: code → (zh, en)."""

GROUPING = {
    "customer": ("客户", "Customer"),
    "product": ("商品", "Product"),
    "salesperson": ("销售员", "Salesperson"),
    "department": ("部门", "Department"),
    "region": ("区域", "Region"),
    "month": ("月份", "Month"),
}
SALES_DOCUMENT = {
    "delivery": ("发货单", "Delivery"),
    "credit_note": ("贷项通知单", "Credit note"),
    "credit_reversal": ("贷项冲回单", "Reversal of credit"),
}
RISK = {
    "overdue": ("逾期过多", "Too much is overdue"),
    "silent": ("久未下单", "No order for long"),
    "margin": ("毛利率下降", "The margin rate fell"),
    "severe_cases": ("严重案件未结", "Severe cases are open"),
}
RISK_DOCUMENT = {
    "receivable": ("应收款", "Receivable"),
    "order": ("销售单", "Order"),
    "case": ("质量案件", "Quality case"),
}
