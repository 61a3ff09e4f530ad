"""Suppliers as they come in and go out, with their labels."""

from typing import Any

from sqlalchemy import case

from chassis.web import fields
from chassis.web.shape import Shape

from .models import Supplier
from .rules import ARCHIVED, STATUS

RATING = {"A": ("A 级", "A"), "B": ("B 级", "B"), "C": ("C 级", "C"), "D": ("D 级", "D")}
TERMS = {
    "cash": ("现款", "Cash"),
    "days": ("账期(天)", "Days"),
    "month_end": ("月结", "Month-end"),
}
CONTACT: dict[str, Any] = {
    "cls": "confidential",
    "opens": "inventory.supplier.read",
    "allow_none": True,
}
"""Whom to call and where: for everybody who works with suppliers, who then leaves a line."""
BANK: dict[str, Any] = {
    "cls": "confidential",
    "opens": "inventory.supplier.change",
    "allow_none": True,
}
"""Where they are paid: for the buyer who enters it and those cleared, finance among them."""


class SupplierFields(fields.Schema):
    """What can be said of a supplier at any time."""

    name = fields.text("名称", "Name", required=True)
    contact = fields.text("联系人", "Contact", max=100, **CONTACT)
    phone = fields.text("电话", "Phone", max=50, **CONTACT)
    fax = fields.text("传真", "Fax", max=50, **CONTACT)
    email = fields.text("邮箱", "E-mail", max=254, **CONTACT)
    address = fields.text("地址", "Address", max=500, **CONTACT)
    bank = fields.text("开户行", "Bank", **BANK)
    account = fields.text("账号", "Account", max=60, **BANK)
    tax_number = fields.code("税号", "Tax number", allow_none=True)
    products = fields.text("供应商品", "Products", max=2000, allow_none=True)
    rating = fields.choice("评级", "Rating", RATING, allow_none=True)
    terms_kind = fields.choice("结算方式", "Terms", TERMS, load_default="cash")
    terms_days = fields.whole("账期天数", "Days of the terms", max=3650, load_default=0)
    tolerance = fields.rate("超收容差", "Tolerance for over-receipt", allow_none=True)
    remark = fields.text("备注", "Remark", max=2000, allow_none=True)


class NewSupplier(SupplierFields):
    """A supplier to be registered."""

    code = fields.code("供应商编号", "Supplier code", required=True)


class SupplierChange(SupplierFields):
    """What is to be different about a supplier; fields left out stay."""

    def __init__(self, **how: Any) -> None:
        super().__init__(**{"partial": True, **how})

    code = fields.code("供应商编号", "Supplier code")
    archived = fields.flag("已归档", "Archived")


class SupplierReason(fields.Schema):
    """Why something is done to a supplier."""

    reason = fields.text("原因", "Reason", max=1000, required=True)


class SupplierOut(fields.Schema):
    """A supplier as purchasing and the warehouse see it."""

    id = fields.ref("编号", "Id")
    version = fields.whole("版本", "Version")
    code = fields.text("供应商编号", "Supplier code", sort=True, filter=True, search=True)
    name = fields.text("名称", "Name", sort=True, search=True)
    contact = fields.text("联系人", "Contact", search=True, **CONTACT)
    phone = fields.text("电话", "Phone", search=True, **CONTACT)
    fax = fields.text("传真", "Fax", **CONTACT)
    email = fields.text("邮箱", "E-mail", search=True, **CONTACT)
    address = fields.text("地址", "Address", **CONTACT)
    bank = fields.text("开户行", "Bank", **BANK)
    account = fields.text("账号", "Account", **BANK)
    pending_bank = fields.text("待批开户行", "Proposed bank", **BANK)
    pending_account = fields.text("待批账号", "Proposed account", **BANK)
    pending_by = fields.ref("账户变更提出人", "Bank change proposed by", allow_none=True)
    pending_by_name = fields.text(
        "账户变更提出人姓名", "Bank change proposer's name", allow_none=True
    )
    pending_at = fields.instant("账户变更提出时间", "Bank change proposed at", allow_none=True)
    bank_pending = fields.flag("账户变更待批", "Bank change waits for approval", filter=True)
    tax_number = fields.text("税号", "Tax number", filter=True, search=True, allow_none=True)
    products = fields.text("供应商品", "Products", search=True, allow_none=True)
    rating = fields.choice("评级", "Rating", RATING, filter=True, allow_none=True)
    terms_kind = fields.choice("结算方式", "Terms", TERMS, filter=True)
    terms_days = fields.whole("账期天数", "Days of the terms")
    tolerance = fields.rate("超收容差", "Tolerance for over-receipt", allow_none=True)
    remark = fields.text("备注", "Remark", allow_none=True)
    status = fields.choice("状态", "Status", STATUS, filter=True)
    block_reason = fields.text("停用原因", "Reason for blocking", allow_none=True)
    archived = fields.flag("已归档", "Archived", filter=True)
    created_at = fields.instant("登记时间", "Registered at", sort=True)


SUPPLIERS = Shape(
    SupplierOut,
    Supplier,
    columns={
        "archived": Supplier.archived_at.is_not(None),
        "status": case((Supplier.archived_at.is_not(None), ARCHIVED), else_=Supplier.status),
        "bank_pending": Supplier.pending_by.is_not(None),
    },
    thing="supplier",
)
