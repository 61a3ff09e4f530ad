"""A file's forms in and out: labels, choices, formats and secrecy class of every field, once."""

from typing import Any

from marshmallow import validate

from chassis.web import fields
from paper.signing import THREE

from . import choices

STEPS = {step.code: (step.zh, step.en) for step in THREE}
VERDICTS = {
    "waiting": ("待签", "Waiting"),
    "signed": ("已签", "Signed"),
    "rejected": ("退回", "Rejected"),
    "spared": ("未签", "Not reached"),
}
COUNTRY = validate.Regexp(r"[A-Z]{2}\Z", error="Two capital letters (ISO 3166), such as CN.")
CONFIDENTIAL: dict[str, Any] = {"cls": "confidential", "allow_none": True}
SECRET: dict[str, Any] = {"cls": "secret", "allow_none": True}
PUBLIC: dict[str, Any] = {"cls": "public", "allow_none": True}
OPTIONAL: dict[str, Any] = {"allow_none": True}


class FileFields(fields.Schema):
    """Every field people write, whatever the customer's type; the rules say which type has which."""

    type = fields.choice("类型", "Type", choices.TYPES, filter=True)
    category = fields.choice("客户类别", "Category", choices.CATEGORIES, filter=True)
    name = fields.text("客户名称", "Name", search=True, **OPTIONAL)
    short_name = fields.text("简称", "Short name", max=60, search=True, **OPTIONAL)
    person_name = fields.text("姓名", "Person's name", max=100, **CONFIDENTIAL)
    terms_kind = fields.choice("结算方式", "Terms", choices.TERMS, filter=True)
    terms_days = fields.whole("账期天数", "Days of the terms", max=3650)
    return_credit = fields.choice("退货红字时点", "Return credited", choices.RETURN_CREDITS)
    country = fields.text("国家", "Country", max=2, filter=True, validate=[COUNTRY])
    region = fields.choice("区域", "Region", choices.REGIONS, filter=True, **OPTIONAL)
    sales_region = fields.text("销售区域", "Sales region", max=60, filter=True, **OPTIONAL)
    needs = fields.plain_list(
        "客户需求", "Needs", fields.choice("客户需求", "Need", choices.NEEDS), max=4
    )
    wanted_products = fields.text("所需商品", "Wanted products", max=1000, **OPTIONAL)
    phone_office = fields.text("电话(公)", "Office phone", max=40, **CONFIDENTIAL)
    phone_mobile = fields.text("手机", "Mobile phone", max=40, **CONFIDENTIAL)
    phone_home = fields.text("电话(宅)", "Home phone", max=40, **CONFIDENTIAL)
    fax = fields.text("传真", "Fax", max=40, **CONFIDENTIAL)
    email = fields.text("邮箱", "E-mail", max=254, **CONFIDENTIAL)
    qq = fields.text("QQ", "QQ", max=20, **CONFIDENTIAL)
    wechat = fields.text("微信", "WeChat", max=60, **CONFIDENTIAL)
    website = fields.text("网址", "Website", max=254, **PUBLIC)
    address_company = fields.text("公司地址", "Company address", max=300, **CONFIDENTIAL)
    address_home = fields.text("家庭住址", "Home address", max=300, **CONFIDENTIAL)
    address_billing = fields.text("开票地址", "Billing address", max=300, **CONFIDENTIAL)
    address_delivery = fields.text("收货地址", "Delivery address", max=300, **CONFIDENTIAL)
    postcode = fields.text("邮政编码", "Postcode", max=12, **CONFIDENTIAL)
    introduction = fields.text("简介", "Introduction", max=4000, **OPTIONAL)
    remark = fields.text("备注", "Remark", max=2000, **OPTIONAL)
    owner_id = fields.ref("负责销售员", "Owner", filter=True, **OPTIONAL)
    department = fields.text("负责部门", "Department", max=40, filter=True, **OPTIONAL)
    credit_code = fields.text(
        "统一社会信用代码", "Social credit code", max=40, search=True, **PUBLIC
    )
    nature = fields.choice("企业性质", "Nature", choices.NATURES, filter=True, **OPTIONAL)
    industry = fields.choice("所属行业", "Industry", choices.INDUSTRIES, filter=True, **OPTIONAL)
    legal_representative = fields.text(
        "法定代表人", "Legal representative", max=100, **CONFIDENTIAL
    )
    person_in_charge = fields.text("负责人", "Person in charge", max=100, **CONFIDENTIAL)
    registered_capital = fields.money("注册资本", "Registered capital", **OPTIONAL)
    founded_on = fields.day("成立日期", "Founded on", **OPTIONAL)
    staff = fields.whole("员工人数", "Staff", max=10_000_000, **OPTIONAL)
    main_business = fields.text("主营业务", "Main business", max=1000, **OPTIONAL)
    bank = fields.text("开户银行", "Bank", **CONFIDENTIAL)
    account = fields.text("银行账号", "Account", max=40, **CONFIDENTIAL)
    tax_no = fields.text("纳税人识别号", "Tax number", max=40, **OPTIONAL)
    employer = fields.text("公司名称", "Employer", **CONFIDENTIAL)
    person_department = fields.text("部门", "Person's department", max=100, **CONFIDENTIAL)
    title = fields.text("职务", "Title", max=100, **CONFIDENTIAL)
    birth_date = fields.day("出生日期", "Birth date", **CONFIDENTIAL)
    identity_kind = fields.choice("证件类型", "Identity", choices.IDENTITY_KINDS, **CONFIDENTIAL)
    identity_no = fields.text("证件号码", "Identity number", max=40, **SECRET)
    height_cm = fields.whole("身高(厘米)", "Height (cm)", min=30, max=280, **SECRET)
    weight_kg = fields.quantity("体重(千克)", "Weight (kg)", **SECRET)
    marital_status = fields.choice(
        "婚姻状况", "Marital status", choices.MARITAL_STATUSES, **CONFIDENTIAL
    )
    none = fields.plain_list(
        "填「无」的字段", "Fields answered 无 (none)", fields.text("字段", "Field", max=40), max=80
    )


