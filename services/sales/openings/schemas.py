"""What opening balances take and show."""

from chassis.web import fields

from ..money_words import DECISION, OPENING_KIND


class OpeningLineIn(fields.Schema):
    kind = fields.choice("类别", "Kind", OPENING_KIND, required=True)
    customer_id = fields.ref("客户", "Customer", required=True)
    reference = fields.code("原单据号", "Document no.", max=80, required=True)
    document_on = fields.day("原单据日期", "Document of", allow_none=True, load_default=None)
    due_on = fields.day("到期日", "Due on", allow_none=True, load_default=None)
    amount = fields.money("余额", "Amount", min="0.01", required=True)
    invoice_number = fields.code("发票号码", "Invoice no.", allow_none=True, load_default=None)


class OpeningIn(fields.Schema):
    as_of = fields.day("期初日期", "As of", required=True)
    lines = fields.many("明细", "Lines", OpeningLineIn, min=1, required=True)


class SignIn(fields.Schema):
    comment = fields.text("签字意见", "Comment", max=500, allow_none=True, load_default=None)


class SendBackIn(fields.Schema):
    comment = fields.text("退回意见", "Comment", max=500, required=True)


class ReversedLineIn(fields.Schema):
    line_id = fields.ref("明细编号", "Line", required=True)


class ReverseLinesIn(fields.Schema):
    lines = fields.many("明细", "Lines", ReversedLineIn, min=1, max=200, required=True)
    reason = fields.text("冲销原因", "Reason", max=500, required=True)


class OpeningLineOut(fields.Schema):
    id = fields.ref("编号", "Id")
    kind = fields.choice("类别", "Kind", OPENING_KIND)
    customer_id = fields.ref("客户", "Customer")
    customer_code = fields.text("客户编号", "Customer code")
    customer_name = fields.text("客户名称", "Customer name")
    reference = fields.text("原单据号", "Document no.")
    document_on = fields.day("原单据日期", "Document of", allow_none=True)
    due_on = fields.day("到期日", "Due on", allow_none=True)
    amount = fields.money("余额", "Amount")
    invoice_number = fields.text("发票号码", "Invoice no.", allow_none=True)


class OpenedOut(OpeningLineOut):
    """Such a document with what is said above it, as a sheet has them one below the other."""

    number = fields.text("期初余额单号", "No.", sort=True, filter=True)
    as_of = fields.day("期初日期", "As of", sort=True, filter=True)
    status = fields.choice("状态", "Status", DECISION, filter=True)


class OpeningOut(fields.Schema):
    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    created_at = fields.instant("录入时间", "Recorded at")
    number = fields.text("期初余额单号", "No.", sort=True, filter=True, search=True)
    as_of = fields.day("期初日期", "As of", sort=True, filter=True)
    receivables = fields.money("应收合计", "Receivables")
    credits = fields.money("预收合计", "Advances and credits")
    status = fields.choice("状态", "Status", DECISION, filter=True)
    asked_by = fields.ref("录入人", "Recorded by", filter=True)
    asked_by_name = fields.text("录入人姓名", "Recorder's name", allow_none=True)
    decided_by = fields.ref("签字人", "Signed by", allow_none=True)
    decided_by_name = fields.text("签字人姓名", "Signer's name", allow_none=True)
    decided_at = fields.instant("签字时间", "Signed at", allow_none=True)
    comment = fields.text("签字意见", "Comment", allow_none=True)


class BookedLineOut(OpeningLineOut):
    """Such a document, and whether it was taken back after it was signed."""

    reversed_on = fields.day("冲销日期", "Taken back on", allow_none=True)
    reversed_by = fields.ref("冲销人", "Taken back by", allow_none=True)
    reversed_by_name = fields.text("冲销人姓名", "Reverser's name", allow_none=True)
    reversal_reason = fields.text("冲销原因", "Why taken back", allow_none=True)


class OpeningWithLinesOut(OpeningOut):
    lines = fields.many("明细", "Lines", BookedLineOut)
