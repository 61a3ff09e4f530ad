"""Suppliers as a sheet."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis.web import fields
from paper.sheets.form import Entry, Form, Known, Outcome, upsert

from ..errors import SupplierBlockDiffers
from .commands import change_suppliers, register_suppliers, state
from .models import Supplier
from .schemas import SUPPLIERS, NewSupplier


class SupplierRow(NewSupplier):
    """A supplier; one that a row says to be blocked is registered so."""

    block_reason = fields.text(
        "停用原因", "Reason for blocking", max=1000, allow_none=True, load_default=None
    )
    archived = fields.flag("已归档", "Archived", load_default=False)


def write_suppliers(session: Session, entries: Sequence[Entry]) -> list[Outcome]:
    """Register the suppliers that are new, change those that the sheet says otherwise."""
    codes = [entry.key for entry in entries]
    rows = session.scalars(select(Supplier).where(Supplier.code.in_(codes)))
    there = {each.code: each for each in rows}
    known = {
        entry.key: Known(
            there[entry.key].id, there[entry.key].version, _said(there[entry.key], entry)
        )
        for entry in entries
        if entry.key in there
    }
    for place, entry in enumerate(entries):
        now = known.get(entry.key)
        if (
            now
            and entry.told["block_reason"] != now.state["block_reason"]
            and "block_reason" in entry.given
        ):
            raise SupplierBlockDiffers(f"/{place}/block_reason", code=entry.key)
    return upsert(session, entries, known, register_suppliers, change_suppliers)


def _said(supplier: Supplier, entry: Entry) -> dict[str, Any]:
    """A sheet that repeats the proposed bank details changes nothing, nor does one that says those
    in force: the proposal waits for its second person, not for a sheet."""
    told = state(supplier)
    proposed = {"bank": supplier.pending_bank, "account": supplier.pending_account}
    again = all(entry.told[name] == proposed[name] for name in proposed if name in entry.given)
    return told | proposed if supplier.pending_by and again else told


SHEET = Form(
    "suppliers",
    needs="inventory.supplier.import",
    zh="供应商",
    en="Suppliers",
    schema=SupplierRow,
    key="code",
    write=write_suppliers,
    codes=("phone", "fax", "account", "tax_number"),
    aliases={
        "code": ("供应商代码", "编号", "供应商号", "Supplier no."),
        "name": ("供应商名称", "供应商", "Supplier name", "Supplier"),
        "contact": ("联系人员", "Contact person"),
        "phone": ("联系电话", "Telephone"),
        "address": ("供应商地址", "联系地址", "Supplier address"),
        "bank": ("开户银行",),
        "account": ("银行账号", "帐号", "Bank account"),
        "tax_number": ("纳税人识别号", "税务登记号"),
        "products": ("供应产品", "所供商品"),
        "rating": ("信誉等级", "等级"),
        "remark": ("说明", "备注说明", "Remarks"),
    },
    shape=SUPPLIERS,
    reads="inventory.supplier.read",
)