class NewCustomer(FileFields):
    """客户登记: a new file."""

    type = fields.choice("类型", "Type", choices.TYPES, required=True)
    category = fields.choice("客户类别", "Category", choices.CATEGORIES, load_default="potential")
    terms_kind = fields.choice("结算方式", "Terms", choices.TERMS, load_default="cash")
    terms_days = fields.whole("账期天数", "Days of the terms", max=3650, load_default=0)
    return_credit = fields.choice(
        "退货红字时点", "Return credited", choices.RETURN_CREDITS, load_default="on_receipt"
    )
    country = fields.text("国家", "Country", max=2, load_default="CN", validate=[COUNTRY])
    confirmed_distinct = fields.flag("确认非重复", "Confirmed distinct", load_default=False)


class ChangeCustomer(FileFields):
    """A change: only the fields that are sent are changed; null empties one."""

    confirmed_distinct = fields.flag("确认非重复", "Confirmed distinct", load_default=False)


class Signature(fields.Schema):
    """审核 / 复核: approve, or reject with a comment."""

    approve = fields.flag("同意", "Approve", required=True)
    comment = fields.text("意见", "Comment", max=1000, load_default="")


class Archiving(fields.Schema):
    """归档: why the file is closed."""

    reason = fields.text("原因", "Reason", max=500, required=True)


class SignatureOut(fields.Schema):
    """One signature of a form: 填表人, 审核人 or 复核人."""

    process = fields.whole("流程", "Process")
    round = fields.whole("轮次", "Round")
    step = fields.choice("签字", "Step", STEPS)
    verdict = fields.choice("结果", "Verdict", VERDICTS)
    signer = fields.ref("签字人编号", "Signer", allow_none=True)
    signer_name = fields.text("签字人", "Signer's name")
    comment = fields.text("意见", "Comment")
    signed_at = fields.instant("签字时间", "Signed at", allow_none=True)


class FilingFields(fields.Schema):
    """What the service itself keeps about a file."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    code = fields.text("客户编号", "Code", sort=True, filter=True, search=True)
    display_name = fields.text("显示名称", "Display name", sort=True, search=True)
    status = fields.choice("状态", "Status", choices.STATUSES, filter=True)
    grade = fields.choice("客户等级", "Grade", choices.GRADES, filter=True, allow_none=True)
    owner_name = fields.text("负责销售员姓名", "Owner's name", allow_none=True)
    filing = fields.choice("建档状态", "Filing", choices.FILINGS, filter=True)
    edition = fields.whole("批准版次", "Approved edition", filter=True)
    registered_on = fields.day("登记日期", "Registered on", sort=True, filter=True)
    due_on = fields.day("建档期限", "To be filed by", sort=True, filter=True)
    filed_on = fields.day("建档日期", "Filed on", allow_none=True)
    overdue = fields.flag("逾期未建档", "Filing overdue", filter=True)
    created_at = fields.instant("创建时间", "Created at")
    archived_at = fields.instant("归档时间", "Archived at", allow_none=True)


_LISTED = [
    "type",
    "category",
    "name",
    "short_name",
    "terms_kind",
    "terms_days",
    "return_credit",
    "country",
    "region",
    "sales_region",
    "owner_id",
    "department",
    "credit_code",
    "nature",
    "industry",
]


class CustomerListed(FilingFields):
    """客户 in a list: nothing above internal, so that a list needs no reading log."""

    class Meta(fields.Schema.Meta):
        include = {name: FileFields._declared_fields[name] for name in _LISTED}


class CustomerOut(FilingFields, FileFields):
    """客户档案: the edition in force, the change that waits, and who signed."""

    registered_by = fields.ref("登记人", "Registered by")
    registered_by_name = fields.text("登记人姓名", "Registrar's name", allow_none=True)
    missing = fields.plain_list("未填字段", "Fields still missing", fields.text("字段", "Field"))
    archive_reason = fields.text("归档原因", "Why archived", allow_none=True)
    pending = fields.anything("待批变更", "Change that waits for signatures")
    signatures = fields.many("签字", "Signatures", SignatureOut)
