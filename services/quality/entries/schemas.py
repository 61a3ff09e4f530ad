"""How a customer concern 顾客不良信息 is entered and shown."""

from chassis.web import fields

KINDS = {
    "complaint": ("抱怨/投诉", "Complaint"),
    "claim": ("索赔", "Claim"),
    "fine": ("质量罚款", "Fine"),
    "information": ("信息", "Information"),
}
ALL_KINDS = KINDS | {"return": ("退货", "Return")}
PHASES = {"zero_km": ("零公里", "Zero-km"), "after_sales": ("售后", "After-sales")}
CREDIT_WHEN = {
    "on_receipt": ("收货时", "On receipt"),
    "after_verdict": ("判定后", "After the verdict"),
}
OUTCOMES = {
    "credit": ("退款冲账", "Credit"),
    "replacement": ("换货", "Replacement"),
    "repair": ("返修", "Repair"),
    "refused": ("拒收", "Refused"),
}
REASONS = {
    "defect": ("质量不良", "Defect"),
    "transport_damage": ("运输损坏", "Damaged in transit"),
    "wrong_goods": ("发错货", "Wrong goods"),
    "wrong_quantity": ("数量不符", "Wrong quantity"),
    "expired": ("过期或临期", "Expired"),
    "surplus": ("多余不需要", "Not needed"),
    "other": ("其他", "Other"),
}
CHANNELS = {
    "customer": ("顾客反馈", "Customer"),
    "4s_shop": ("4S店", "4S shop"),
    "field_service": ("现场服务", "Field service"),
    "visit": ("走访/顾客关怀", "Visit or care"),
}
SEVERITIES = {
    "fatal": ("致命", "Fatal"),
    "serious": ("严重", "Serious"),
    "general": ("一般", "General"),
    "minor": ("轻微", "Minor"),
}


def _count(zh: str, en: str):
    return fields.quantity(zh, en, min="0", allow_none=True, load_default=None)


class ConcernIn(fields.Schema):
    """A concern entered by marketing, service or quality; a return's comes by itself."""

    kind = fields.choice("类别", "Kind", KINDS, required=True)
    phase = fields.choice("发生阶段", "Phase", PHASES, required=True)
    channel = fields.choice("信息来源", "Channel", CHANNELS, required=True)
    severity = fields.choice("严重度", "Severity", SEVERITIES, required=True)
    customer_id = fields.ref("客户", "Customer", required=True)
    complaint_no = fields.code(
        "客户投诉编号", "Customer's complaint no.", max=60, allow_none=True, load_default=None
    )
    product_id = fields.ref("商品", "Product", required=True)
    drawing_revision = fields.text(
        "图纸版本", "Drawing revision", max=40, allow_none=True, load_default=None
    )
    lot = fields.code("批次", "Lot", max=60, allow_none=True, load_default=None)
    serial = fields.text("序列号", "Serial", max=60, allow_none=True, load_default=None)
    delivery_number = fields.code("发货单号", "Delivery no.", allow_none=True, load_default=None)
    quantity_delivered = _count("交付数量", "Delivered")
    quantity_complained = fields.quantity("抱怨数量", "Complained", required=True)
    quantity_confirmed = _count("确认数量", "Confirmed")
    quantity_no_trouble_found = _count("未见异常数量", "No trouble found")
    quantity_misuse = _count("误用数量", "Misuse")
    defect_code = fields.code("缺陷代码", "Defect code", allow_none=True, load_default=None)
    demands_8d = fields.flag("客户要求8D", "Customer demands 8D", load_default=False)
    description = fields.text("问题描述", "Description", max=2000, required=True)
    received_at = fields.instant("接收时间", "Received at", allow_none=True, load_default=None)


class EntryOut(fields.Schema):
    """顾客不良信息, as it came in."""

    id = fields.ref("编号", "Id")
    kind = fields.choice("类别", "Kind", ALL_KINDS)
    phase = fields.choice("发生阶段", "Phase", PHASES)
    channel = fields.choice("信息来源", "Channel", CHANNELS)
    severity = fields.choice("严重度", "Severity", SEVERITIES)
    complaint_no = fields.text("客户投诉编号", "Customer's complaint no.", allow_none=True)
    drawing_revision = fields.text("图纸版本", "Drawing revision", allow_none=True)
    serial = fields.text("序列号", "Serial", allow_none=True)
    delivery_id = fields.ref("发货单", "Delivery", allow_none=True)
    delivery_number = fields.text("发货单号", "Delivery no.", allow_none=True)
    order_id = fields.ref("销售单", "Order", allow_none=True)
    return_id = fields.ref("退货单", "Return", allow_none=True)
    return_number = fields.text("退货单号", "Return no.", allow_none=True)
    return_line_id = fields.ref("退货行", "Return line", allow_none=True)
    credit_when = fields.choice("贷记时点", "Credited when", CREDIT_WHEN, allow_none=True)
    outcome = fields.choice("处理结果", "Outcome", OUTCOMES, allow_none=True)
    reason_code = fields.choice("退货原因", "Reason of the return", REASONS, allow_none=True)
    quantity_delivered = fields.quantity("交付数量", "Delivered", allow_none=True)
    quantity_complained = fields.quantity("抱怨数量", "Complained")
    quantity_confirmed = fields.quantity("确认数量", "Confirmed", allow_none=True)
    quantity_no_trouble_found = fields.quantity("未见异常数量", "No trouble found", allow_none=True)
    quantity_misuse = fields.quantity("误用数量", "Misuse", allow_none=True)
    defect_code = fields.text("缺陷代码", "Defect code", allow_none=True)
    demands_8d = fields.flag("客户要求8D", "Customer demands 8D")
    description = fields.text("问题描述", "Description")
    condition = fields.text("退货状况", "Condition of the goods", allow_none=True)
    received_at = fields.instant("接收时间", "Received at")
