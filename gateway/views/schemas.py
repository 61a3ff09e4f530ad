"""What views answer, and what a trace can begin with."""

from marshmallow import ValidationError, validates_schema

from chassis.web import fields as f
from chassis.web.fields import Schema


class PartOut(Schema):
    """One part of a view: its data with the instant they were true, or why they are missing."""

    available = f.flag("可用", "Available")
    as_of = f.instant("截至", "As of")
    data = f.anything("内容", "Data", allow_none=True)
    reason = f.text("缺失原因", "Why it is missing")
    since = f.instant("缺失起始", "Missing since")


class DocumentOut(PartOut):
    id = f.ref("标识", "Id")


class CustomerViewOut(Schema):
    customer_id = f.ref("客户", "Customer")
    file = f.nested("客户档案", "Customer file", PartOut)
    credit_account = f.nested("信用账户", "Credit account", PartOut)
    orders = f.nested("销售单", "Orders", PartOut)
    deliveries = f.nested("发货", "Deliveries", PartOut)
    receivables = f.nested("应收", "Receivables", PartOut)
    credit_notes = f.nested("红字通知", "Credit notes", PartOut)
    returns = f.nested("退货", "Returns", PartOut)
    margin = f.nested("毛利(扣质量成本前后)", "Margin before and after quality cost", PartOut)
    cases = f.nested("质量案件", "Quality cases", PartOut)
    quality_costs = f.nested("质量成本", "Quality costs", PartOut)


class TraceBeginning(Schema):
    """Exactly one of them."""

    lot_id = f.ref("批次", "Lot")
    order_id = f.ref("销售单", "Order")
    delivery_id = f.ref("发货单", "Delivery")
    return_id = f.ref("退货单", "Return")
    case_id = f.ref("案件", "Case")
    document_id = f.ref("库存单据", "Document that moves stock")

    @validates_schema
    def names_one(self, data: dict[str, object], **_: object) -> None:
        if len(data) != 1:
            raise ValidationError(
                f"Give exactly one of {', '.join(self.fields)}. / 只能且必须给出其中一项。"
            )


class LotTraceOut(Schema):
    lot_id = f.ref("批次", "Lot")
    trace = f.nested("批次追溯与平衡", "Receipt, issues, returns and balance", PartOut)
    cases = f.nested("质量案件", "Quality cases", PartOut)


class TraceViewOut(Schema):
    begins = f.anything("起点", "Where it begins", data_key="from")
    beginning = f.nested("起点单据", "The document it begins with", PartOut)
    lots = f.many("批次", "Lots", LotTraceOut)
    sales = f.many("销售单", "Sales", DocumentOut)
    returns = f.many("退货单", "Returns", DocumentOut)
    truncated = f.flag("未列全", "More than is shown here")
